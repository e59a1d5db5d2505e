import { KuvertError } from '@kuvert/shared/errors';
import type { RunProgram } from '@kuvert/shared/ports/client-program';
import type { CarrierReport, Lookup } from '@kuvert/shared/ports/outbound';

import { runClient } from './clients.ts';
import { findJob, lookAtJob } from './look.ts';
import { reportOf } from './report.ts';
import type { HylafaxOutboundSettings } from './settings.ts';

/**
 * Takes a job that waits out of the server's queue. One that runs is left alone: `faxrm` would break off its call, and
 * one that has ended it would delete, with what the server knows of how. Whether it was in time is not `faxrm`'s word but
 * what the server says of the job afterwards: a call that began meanwhile stands there, and so does that there was none.
 */
export const withdrawJob = async (
  settings: HylafaxOutboundSettings,
  run: RunProgram,
  lookup: Lookup,
  signal: AbortSignal,
): Promise<CarrierReport | undefined> => {
  const found = await findJob(settings, run, lookup, signal);
  if (!found) return undefined;
  const { job, deliveryId, facts } = found;
  const report = reportOf(job, deliveryId, facts);
  if (report.fact.kind !== 'accepted') return report;
  const outcome = await runClient(settings, run, { program: 'faxrm', args: [job], signal });
  signal.throwIfAborted();
  if (outcome.kind === 'not-started')
    throw new KuvertError('carrier-refused', `faxrm can't be run: ${outcome.code}`);
  return lookAtJob(settings, run, { ...lookup, carrierFaxId: report.carrierFaxId }, signal);
};
