import { receptionLimits } from './reception.ts';

/**
 * A text from outside as it may be kept and shown: one line without control characters (PostgreSQL refuses NUL),
 * without invisible ones (they turn what stands beside them around, or make two texts look alike), well formed,
 * cut at the bound. A sender's odd text never loses the fax.
 */
export const cleanText = (text: string): string =>
  text
    .slice(0, receptionLimits.text)
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();

/** As {@link cleanText}; undefined when nothing is left. */
export const someText = (text: string | undefined): string | undefined =>
  cleanText(text ?? '') || undefined;
