import type { Clock } from '@kuvert/shared/clock';
import type { ProgramOutcome, RunProgram } from '@kuvert/shared/ports/client-program';
import { documentPath } from '@kuvert/shared/ports/client-program';
import type { FaxOrder, Submission } from '@kuvert/shared/ports/outbound';
import type { FailureCause } from '@kuvert/shared/sending/causes';
import type { SendingResolution } from '@kuvert/shared/sending/limits';

import { present } from '../text.ts';
import { runClient } from './clients.ts';
import { faxIdOf, jobTag } from './job-tag.ts';
import { exchanges, type Exchange } from './protocol-trace.ts';
import type { HylafaxOutboundSettings } from './settings.ts';

const e164 = /^\+\d{5,15}$/;

/** `-m` and `-l`: lines an inch; `-G`: as fine as the receiver is known to take. */
const resolutionOptions: Readonly<Record<SendingResolution, readonly string[]>> = {
  standard: ['-l'],
  fine: ['-m'],
  superfine: ['-m', '-G'],
};

/** `-B`: bits a second at most, by V.29 where it would be V.17 otherwise; `-E`: no error correction, which V.34 needs. */
const gentleOptions = ['-B', '9600', '-E'] as const;

/**
 * Hands an order over by `sendfax`: one call, one attempt, no second by HylaFAX's own will; no cover, no line above
 * the pages (ours is in them), no mail to anybody. The number is in a file: command lines are seen by all.
 */
export const submitOrder = async (
  settings: HylafaxOutboundSettings,
  run: RunProgram,
  clock: Clock,
  order: FaxOrder,
): Promise<Submission> => {
  if (!e164.test(order.to) || !e164.test(order.from))
    return { kind: 'refused', cause: 'invalid-number', evidence: { code: 'not-e164' } };
  if (!order.document) return { kind: 'not-reached', evidence: { code: 'no-document' } };
  const outcome = await runClient(settings, run, {
    program: 'sendfax',
    args: [
      ...['-v', '-v', '-n', '-R'],
      ...resolutionOptions[order.resolution],
      ...(order.gentle ? gentleOptions : []),
      ...['-T', '1', '-t', '1', '-F', ''],
      ...['-k', `now + ${minutesLeft(settings, clock, order)} minutes`],
      ...['-S', order.from, '-f', 'Kuvert <kuvert@localhost>'],
      ...['-i', jobTag(order.deliveryId), '-z', 'number'],
      documentPath,
    ],
    files: { number: `${order.to}\n` },
    document: order.document,
  });
  return submissionOf(outcome, order);
};

/** HylaFAX gives the job up then. It counts whole minutes and loses the one that has begun; none would end it at once. */
const minutesLeft = (
  { longestMs }: HylafaxOutboundSettings,
  clock: Clock,
  { deadline }: FaxOrder,
): number =>
  1 +
  Math.max(1, Math.floor(Math.min(longestMs, deadline.getTime() - clock.now().getTime()) / 60_000));

/**
 * JSUBM makes a job of what was handed over. `sendfax` writes each command down before it sends it: when this one
 * isn't there, the server has nothing that it would dial; when it is, only its answer tells.
 */
const submissionOf = (outcome: ProgramOutcome, { deliveryId }: FaxOrder): Submission => {
  if (outcome.kind === 'not-started')
    return { kind: 'not-reached', evidence: { code: outcome.code } };
  const said = exchanges(outcome.output);
  const evidence = evidenceOf(outcome, said);
  const submit = said.find(({ command }) => command.startsWith('JSUBM'));
  if (!submit) return notSubmitted(said, evidence);
  const job = said.flatMap(({ command, text }) =>
    command === 'JNEW' ? (/jobid: (\d{1,9})\b/.exec(text)?.[1] ?? []) : [],
  )[0];
  if (submit.code !== 200 || job === undefined) return { kind: 'unanswered', evidence };
  return {
    kind: 'accepted',
    carrierFaxId: faxIdOf(job, deliveryId),
    evidence: { ...evidence, job: Number(job) },
  };
};

const notSubmitted = (said: readonly Exchange[], evidence: Submission['evidence']): Submission => {
  const last = said.at(-1);
  const cause = last && refusalOf(last);
  return cause ? { kind: 'refused', cause, evidence } : { kind: 'not-reached', evidence };
};

/** A "no" that an order like this one gets every time; everything else passes. */
const refusalOf = ({ command, code }: Exchange): FailureCause | undefined => {
  if (code < 500) return undefined;
  if (/^(USER|PASS|ACCT)/.test(command)) return 'account';
  if (command.startsWith('JPARM DIALSTRING')) return 'invalid-number';
  return command.startsWith('JPARM') ? 'refused' : undefined;
};

const evidenceOf = (
  outcome: Exclude<ProgramOutcome, { kind: 'not-started' }>,
  said: readonly Exchange[],
): Submission['evidence'] => {
  const last = said.at(-1);
  return present({
    // the word alone: what follows it may be a number
    command: last?.command.split(' ')[0],
    status: last && last.code > 0 ? last.code : undefined,
    code: outcome.kind === 'killed' ? outcome.why : undefined,
  }) as Submission['evidence']; // what `present` leaves has a value
};
