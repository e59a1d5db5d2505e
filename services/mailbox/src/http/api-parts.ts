import { z } from 'zod';

/** What several parts of the API are made of. */

export const time = z.iso.datetime().describe('UTC, milliseconds');
export const day = z.iso.date().describe('in the time zone of the house');
export const uuid = z.uuid();

export const ShownNumber = z.object({
  full: z.string().describe('E.164, or as it came'),
  national: z.string(),
});

export const Person = z.object({ id: uuid, name: z.string() });

/** Who did something that business systems do as well, by their API. */
export const Actor = Person.extend({ kind: z.enum(['person', 'system']) });

export const Locale = z.enum(['sv', 'en']);

export type Actor = z.infer<typeof Actor>;
export type Locale = z.infer<typeof Locale>;
export type ShownNumber = z.infer<typeof ShownNumber>;
