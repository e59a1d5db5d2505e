import { z } from 'zod';

import { faxId, text } from '../rest/fields.ts';

const count = z.union([z.number(), text]).nullish();

/** One fax, as webhooks and the REST interface show it alike (Fax API 3.0); what isn't named here isn't read. */
export const Fax = z.object({
  id: text.regex(faxId),
  direction: text.nullish(),
  status: text,
  from: text.nullish(),
  to: text.nullish(),
  numberOfPages: count,
  pagesSentSuccessfully: count,
  errorType: text.nullish(),
  errorCode: count,
  createTime: text.nullish(),
  completedTime: text.nullish(),
  labels: z.record(text, z.unknown()).nullish(),
  // the SDK calls it a text
  hasFile: z.union([z.boolean(), text]).nullish(),
});

export type Fax = z.infer<typeof Fax>;

/** Whether the carrier keeps the pages; undefined when it doesn't say. */
export const hasFile = ({ hasFile: said }: Fax): boolean | undefined =>
  said === null || said === undefined ? undefined : said === true || said === 'true';
