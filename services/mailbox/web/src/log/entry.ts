import { html, type Html } from '../html.ts';
import { fullTime, type TimeZoneAndLocale } from '../time/format-time.ts';
import { inputTime } from '../time/input-time.ts';
import type { Locale } from '../../../src/http/api.ts';
import { logEn, type LogWords } from '../words/log-en.ts';
import { logSv } from '../words/log-sv.ts';

/** One row of the log, with names. */
export interface LogEntry {
  readonly seq: number;
  readonly at: string;
  /** A service of the house wrote it, not the operator. */
  readonly isService: boolean;
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly isSystem: boolean;
  } | null;
  readonly action: string;
  readonly department: { readonly id: string; readonly name: string } | null;
  readonly messageId: string | null;
  readonly receivedAt: string | null;
  readonly detail: string | null;
  /** Whom the detail names. */
  readonly about: string | null;
}

export const logWords = (locale: Locale): LogWords => (locale === 'sv' ? logSv : logEn);

/** "2026-11-12 10:41", as lists have it; the whole of it for who points at it. */
export const entryTime = (iso: string, at: TimeZoneAndLocale): Html =>
  html`<time datetime="${iso}" title="${fullTime(iso, at)}"
    >${inputTime(new Date(iso), at.timeZone).replace('T', ' ')}</time
  >`;

/** Who did it, as text. */
export const whoOf = ({ person, isService, action, about }: LogEntry, words: LogWords): string => {
  if (person) return person.isSystem ? `${person.name} (${words.system})` : person.name;
  if (action.startsWith('room-') && isService) return about ?? words.somebody;
  if (action.endsWith('-refused')) return words.somebody;
  return isService ? words.machine : words.operator;
};

const isKnown = <Key extends string>(table: Record<Key, string>, key: string): key is Key =>
  Object.hasOwn(table, key);

/** In a department that wasn't theirs, which they had opened for a reason. */
const byGlass = / ?\bglass [0-9a-f-]{36}$/;

/** What they did; an action that this page has no words for says its code. */
export const whatOf = (
  { action, detail: whole, about, isService }: LogEntry,
  words: LogWords,
): string => {
  const detail = whole?.replace(byGlass, '') ?? null;
  const what = isKnown(words.actions, action) ? words.actions[action] : action;
  const page = /\bpage (\d+)$/.exec(detail ?? '')?.[1];
  const isOfRoom = action.startsWith('room-') && isService;
  const more = [
    page !== undefined && words.page(page),
    about !== null && !isOfRoom && words.about(about),
    reasonOf(detail, words),
    detail !== whole && words.byGlass,
  ].filter(Boolean);
  return more.length === 0 ? what : `${what}: ${more.join(', ')}`;
};

/** Why, where the detail ends with a code that has words; a role or a level as it is. */
const reasonOf = (detail: string | null, words: LogWords): string | false => {
  const last = /^LoA\d$|[a-z]+(?:-[a-z]+)+$|\bidle$/.exec(detail ?? '')?.[0];
  const first = /^(?:auditor|system-administrator)(?= )/.exec(detail ?? '')?.[0];
  const code = first ?? last;
  if (code === undefined) return false;
  return isKnown(words.reasons, code) ? words.reasons[code] : code.startsWith('LoA') && code;
};

/** Which document, as text: what one says on the telephone, and when it came. */
export const documentOf = (
  { messageId, receivedAt, detail }: LogEntry,
  at: TimeZoneAndLocale,
  words: LogWords,
): string => {
  if (messageId !== null && receivedAt !== null)
    return words.reference(
      messageId.slice(0, 8),
      inputTime(new Date(receivedAt), at.timeZone).replace('T', ' '),
    );
  const sending = /\bsending ([0-9a-f]{8})/.exec(detail ?? '')?.[1];
  const id = messageId?.slice(0, 8) ?? sending;
  return id === undefined ? '' : words.referenceAlone(id);
};
