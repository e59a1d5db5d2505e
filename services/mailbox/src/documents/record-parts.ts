import type { RecordSheet } from '@kuvert/fax-document/engine';

import type { Locale, ShownNumber } from '#api';
import { oldestFirst } from '#web/parts/oldest-first';
import type { sendingTimeline } from '#web/sent/sending-timeline';

/** What receipts and reports share. */

export interface SheetLook {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly organisation: string | undefined;
}

export const pageWords = {
  sv: { page: 'Sida', of: 'av' },
  en: { page: 'Page', of: 'of' },
} as const satisfies Readonly<Record<Locale, RecordSheet['pageWords']>>;

/** As many as a record holds; further ones are in the mailbox. */
const mostEvents = 500;
/** Characters of one line: what a person wrote as a reason may be long. */
export const longestLine = 600;

type TimelineEntry = ReturnType<typeof sendingTimeline>[number];

export type TimeOf = (iso: string) => string;

/** Such as `2026-11-22 08:41:05`: the same in every language, to be compared with other papers. */
export const timeIn = (timeZone: string): TimeOf => {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return (iso) => format.format(new Date(iso));
};

export const newest = <T>(list: readonly T[], most: number): readonly T[] => list.slice(-most);

export const number = ({ national, full }: ShownNumber): string =>
  national === full ? full : `${national} (${full})`;

/** The oldest first: a paper is read from the top. */
export const entriesOf = (
  timeline: readonly TimelineEntry[],
  timeOf: TimeOf,
): RecordSheet['events']['entries'] =>
  newest(oldestFirst(timeline), mostEvents).map(({ iso, what, who, notes, evidence }) => ({
    label: timeOf(iso),
    lines: [
      who === null ? what : `${what} (${who})`,
      ...notes.map((note) => note.slice(0, longestLine)),
      ...(evidence === undefined ? [] : [evidence]),
    ],
  }));
