import { mediaUrl, type CarrierState } from './rest.ts';
import { hasMedia, type HeldFax } from './faxes.ts';
import { signedRequest, type SigningOptions } from './signed-request.ts';

export interface DeliveryOptions extends SigningOptions {
  /** Where the number's webhook points: `https://…/webhooks/signalwire/incoming`. What is signed. */
  readonly webhook: string;
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
  options: DeliveryOptions,
): Promise<Step> => {
  const begun = performance.now();
  const response = await signedRequest(target, fields, options);
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
