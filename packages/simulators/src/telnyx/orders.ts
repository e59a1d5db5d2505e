import type { KeyObject } from 'node:crypto';

import { failureOf, type CallFailure } from '../carrier/causes.ts';
import type { OrderDialect, OutgoingFax } from '../carrier/outgoing.ts';
import { textOf } from '../carrier/twilio-orders.ts';
import { postEvent } from './signed-event.ts';

const reasons: Readonly<Record<CallFailure, string>> = {
  busy: 'user_busy',
  'no-answer': 'receiver_no_answer',
  voice: 'fax_initial_communication_timeout',
  'broken-off': 'receiver_call_dropped',
  'too-sharp': 'fax_signaling_error',
  'not-fetched': 'file_download_failed',
  'silent-after-page': 'fax_signaling_error',
  cancelled: 'sender_canceled',
  other: 'service_unavailable',
};

const qualities: Readonly<Record<string, OutgoingFax['quality']>> = {
  normal: 'standard',
  high: 'fine',
  very_high: 'superfine',
};

/** The event and the status of each step, by the word of the Twilio dialect. */
const steps: Readonly<Record<string, readonly [event: string, status: string]>> = {
  queued: ['fax.queued', 'queued'],
  processing: ['fax.media.processed', 'media.processed'],
  sending: ['fax.sending.started', 'sending'],
  delivered: ['fax.delivered', 'delivered'],
};
const failed = ['fax.failed', 'failed'] as const;

/** Orders at Telnyx: JSON, and webhooks signed with the account's key. */
export const telnyxOrders = (key: KeyObject): OrderDialect => ({
  body: 'json',
  paths: { orders: '/v2/faxes', fax: '/v2/faxes/:sid' },
  takenStatus: 202,
  read: (body) => ({
    to: textOf(body['to']),
    from: textOf(body['from']),
    quality: qualities[textOf(body['quality'])] ?? 'fine',
    mediaUrl: textOf(body['media_url']),
    statusCallback: textOf(body['webhook_url']) || undefined,
    mark: textOf(body['client_state']) || undefined,
  }),
  shown: (fax) => shown(fax),
  alone: (fax) => ({ data: fax }),
  refusal: (status, code) => ({
    errors: [{ code: code === 21_211 ? '10016' : String(status * 100), title: 'It is refused' }],
  }),
  tell: (fax, status, url) => {
    const [type, told] = steps[status] ?? failed;
    return postEvent({ type, payload: payloadOf(fax, told) }, url, key);
  },
});

const shown = (fax: OutgoingFax) => ({
  record_type: 'fax',
  id: fax.sid,
  direction: 'outbound',
  from: fax.from,
  to: fax.to,
  media_url: fax.mediaUrl,
  status: (steps[fax.status] ?? failed)[1],
  client_state: fax.mark ?? null,
  page_count: fax.pages ?? null,
  failure_reason: reasonOf(fax),
  internal_failure_reason: null,
  created_at: fax.at.toISOString(),
});

const reasonOf = (fax: OutgoingFax): string | null => {
  const failure = failureOf(fax);
  return failure === undefined ? null : reasons[failure];
};

const payloadOf = (fax: OutgoingFax, status: string) => ({
  fax_id: fax.sid,
  direction: 'outbound',
  status,
  from: fax.from,
  to: fax.to,
  original_media_url: fax.mediaUrl,
  ...(fax.mark === undefined ? {} : { client_state: fax.mark }),
  ...(fax.pages === undefined ? {} : { page_count: fax.pages }),
  ...(status === 'failed' ? { failure_reason: reasonOf(fax) ?? 'service_unavailable' } : {}),
});
