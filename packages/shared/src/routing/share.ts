/** What went to one recipient of a department in a time. */
export interface RecipientShare {
  readonly department: string;
  /** E.164 */
  readonly number: string;
  /** The department's contact with this number. */
  readonly contact: string | null;
  readonly faxed: number;
  /** By a secure channel. */
  readonly secure: number;
  /** The department of this house that has the number now: what was faxed need not have been. */
  readonly inHouse: string | null;
}

export interface FaxShare {
  /** Most faxed to first: there fax ends soonest. */
  readonly recipients: readonly RecipientShare[];
  /** Of all recipients, also of those beyond `recipients`. */
  readonly faxed: number;
  readonly secure: number;
  /** Of `faxed`, those whose recipient has a secure address now. */
  readonly avoidable: number;
}

/** How much of what was sent went by fax, in whole percent; 0 where nothing was sent. */
export const shareOf = ({
  faxed,
  secure,
}: {
  readonly faxed: number;
  readonly secure: number;
}): number => (faxed + secure === 0 ? 0 : Math.round((100 * faxed) / (faxed + secure)));
