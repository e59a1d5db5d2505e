import { ApiError } from './api-error.ts';

/** What a place has for the code of an error in its own words; undefined for all others. */
export const knownSentence = (
  error: unknown,
  problems: Readonly<Record<string, string>>,
): string | undefined =>
  error instanceof ApiError && Object.hasOwn(problems, error.code)
    ? problems[error.code]
    : undefined;
