import type { MessageId } from './ids.ts';
import type { Reception } from './reception.ts';

/** What a PDF made here says of the fax in its own metadata. */
export interface DocumentMetadata {
  readonly carrier?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly tsi?: string | undefined;
  readonly receivedAt?: Date | undefined;
  readonly messageId?: string | undefined;
  readonly pagesAnnounced?: number | undefined;
  readonly endedEarly?: boolean | undefined;
}

/** What of a reception its document may say of itself, as far as it is known. */
export interface ReceptionFacts extends Partial<
  Pick<Reception, 'carrier' | 'from' | 'to' | 'tsi' | 'receivedAt' | 'announcedPages' | 'errorText'>
> {
  readonly messageId?: MessageId;
}

/**
 * The numbers may stand here: the document is sealed with them, and whoever takes it to an archive needs
 * them. Its title has none (titles show up in lists of windows and files), and the carrier's words on an
 * error stay out. Nobody says in what language a fax is.
 */
export const documentMetadataOf = (facts: ReceptionFacts): DocumentMetadata => ({
  carrier: facts.carrier,
  from: facts.from,
  to: facts.to,
  tsi: facts.tsi,
  receivedAt: facts.receivedAt,
  messageId: facts.messageId,
  pagesAnnounced: facts.announcedPages,
  endedEarly: facts.errorText !== undefined,
});
