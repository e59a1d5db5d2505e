import type { z } from 'zod';

import type { Reception } from '@kuvert/shared/reception';

import { carrierRefused } from './refused.ts';

/** With a page of a hundred: more faxes than a municipality gets in a week. A list that never ends is cut here. */
export const maxReceivedPages = 200;

/**
 * The receptions of a list, each entry read by itself: an odd one doesn't hide the others, and is told of at the end.
 * @throws KuvertError `carrier-refused` when there was one
 */
export async function* receptionsOf<Schema extends z.ZodType>(
  entries: AsyncIterable<unknown>,
  schema: Schema,
  read: (fax: z.infer<Schema>) => Reception | undefined,
): AsyncGenerator<Reception, void> {
  let odd = false;
  for await (const entry of entries) {
    const { success, data } = schema.safeParse(entry);
    odd ||= !success;
    const reception = success ? read(data) : undefined;
    if (reception) yield reception;
  }
  if (odd) throw carrierRefused("the carrier's list has faxes that are not as documented");
}
