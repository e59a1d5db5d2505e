/**
 * What is known of a fax beside its file, all of it optional and free of content. It goes into the
 * PDF's metadata, and nowhere else. Texts are the sender's or the carrier's word: characters that XML
 * can't carry are dropped, and what is longer than 512 code units is cut.
 */
export interface SourceMetadata {
  /** Shown by readers in place of a file name; otherwise `Fax` and the time of reception. */
  readonly title?: string | undefined;
  /** Of the pages, as BCP 47 has it (`sv`, `da-DK`). Leave it out when unknown; another form is left out. */
  readonly language?: string | undefined;
  readonly carrier?: string | undefined;
  /** The caller's number. */
  readonly from?: string | undefined;
  /** The dialled number. */
  readonly to?: string | undefined;
  /** The sending machine's identification, when the file itself doesn't say. */
  readonly tsi?: string | undefined;
  /** Kept to the second, in UTC. */
  readonly receivedAt?: Date | undefined;
  /** Of the message in the receiving system. */
  readonly messageId?: string | undefined;
  /** Pages that the sender or the carrier promised. */
  readonly pagesAnnounced?: number | undefined;
  /** The carrier or the modem says that the reception did not end well. */
  readonly endedEarly?: boolean | undefined;
}
