import type { CarrierName } from '@kuvert/shared/reception';

/** What signs Telnyx's webhooks: one key for an account, in and out. */
export interface TelnyxSettings {
  readonly carrier: CarrierName;
  /** The account's Ed25519 public key as the portal shows it: 32 bytes in base64. */
  readonly publicKey: string;
}

/** Its REST interface, version 2. */
export interface TelnyxRestSettings {
  readonly carrier: CarrierName;
  /** `https://api.telnyx.com` but in tests. */
  readonly restOrigin: string;
  readonly apiKey: string;
  /** Bound on one fax's media, in bytes. */
  readonly maxMediaBytes: number;
  /** The total deadline of one request, in milliseconds. */
  readonly deadlineMs: number;
}

/** Taking in: what signs, and where media are that no webhook's link leads to. */
export type TelnyxInboundSettings = TelnyxSettings & Pick<TelnyxRestSettings, 'restOrigin'>;

export interface TelnyxOutboundSettings
  extends TelnyxSettings, Omit<TelnyxRestSettings, 'maxMediaBytes'> {
  /** The origin that the carrier fetches from and tells, such as `https://fax.example.se`. */
  readonly publicOrigin: string;
  /** The fax application (`connection_id`) that faxes are sent by. */
  readonly connectionId: string;
}
