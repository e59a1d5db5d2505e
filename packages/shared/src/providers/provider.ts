/** What the house leans on: machines of others, and those that stand beside Kuvert. */
export const providerKinds = [
  'carrier',
  'sdk',
  'mail',
  'openid',
  'saml',
  'saml-metadata',
  'cards',
  'crl',
  'ocsp',
  'service',
  'database',
  'objects',
  'bell',
  'keys',
  'text',
  'checkpoints',
  'clock',
] as const;

export type ProviderKind = (typeof providerKinds)[number];

/** What a service says of itself; of lists and metadata their own tables tell. */
export type AnnouncedKind = Exclude<ProviderKind, 'crl' | 'saml-metadata'>;

/** In one direction and one span of time, of faxes and messages. */
export interface ProviderCounts {
  readonly in: number;
  readonly out: number;
  /** Of both: what did not go well by the provider's doing. */
  readonly failed: number;
  /** Of those that went out: whatever the reason, a busy number as well; null where nobody counts that. */
  readonly notArrived: number | null;
}

/** What is known of one, by what services recorded (infra/migrations/0088_providers.sql). */
export interface ProviderFacts {
  readonly kind: ProviderKind;
  /** A carrier's or a service's own; an address of a list; else a word for what stands behind it, such as `redis`. */
  readonly name: string;
  readonly configured: boolean;
  /** When a service last said that it has it; null where nobody does, as of a list. */
  readonly announcedAt: Date | null;
  readonly services: readonly string[];
  readonly lastSuccessAt: Date | null;
  readonly lastInAt: Date | null;
  readonly lastOutAt: Date | null;
  readonly lastFailureAt: Date | null;
  readonly failureCode: string | null;
  /** Since when nothing but failures was heard. */
  readonly failingSince: Date | null;
  /** Null where nothing is counted. */
  readonly day: ProviderCounts | null;
  readonly week: ProviderCounts | null;
  /** What is due and not done, since when, and why as far as is known. */
  readonly waiting: number;
  readonly waitingSince: Date | null;
  readonly waitingCode: string | null;
  /** With the carrier now. */
  readonly underWay: number | null;
  /** The house's own, over which something came or went by it in the last week. */
  readonly numbers: readonly string[];
  /** The end of a certificate, a list or metadata. */
  readonly goodUntil: Date | null;
}

/** What went by a carrier in one hour. */
export interface ProviderHour {
  readonly carrier: string;
  readonly hour: Date;
  readonly in: number;
  readonly out: number;
  readonly failed: number;
}
