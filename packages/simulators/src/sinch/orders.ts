import { failureOf, type CallFailure } from '../carrier/causes.ts';
import type { OrderDialect, OutgoingFax } from '../carrier/outgoing.ts';
import { textOf } from '../carrier/twilio-orders.ts';
import { postEvent } from './events.ts';

const errors: Readonly<Record<CallFailure, readonly [type: string, code: number]>> = {
  busy: ['CALL_ERROR', 17],
  'no-answer': ['CALL_ERROR', 16],
  voice: ['FAX_ERROR', 132],
  'broken-off': ['CALL_ERROR', 11],
  'too-sharp': ['FAX_ERROR', 25],
  'not-fetched': ['DOCUMENT_CONVERSION_ERROR', 54],
  'silent-after-page': ['FAX_ERROR', 8],
  cancelled: ['FAX_ERROR', 75],
  other: ['FAX_ERROR', 63],
};

/** By the word of the Twilio dialect; what isn't here has failed. */
const statuses: Readonly<Record<string, string>> = {
  queued: 'QUEUED',
  processing: 'QUEUED',
  sending: 'IN_PROGRESS',
  delivered: 'COMPLETED',
};

/** The label that comes back with all that is said of a fax. */
const label = 'delivery';

/** Orders at Sinch: JSON, and one callback when a fax has ended. */
export const sinchOrders = (projectId: string): OrderDialect => ({
  body: 'json',
  paths: {
    orders: `/v3/projects/${projectId}/faxes`,
    fax: `/v3/projects/${projectId}/faxes/:sid`,
  },
  takenStatus: 200,
  read: (body) => ({
    to: textOf(body['to']),
    from: textOf(body['from']),
    quality: body['resolution'] === 'SUPERFINE' ? 'superfine' : 'fine',
    mediaUrl: textOf(body['contentUrl']),
    statusCallback: textOf(body['callbackUrl']) || undefined,
    mark: markOf(body['labels']),
    carrierRetries: typeof body['maxRetries'] === 'number' ? body['maxRetries'] : 3,
  }),
  shown: (fax) => shown(fax),
  alone: (fax) => fax,
  refusal: (status) => ({ error: { code: status, message: 'It is refused', status: 'REFUSED' } }),
  tell: (fax, status, url) => {
    const told = statuses[status] ?? 'FAILURE';
    if (told === 'QUEUED' || told === 'IN_PROGRESS') return undefined;
    const event = { event: 'FAX_COMPLETED', fax: { ...shown(fax), status: told } } as const;
    return postEvent({ ...event, file: fax.media }, url, 'application/json');
  },
});

const markOf = (labels: unknown): string | undefined =>
  typeof labels === 'object' && labels !== null && label in labels
    ? textOf(labels[label])
    : undefined;

const shown = (fax: OutgoingFax) => {
  const failure = failureOf(fax);
  const [errorType, errorCode] = failure === undefined ? [] : errors[failure];
  return {
    id: fax.sid,
    direction: 'OUTBOUND',
    from: fax.from,
    to: fax.to,
    status: statuses[fax.status] ?? 'FAILURE',
    createTime: fax.at.toISOString(),
    ...(fax.pages === undefined
      ? {}
      : {
          pagesSentSuccessfully: fax.pages,
          ...(failure === undefined && { numberOfPages: fax.pages }),
        }),
    ...(fax.mark === undefined ? {} : { labels: { [label]: fax.mark } }),
    ...(failure === undefined ? {} : { errorType, errorCode, errorMessage: failure }),
    maxRetries: fax.carrierRetries ?? 0,
    retryCount: 0,
    resolution: fax.quality === 'superfine' ? 'SUPERFINE' : 'FINE',
  };
};
