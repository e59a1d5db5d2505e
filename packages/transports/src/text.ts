import { receptionLimits } from '@kuvert/shared/reception';

/**
 * A text from outside as it may be kept: one line without control characters (PostgreSQL refuses NUL),
 * well formed, cut at the bound. A sender's odd text never loses the fax.
 */
export const cleanText = (text: string): string =>
  text
    .slice(0, receptionLimits.text)
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim();

/** As {@link cleanText}; undefined when nothing is left. */
export const someText = (text: string | undefined): string | undefined =>
  cleanText(text ?? '') || undefined;

/** A count of pages as announced; what is no sensible count is as good as none. */
export const pageCount = (text: string | undefined): number | undefined => {
  const count = /^\d{1,6}$/.test(text ?? '') ? Number(text) : 0;
  return count > 0 && count <= receptionLimits.pages ? count : undefined;
};

/** Drops keys without a value: an optional property is absent, not undefined. */
export const present = <T extends object>(facts: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  // what remains has every key whose value is defined
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
