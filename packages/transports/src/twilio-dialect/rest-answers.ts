import { z } from 'zod';

import { faxId, text } from '../rest/fields.ts';

/** One fax as the REST interface lists it; what isn't named here isn't read. */
export const Fax = z.object({
  sid: text.regex(faxId),
  direction: text,
  status: text,
  from: text.nullish(),
  to: text.nullish(),
  num_pages: z.union([z.number(), text]).nullish(),
  media_url: text.nullish(),
  remote_station_id: text.nullish(),
  error_code: z.union([z.number(), text]).nullish(),
  error_message: text.nullish(),
  date_created: text.nullish(),
});

/** Each entry is read by itself: an odd one doesn't hide the others. */
export const FaxPage = z.object({
  faxes: z.array(z.unknown()).max(1000),
  next_page_uri: text.nullish(),
});

export type Fax = z.infer<typeof Fax>;
export type FaxPage = z.infer<typeof FaxPage>;

/** What says why a request was refused. */
export const Refusal = z.object({ code: Fax.shape.error_code });
