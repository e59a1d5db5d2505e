import { z } from 'zod';

import type { CarrierCall } from '@kuvert/shared/ports/carrier-call';
import type { FaxOrder, Submission } from '@kuvert/shared/ports/outbound';
import type { SendingResolution } from '@kuvert/shared/sending/limits';

import { maxFaxBytes } from '../rest/bounds.ts';
import { evidenceCode, text } from '../rest/fields.ts';
import { parseJson } from '../rest/json.ts';
import { causeOfStatus } from '../rest/refused.ts';
import { submissionOf, type OrderAnswers } from '../rest/submission.ts';
import { clientStateOf } from './client-state.ts';
import { faxesUrl, OneFax } from './rest.ts';
import type { TelnyxOutboundSettings } from './settings.ts';

/** `quality`; the "ultra" ones are for greys, which our pages have none of. */
const qualities: Readonly<Record<SendingResolution, string>> = {
  standard: 'normal',
  fine: 'high',
  superfine: 'very_high',
};

/** Hands an order over. Telnyx never tries again by itself; it takes no key by which it would know an order again. */
export const submitOrder = async (
  settings: TelnyxOutboundSettings,
  call: CarrierCall,
  order: FaxOrder,
): Promise<Submission> => {
  const { publicOrigin, carrier, connectionId, apiKey, deadlineMs } = settings;
  const outcome = await call(faxesUrl(settings), {
    body: {
      kind: 'json',
      value: {
        connection_id: connectionId,
        to: order.to,
        from: order.from,
        media_url: order.mediaUrl,
        quality: qualities[order.resolution],
        client_state: clientStateOf(order.deliveryId),
        webhook_url: `${publicOrigin}/callbacks/${carrier}/${order.deliveryId}`,
        // the carrier keeps no copy of the pages
        store_media: false,
        store_preview: false,
      },
    },
    credentials: { kind: 'bearer', token: apiKey },
    maxBytes: maxFaxBytes,
    deadlineMs,
  });
  return submissionOf(outcome, answers);
};

/** Why a request was refused (Telnyx API, "Errors"). */
const Refusal = z.object({
  errors: z
    .array(
      z.object({
        code: z.union([z.number(), text]).nullish(),
        source: z.object({ pointer: text.nullish() }).nullish(),
      }),
    )
    .max(100),
});

/** "Invalid phone number": it must be E.164. */
const invalidNumber = '10016';

const answers: OrderAnswers = {
  taken: (bytes) => {
    const fax = parseJson(OneFax, bytes)?.data;
    return fax && { faxId: fax.id, status: fax.status };
  },
  refused: (status, bytes) => {
    const [error] = parseJson(Refusal, bytes)?.errors ?? [];
    const code = evidenceCode(error?.code);
    const ofNumber = code === invalidNumber || error?.source?.pointer?.endsWith('/to');
    return { cause: ofNumber ? 'invalid-number' : causeOfStatus(status), code };
  },
};
