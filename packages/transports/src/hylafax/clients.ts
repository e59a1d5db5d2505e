import type { ProgramOutcome, ProgramRun, RunProgram } from '@kuvert/shared/ports/client-program';

import type { HylafaxOutboundSettings } from './settings.ts';

/**
 * What `hfaxd` is asked to list of a job (its JOBFMT; hfaxd/Jobs.c++ has the letters): number, state, tag, calls,
 * confirmed pages, all pages, the number of the last call's log, and last, since it may be anything, the status.
 */
const jobFormat = '%j|%a|%J|%d|%p|%y|%W|%s';

/** sendfax.conf(5), read last and so what holds: a TIFF is taken as it is, whole, and nothing is put before it. */
const configuration = `PassiveMode: yes
TypeRules: typerules
DialRules: dialrules
AutoCoverPage: no
PageWidth: 216
PageLength: 297
PageChop: none
JobFmt: "${jobFormat}"
Verbose: no
`;

const files = {
  '.hylarc': configuration,
  // typerules(5): whatever begins as a TIFF does, without a command that converts it
  typerules: '0\tstring\tII\ttiff\n0\tstring\tMM\ttiff\n',
  dialrules: 'CanonicalNumber := [\n]\nDialString := [\n]\n',
};

const maxOutputBytes = 4 * 1024 * 1024;

/** Runs one of HylaFAX's client programs against the configured server; what they say of the protocol is in the output. */
export const runClient = (
  { host, port, user, password, deadlineMs }: HylafaxOutboundSettings,
  run: RunProgram,
  some: Pick<ProgramRun, 'program' | 'args' | 'document' | 'signal'> & {
    readonly files?: ProgramRun['files'];
  },
): Promise<ProgramOutcome> =>
  run({
    ...some,
    args: ['-h', `${bracketed(host)}:${port}`, ...some.args],
    files: { ...files, ...some.files },
    env: { FAXUSER: user },
    // asked for on a terminal, and where there is none, here
    input: password === undefined ? undefined : `${password}\n`,
    deadlineMs,
    maxBytes: maxOutputBytes,
  });

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);
