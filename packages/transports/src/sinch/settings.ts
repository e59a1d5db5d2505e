import type { CarrierName } from '@kuvert/shared/reception';

/** Who may tell us: Sinch signs nothing, so that what it calls has a name and a password of ours in its address. */
export interface SinchSettings {
  readonly carrier: CarrierName;
  /** The password of the webhook for received faxes; those of callbacks are made of it, one a delivery. */
  readonly webhookSecret: string;
}

/** Its REST interface, version 3. */
export interface SinchRestSettings {
  readonly carrier: CarrierName;
  /** `https://fax.api.sinch.com`, or one of its regions such as `https://eu1.fax.api.sinch.com`. */
  readonly restOrigin: string;
  readonly projectId: string;
  readonly keyId: string;
  readonly keySecret: string;
  /** Bound on one fax's media, in bytes. */
  readonly maxMediaBytes: number;
  /** The total deadline of one request, in milliseconds. */
  readonly deadlineMs: number;
}

/** Taking in: who may tell, how large a fax may be, and where media are that the webhook didn't bring. */
export type SinchInboundSettings = SinchSettings &
  Pick<SinchRestSettings, 'restOrigin' | 'projectId' | 'maxMediaBytes'>;

export interface SinchOutboundSettings extends SinchSettings, SinchRestSettings {
  /** The origin that the carrier fetches from and tells, such as `https://fax.example.se`. */
  readonly publicOrigin: string;
}

/** The user in the addresses that Sinch calls. */
export const webhookUser = 'kuvert';
