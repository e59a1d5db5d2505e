import type { CarrierReport, Evidence } from '@kuvert/shared/ports/outbound';

import { evidenceCode } from '../rest/fields.ts';
import { present } from '../text.ts';
import { factOf, type SentFaxFacts } from './outcomes.ts';

/** What the dialect says of a fax as a report; undefined for a status that says nothing. */
export const reportOf = (
  facts: SentFaxFacts & { readonly faxSid: string },
): CarrierReport | undefined => {
  const fact = factOf(facts);
  if (!fact) return undefined;
  const status = facts.status.toLowerCase();
  return {
    carrierFaxId: facts.faxSid,
    eventKey: `${facts.faxSid}:${status}`,
    fact,
    evidence: evidenceOf(status, facts),
  };
};

/** Codes alone: the carrier's words may hold numbers. */
const evidenceOf = (status: string, { errorCode, pages }: SentFaxFacts): Evidence =>
  present({
    said: status,
    code: evidenceCode(errorCode),
    pages,
  }) as Evidence; // what `present` leaves has a value
