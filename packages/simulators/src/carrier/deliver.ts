import twilio from 'twilio';

import { mediaUrl, type CarrierState } from './rest.ts';
import { hasMedia, type HeldFax } from './faxes.ts';

export interface DeliveryOptions {
  readonly method: 'GET' | 'POST';
  readonly signatureHeader: 'x-signalwire-signature' | 'x-twilio-signature';
  readonly signingKey: string;
  /** Where the number's webhook points: `https://…/webhooks/signalwire/incoming`. What is signed. */
  readonly webhook: string;
  /** Where requests really go, when that isn't the webhook's own origin (a proxy). */
  readonly through?: string;
}

/** One request of the carrier and its answer. */
export interface Step {
  readonly name: 'incoming' | 'received';
  readonly url: string;
  readonly status: number;
  readonly body: string;
  readonly milliseconds: number;
  /** The message that the fax became, as the house says. */
  readonly message?: string;
}

const answerWithinMs = 30_000;

/** The call is announced; the answer says where to report what came. */
export const announce = (
  state: CarrierState,
  fax: HeldFax,
  options: DeliveryOptions,
): Promise<Step> => call('incoming', options.webhook, announcement(state, fax), options);

/** What came is reported, whole, in part or not at all. */
export const report = (
  state: CarrierState,
  fax: HeldFax,
  action: string,
  options: DeliveryOptions,
): Promise<Step> => call('received', action, reportFields(state, fax), options);

/** The action of a `<Receive>`; undefined when the answer has none. */
export const actionOf = (twiml: string): string | undefined =>
  /<Receive[^>]*\saction="([^"]*)"/.exec(twiml)?.[1]?.replaceAll('&amp;', '&');

const announcement = ({ accountSid }: CarrierState, fax: HeldFax): Record<string, string> => ({
  AccountSid: accountSid,
  ApiVersion: '2010-04-01',
  FaxSid: fax.sid,
  From: fax.from,
  To: fax.to,
});

const reportFields = (state: CarrierState, fax: HeldFax): Record<string, string> => ({
  ...announcement(state, fax),
  FaxStatus: fax.error ? 'failed' : 'received',
  MediaUrl: hasMedia(fax) ? mediaUrl(state, fax) : '',
  MediaSid: hasMedia(fax) ? fax.sid : '',
  NumPages: fax.pages === undefined ? '' : String(fax.pages),
  RemoteStationId: fax.tsi ?? '',
  ErrorCode: fax.error?.code ?? '',
  ErrorMessage: fax.error?.message ?? '',
  Timestamp: fax.at.toISOString(),
});

const call = async (
  name: Step['name'],
  target: string,
  fields: Record<string, string>,
  { method, signatureHeader, signingKey, through }: DeliveryOptions,
): Promise<Step> => {
  const form = new URLSearchParams(fields).toString();
  const signed = method === 'GET' ? `${target}?${form}` : target;
  const signature = twilio.getExpectedTwilioSignature(
    signingKey,
    signed,
    method === 'GET' ? {} : fields,
  );
  const url = through === undefined ? signed : signed.replace(new URL(target).origin, through);
  const begun = performance.now();
  const response = await fetch(url, {
    method,
    headers: { [signatureHeader]: signature, ...formType(method) },
    ...(method === 'POST' ? { body: form } : {}),
    signal: AbortSignal.timeout(answerWithinMs),
  });
  const body = await response.text();
  const message = response.headers.get('x-kuvert-message');
  return {
    name,
    url: target,
    status: response.status,
    body,
    milliseconds: performance.now() - begun,
    ...(message === null ? {} : { message }),
  };
};

const formType = (method: 'GET' | 'POST'): Record<string, string> =>
  method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
