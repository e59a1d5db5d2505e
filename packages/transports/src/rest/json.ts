import type { z } from 'zod';

/** JSON of this shape, or undefined for anything else: a fault of the parser would quote what it read. */
export const parseJson = <Schema extends z.ZodType>(
  schema: Schema,
  bytes: Uint8Array,
): z.infer<Schema> | undefined => {
  try {
    return schema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data;
  } catch {
    return undefined;
  }
};

/** Whether a `content-type` header says JSON. */
export const isJson = (contentType: string | undefined): boolean =>
  /^application\/json\s*(;|$)/i.test(contentType ?? '');
