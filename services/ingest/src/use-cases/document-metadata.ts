import type { DocumentMetadata } from './converter.ts';
import type { StoredReception } from './ports.ts';

/** What of a reception its document may say of itself, as far as it is known. */
export type ReceptionFacts = Partial<
  Pick<
    StoredReception,
    'carrier' | 'from' | 'to' | 'tsi' | 'receivedAt' | 'messageId' | 'announcedPages' | 'errorText'
  >
>;

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
