import { KuvertError } from '@kuvert/shared/errors';
import type { ErrorCode } from '@kuvert/shared/errors';

/** Messages never hold the URL: its path and query may name people or carry tokens. */
const messages = {
  'fetch-address-forbidden': 'The media link leads to an address that is not public.',
  'fetch-host-forbidden': "The media link's scheme, host or port is not on the carrier's list.",
  'fetch-too-many-redirects': 'The media host redirects too often.',
  'fetch-too-large': 'The media are larger than allowed.',
  'fetch-too-slow': 'The media did not arrive in time.',
  'fetch-not-found': 'The media host has no such media.',
  'fetch-refused': 'The media host refused our credentials.',
  'fetch-failed': 'Fetching the media failed.',
} as const satisfies Partial<Record<ErrorCode, string>>;

export type FetchCode = keyof typeof messages;

export const fetchFailure = (
  code: FetchCode,
  options: { cause?: unknown; details?: Readonly<Record<string, string | number>> } = {},
): KuvertError => new KuvertError(code, messages[code], options);

/** What a status outside 2xx and 3xx means. */
export const failureOfStatus = (status: number): KuvertError => {
  const details = { status };
  if (status === 404 || status === 410) return fetchFailure('fetch-not-found', { details });
  if (status === 401 || status === 403) return fetchFailure('fetch-refused', { details });
  return fetchFailure('fetch-failed', { details });
};
