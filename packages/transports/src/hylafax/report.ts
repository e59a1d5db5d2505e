import type { DeliveryId } from '@kuvert/shared/ids';
import type { CarrierReport } from '@kuvert/shared/ports/outbound';

import { faxIdOf } from './job-tag.ts';
import { outcomeOf, type JobFacts } from './outcomes.ts';

/** What is known of a job as a report: the same whether it was told or asked for. */
export const reportOf = (job: string, id: DeliveryId, facts: JobFacts): CarrierReport => {
  const { fact, evidence } = outcomeOf(facts);
  const carrierFaxId = faxIdOf(job, id);
  const why = 'cause' in fact ? `:${fact.cause}` : '';
  return {
    carrierFaxId,
    eventKey: `${carrierFaxId}:${fact.kind}${why}`,
    fact,
    evidence: { ...evidence, calls: facts.dials, pages: facts.pages },
  };
};
