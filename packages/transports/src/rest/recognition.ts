import type { z } from 'zod';

import { carrierRefused } from './refused.ts';

/** Pages of a list of faxes to one number since a quarter of an hour. */
export const maxLookPages = 5;

/** The carrier's clock and ours may differ by so much. */
const clockSkewMs = 2 * 60_000;

/** Since when a fax was made that an order with this intent may have become. */
export const lookedForSince = (intentAt: Date): Date => new Date(intentAt.getTime() - clockSkewMs);

/** The first of a list that is ours. @throws KuvertError `carrier-refused` for one that can't be read: it may be the one */
export const findOwn = async <Schema extends z.ZodType>(
  entries: AsyncIterable<unknown>,
  schema: Schema,
  isOwn: (fax: z.infer<Schema>) => boolean,
): Promise<z.infer<Schema> | undefined> => {
  for await (const entry of entries) {
    const { success, data } = schema.safeParse(entry);
    if (!success) throw carrierRefused("the carrier's list has faxes that are not as documented");
    if (isOwn(data)) return data;
  }
  return undefined;
};
