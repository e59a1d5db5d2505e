import type { CarrierName } from '@kuvert/shared/reception';

/** One account at a carrier that speaks the Twilio fax dialect (SignalWire: cXML). */
export interface TwilioDialectSettings {
  readonly carrier: CarrierName;
  /** The origin that the carrier calls, such as `https://fax.example.se`; signatures are over it, never over `Host`. */
  readonly publicOrigin: string;
  readonly accountSid: string;
  /** Keys the webhook signature: Twilio's auth token, SignalWire's signing key. */
  readonly signingKey: string;
}

/** Its REST interface. */
export interface TwilioRestSettings {
  readonly carrier: CarrierName;
  readonly accountSid: string;
  /** Such as `https://example.signalwire.com`. */
  readonly restOrigin: string;
  readonly user: string;
  readonly password: string;
  /** Bound on one fax's media, in bytes. */
  readonly maxMediaBytes: number;
  /** The total deadline of one request, in milliseconds. */
  readonly deadlineMs: number;
}

/** Sending by it: both of the above, but for media, which the carrier fetches from us. */
export type TwilioOutboundSettings = TwilioDialectSettings &
  Omit<TwilioRestSettings, 'maxMediaBytes'>;
