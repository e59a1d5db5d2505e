import type { CarrierReport, Evidence } from '@kuvert/shared/ports/outbound';

import { evidenceCode } from '../rest/fields.ts';
import { pageCount, present } from '../text.ts';
import type { Fax } from './fax.ts';
import { factOf } from './outcomes.ts';

/** What Sinch says of a fax as a report; undefined for a status that says nothing. */
export const reportOf = (fax: Fax): CarrierReport | undefined => {
  const confirmed = pageCount(fax.pagesSentSuccessfully?.toString());
  const errorType = evidenceCode(fax.errorType);
  const errorCode = evidenceCode(fax.errorCode);
  const pages = pageCount(fax.numberOfPages?.toString());
  const fact = factOf({ status: fax.status, errorType, errorCode, pages, confirmed });
  if (!fact) return undefined;
  return {
    carrierFaxId: fax.id,
    eventKey: `${fax.id}:${fax.status}`,
    fact,
    evidence: present({
      said: fax.status,
      kind: errorType,
      code: errorCode,
      pages: confirmed,
    }) as Evidence, // what `present` leaves has a value
  };
};
