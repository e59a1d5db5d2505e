import { MessageServiceError } from '@kuvert/shared/ports/message-service';
import type { ServiceAnswer, ServiceCallOutcome } from '@kuvert/shared/ports/service-call';

/** A connection that ended because the other side doesn't take our certificate; nothing of a request was read. */
const certificateAlert =
  /^ERR_SSL_[\w/]*ALERT_(?:\w*CERTIFICATE\w*|UNKNOWN_CA|HANDSHAKE_FAILURE|ACCESS_DENIED)$/;

export const isCertificateAlert = (code: string): boolean => certificateAlert.test(code);

const ours: ReadonlySet<string> = new Set([
  'fetch-too-large',
  'fetch-host-forbidden',
  'fetch-address-forbidden',
]);

/** Why a call brought no whole answer. */
export const faultOfCall = ({
  code,
}: Exclude<ServiceCallOutcome, ServiceAnswer>): MessageServiceError => {
  if (isCertificateAlert(code))
    return new MessageServiceError('message-service-refused', { why: code });
  // what we stopped reading makes no more sense when it is asked for again
  const kind = ours.has(code) ? 'message-service-nonsense' : 'message-service-unavailable';
  return new MessageServiceError(kind, { why: code });
};

/** What an answer means that isn't one of those which the call is described to have. */
export const faultOfAnswer = (
  { status, retryAfter }: Pick<ServiceAnswer, 'status' | 'retryAfter'>,
  now: Date,
): MessageServiceError => {
  if (status === 401 || status === 403)
    return new MessageServiceError('message-service-refused', { status });
  if (status === 408 || status === 429 || status >= 500)
    return new MessageServiceError(
      'message-service-unavailable',
      { status },
      secondsOf(retryAfter, now),
    );
  return nonsense(status);
};

export const nonsense = (status: number): MessageServiceError =>
  new MessageServiceError('message-service-nonsense', { status });

const longestWaitSeconds = 24 * 3600;

/** Of `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3). */
const secondsOf = (retryAfter: string | undefined, now: Date): number | undefined => {
  if (retryAfter === undefined || retryAfter.length > 40) return undefined;
  const seconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : Math.ceil((Date.parse(retryAfter) - now.getTime()) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), longestWaitSeconds);
};
