import type { RunProgram } from '@kuvert/shared/ports/client-program';
import type { CarrierReport, Lookup } from '@kuvert/shared/ports/outbound';

import { faxIdOf } from './job-tag.ts';
import { listJobs, type ListedJob } from './jobs.ts';
import { reportOf } from './report.ts';
import type { HylafaxOutboundSettings } from './settings.ts';

/** How a job is, as the server says when it is asked. */
export const lookAtJob = async (
  settings: HylafaxOutboundSettings,
  run: RunProgram,
  lookup: Lookup,
  signal: AbortSignal,
): Promise<CarrierReport | undefined> => {
  const found = await findJob(settings, run, lookup, signal);
  return found && reportOf(found.job, found.deliveryId, found.facts);
};

/**
 * The job of a delivery. It is recognised by our send id, which it carries; two jobs that carry it (nothing here makes
 * them) are told apart by their number, or not at all.
 */
export const findJob = async (
  settings: HylafaxOutboundSettings,
  run: RunProgram,
  { deliveryId, carrierFaxId }: Lookup,
  signal: AbortSignal,
): Promise<ListedJob | undefined> => {
  const ours = (await listJobs(settings, run, signal)).filter(
    (listed) =>
      listed.deliveryId === deliveryId &&
      (carrierFaxId === undefined || faxIdOf(listed.job, deliveryId) === carrierFaxId),
  );
  const numbers = new Set(ours.map(({ job }) => job));
  // one that ended between the two lists is in both: what it has become counts
  return numbers.size === 1 ? ours.at(-1) : undefined;
};
