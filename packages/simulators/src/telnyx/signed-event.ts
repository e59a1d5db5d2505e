import { randomUUID, sign, type KeyObject } from 'node:crypto';

/** What a webhook of Telnyx says, before it is signed. */
export interface TelnyxEvent {
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export const eventBody = ({ type, payload }: TelnyxEvent, url: string): Buffer =>
  Buffer.from(
    JSON.stringify({
      data: {
        record_type: 'event',
        id: randomUUID(),
        event_type: type,
        occurred_at: new Date().toISOString(),
        payload,
      },
      meta: { attempt: 1, delivered_to: url },
    }),
  );

/** The headers over this very body, as of this time. */
export const signatureHeaders = (
  body: Uint8Array,
  key: KeyObject,
  at: Date,
): Record<string, string> => {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signed = Buffer.concat([Buffer.from(`${timestamp}|`), body]);
  return {
    'content-type': 'application/json',
    'telnyx-timestamp': timestamp,
    'telnyx-signature-ed25519': sign(null, signed, key).toString('base64'),
  };
};

const answerWithinMs = 30_000;

/** One webhook. */
export const postEvent = (event: TelnyxEvent, url: string, key: KeyObject): Promise<Response> => {
  const body = eventBody(event, url);
  return fetch(url, {
    method: 'POST',
    headers: signatureHeaders(body, key, new Date()),
    body,
    signal: AbortSignal.timeout(answerWithinMs),
  });
};
