import type { KeyObject } from 'node:crypto';

import { z } from 'zod';

import { KuvertError } from '@kuvert/shared/errors';
import type { RawRequest, Reply } from '@kuvert/shared/ports/transport';

import { faxId, text } from '../rest/fields.ts';
import { isJson, parseJson } from '../rest/json.ts';
import { authenticate } from './authenticate.ts';

/** Bound on a webhook's body in bytes: an event has some twenty short fields. */
export const maxBodyBytes = 64 * 1024;

/** What is answered when an event is safe with us. */
export const reply: Reply = { contentType: 'text/plain; charset=utf-8', body: 'kept\n' };

/** A webhook on one fax, in or out (API version 2); what isn't named here isn't read. */
const Event = z.object({
  data: z.object({
    event_type: text,
    occurred_at: text.nullish(),
    payload: z.object({
      fax_id: text.regex(faxId),
      direction: text.nullish(),
      status: text.nullish(),
      from: text.nullish(),
      to: text.nullish(),
      media_url: z.string().max(16_384).nullish(),
      page_count: z.union([z.number(), text]).nullish(),
      partial_content: z.boolean().nullish(),
      failure_reason: text.nullish(),
      internal_failure_reason: text.nullish(),
      client_state: text.nullish(),
    }),
  }),
});

export type TelnyxEvent = z.infer<typeof Event>['data'];
export type TelnyxPayload = TelnyxEvent['payload'];

/**
 * Authenticates a webhook, then reads it.
 * @throws KuvertError `content-type-wrong`, `signature-…`; `request-invalid` for an authentic one that is no event on a fax
 */
export const readEvent = (request: RawRequest, key: KeyObject, now: Date): TelnyxEvent => {
  if (!isJson(request.headers['content-type']))
    throw new KuvertError('content-type-wrong', 'this takes application/json');
  authenticate(request, key, now);
  const event = parseJson(Event, request.body);
  if (!event) throw new KuvertError('request-invalid', 'it is no event on a fax');
  return event.data;
};
