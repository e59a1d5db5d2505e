import { KuvertError } from '@kuvert/shared/errors';
import type { DeliveryId } from '@kuvert/shared/ids';
import type { RunProgram } from '@kuvert/shared/ports/client-program';

import { runClient } from './clients.ts';
import { deliveryOfTag } from './job-tag.ts';
import type { JobFacts } from './outcomes.ts';
import { exchanges } from './protocol-trace.ts';
import type { HylafaxOutboundSettings } from './settings.ts';

export interface ListedJob {
  readonly job: string;
  readonly deliveryId: DeliveryId;
  readonly facts: JobFacts;
}

/** hfaxd/Jobs.c++: suspended, pending, sleeping, blocked, waiting, running, done, failed. */
const states: Readonly<Record<string, JobFacts['state']>> = {
  T: 'waiting',
  P: 'waiting',
  S: 'waiting',
  B: 'waiting',
  W: 'waiting',
  R: 'running',
  D: 'done',
  F: 'failed',
};

/** As `jobFormat` has it. A status of several lines goes on in lines that aren't like this. */
const jobLine = /^(\d{1,9})\|([A-Z])\|([^|]*)\|(\d{1,5})\|(\d{1,5})\|(\d{1,5})\|(\d*)\|(.*)$/;

/** Our jobs in the order in which `faxstat` lists them: those that wait or run, then those that have ended. */
export const parseJobs = (output: string): readonly ListedJob[] =>
  output.split(/\r?\n/).flatMap((line) => {
    const [, job, letter = '', tag = '', dials, pages, totalPages, log = '', status = ''] =
      jobLine.exec(line) ?? [];
    const deliveryId = deliveryOfTag(tag);
    const state = states[letter];
    if (job === undefined || deliveryId === undefined || state === undefined) return [];
    const facts = {
      state,
      dials: Number(dials),
      pages: Number(pages),
      totalPages: Number(totalPages),
      hasLog: log !== '',
      status: status.slice(0, 500),
    };
    return [{ job, deliveryId, facts }];
  });

/**
 * Asks for all our jobs by `faxstat`: the send queue first, so that one that ends meanwhile is in the second list.
 * @throws KuvertError `carrier-refused` unless the server has given both lists whole
 */
export const listJobs = async (
  settings: HylafaxOutboundSettings,
  run: RunProgram,
  signal: AbortSignal,
): Promise<readonly ListedJob[]> => {
  const outcome = await runClient(settings, run, {
    program: 'faxstat',
    args: ['-v', '-s', '-d'],
    signal,
  });
  signal.throwIfAborted();
  if (outcome.kind === 'not-started')
    throw new KuvertError('carrier-refused', `faxstat can't be run: ${outcome.code}`);
  const whole = exchanges(outcome.output).flatMap(({ command, code }) =>
    command.startsWith('LIST ') && code === transferComplete ? command.slice(5) : [],
  );
  if (outcome.kind === 'killed' || !['sendq', 'doneq'].every((queue) => whole.includes(queue)))
    throw new KuvertError('carrier-refused', 'the HylaFAX server has not given its lists');
  return parseJobs(outcome.output);
};

const transferComplete = 226;
