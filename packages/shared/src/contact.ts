/** How somebody made sure that a fax number is whose it is said to be. */
export const verificationMeans = [
  /** They were called on a number known from elsewhere, and said it. */
  'called',
  /** It stands on their own letterhead or web site. */
  'published',
  /** A fax came from it that was asked for or spoken of: a caller's number alone can be forged. */
  'fax-received',
] as const;

export type VerificationMeans = (typeof verificationMeans)[number];

/** What happens with a contact. */
export const contactEvents = [
  'added',
  'changed',
  'verified',
  'removed',
  'restored',
  /** A carrier said that there is no such number. */
  'number-refused',
] as const;

export type ContactEventKind = (typeof contactEvents)[number];

/** Bounds of what a contact holds, in characters. */
export const contactLimits = { name: 200, note: 500, search: 100 } as const;
