import type { AttentionReason } from '@kuvert/shared/attention';
import { KuvertError, type ErrorCode } from '@kuvert/shared/errors';

/** Why the media didn't come, and whether trying again may help. */
export interface MediaFailure {
  readonly reason: AttentionReason;
  readonly transient: boolean;
  readonly code: ErrorCode;
}

const failures: Partial<Record<ErrorCode, Omit<MediaFailure, 'code'>>> = {
  'fetch-address-forbidden': { reason: 'media-forbidden-address', transient: false },
  'fetch-host-forbidden': { reason: 'media-forbidden-address', transient: false },
  'fetch-too-large': { reason: 'media-too-large', transient: false },
  'fetch-too-many-redirects': { reason: 'media-unreachable', transient: false },
  // a link may be told before the media are there
  'fetch-not-found': { reason: 'media-not-found', transient: true },
  'fetch-refused': { reason: 'media-refused', transient: true },
  'fetch-too-slow': { reason: 'media-too-slow', transient: true },
  'fetch-failed': { reason: 'media-unreachable', transient: true },
  'carrier-refused': { reason: 'media-refused', transient: true },
  'carrier-unreachable': { reason: 'media-unreachable', transient: true },
};

/** Undefined for what is no failure of the media, but a fault of ours. */
export const mediaFailureOf = (error: unknown): MediaFailure | undefined => {
  if (!(error instanceof KuvertError)) return undefined;
  const failure = failures[error.code];
  return failure && { ...failure, code: error.code };
};
