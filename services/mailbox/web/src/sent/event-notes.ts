import type { MachineEvent } from '../../../src/http/api.ts';
import type { SentWords } from '../words/sent-en.ts';

/** What an event tells beyond its name: why, and how many pages. */
export const eventNotes = ({ cause, unknown, pages }: MachineEvent, sent: SentWords): string[] => [
  ...(cause ? [sent.causes[cause].what] : []),
  ...(unknown ? [sent.unknownReasons[unknown]] : []),
  ...(pages === null ? [] : [sent.pagesTold(pages)]),
];
