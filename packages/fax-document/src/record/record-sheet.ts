import { FaxDocumentError } from '../errors.ts';

/** One fact on a record. */
export interface RecordRow {
  readonly label: string;
  readonly value: string;
  /** What people look for first. */
  readonly strong?: boolean;
  /** A code such as a hash, to be compared letter by letter. */
  readonly isCode?: boolean;
}

/** Facts about a document, to be kept with a case. */
export interface RecordSheet {
  readonly title: string;
  /** In the sheet's head. */
  readonly organisation: string;
  /** BCP 47. */
  readonly language: string;
  /** When it was made. */
  readonly time: Date;
  readonly rows: readonly RecordRow[];
  /** A PDF whose first page is shown beside the rows; a record that shows none has none. */
  readonly picture?: Uint8Array | undefined;
  /** What happened, in order: when, and what in one or more lines. */
  readonly events: {
    readonly title: string;
    readonly entries: readonly { readonly label: string; readonly lines: readonly string[] }[];
  };
  /** In the foot of each page: `Page 1 of 2`. */
  readonly pageWords: { readonly page: string; readonly of: string };
  /** What the record is, and is not, good for. */
  readonly notice: { readonly title: string; readonly paragraphs: readonly string[] };
}

/** Characters and counts at most. */
const MOST = { text: 2000, rows: 40, entries: 600, lines: 12, paragraphs: 6 } as const;

/** @throws FaxDocumentError `bad-options`: it is more than a record holds */
export function checkRecord({ rows, events, notice, pageWords, ...sheet }: RecordSheet): void {
  const { entries } = events;
  const texts = [
    ...[sheet.title, sheet.organisation, sheet.language, events.title, notice.title],
    ...notice.paragraphs,
    ...[pageWords.page, pageWords.of],
    ...rows.flatMap(({ label, value }) => [label, value]),
    ...entries.flatMap(({ label, lines }) => [label, ...lines]),
  ];
  const sensible =
    rows.length <= MOST.rows &&
    entries.length <= MOST.entries &&
    entries.every(({ lines }) => lines.length <= MOST.lines) &&
    notice.paragraphs.length <= MOST.paragraphs &&
    texts.every((text) => typeof text === 'string' && text.length <= MOST.text) &&
    /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(sheet.language) &&
    !Number.isNaN(sheet.time.getTime());
  if (!sensible) throw new FaxDocumentError('bad-options', 'No record has such parts.');
}
