import type { CarrierReport, Evidence } from '@kuvert/shared/ports/outbound';

import { evidenceCode } from '../rest/fields.ts';
import { pageCount, present } from '../text.ts';
import type { TelnyxPayload } from './event.ts';
import { factOf } from './outcomes.ts';

/** One fax that was sent, by webhook or by REST. */
export type SentFax = Pick<
  TelnyxPayload,
  'fax_id' | 'status' | 'page_count' | 'failure_reason' | 'internal_failure_reason'
>;

/** What Telnyx says of a fax as a report; undefined for a status that says nothing. */
export const reportOf = (fax: SentFax): CarrierReport | undefined => {
  const status = fax.status ?? '';
  const pages = pageCount(fax.page_count?.toString());
  const reason = fax.failure_reason ?? undefined;
  const fact = factOf({ status, reason, pages });
  if (!fact) return undefined;
  return {
    carrierFaxId: fax.fax_id,
    eventKey: `${fax.fax_id}:${fact.kind === 'dialling' ? 'sending' : status}`,
    fact,
    evidence: present({
      said: status,
      code: evidenceCode(reason),
      detail: evidenceCode(fax.internal_failure_reason),
      pages,
    }) as Evidence, // what `present` leaves has a value
  };
};
