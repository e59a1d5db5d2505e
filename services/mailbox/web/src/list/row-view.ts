import type { Me, MessageSummary } from '../../../src/http/api.ts';
import { fullTime, shortTime } from '../time/format-time.ts';
import { wordsFor, type Words } from '../words/words.ts';
import { marksOf, type Mark } from './marks.ts';
import { referralMark } from './referral-mark.ts';
import { senderOf } from './sender-of.ts';

/** A row of the list in words; server HTML and React draw the same from it. */
export interface RowView {
  readonly id: string;
  readonly isNew: boolean;
  readonly from: string;
  readonly fromFull: string;
  readonly to: string;
  readonly toFull: string;
  /** What the machine calls itself; a partner's function; of a message from within the house, that it is one. */
  readonly tsi: string | null;
  readonly pages: string;
  readonly time: { readonly iso: string; readonly short: string; readonly full: string };
  readonly marks: readonly Mark[];
  /** For screen readers: the row as one sentence. */
  readonly label: string;
}

export const rowView = (message: MessageSummary, me: Me, now: Date): RowView => {
  const words = wordsFor(me.locale);
  const referral = referralMark(message.referral, me, now);
  const marks = [...(referral ? [referral] : []), ...marksOf(message, me.person.id, words)];
  const from = senderOf(message, words);
  const time = {
    iso: message.receivedAt,
    short: shortTime(message.receivedAt, now, me),
    full: fullTime(message.receivedAt, me),
  };
  const pagesLong =
    message.pages === null ? words.list.noDocument : words.list.pagesLong(message.pages);
  return {
    id: message.id,
    isNew: message.handling.state === 'new',
    from,
    fromFull: message.from.full,
    // a department's own address among partners says nothing to a person
    to: message.partner ? '' : words.list.to(message.to.national),
    toFull: message.to.full,
    tsi: besideOf(message, words),
    pages: message.pages === null ? words.list.noDocument : words.list.pages(message.pages),
    time,
    marks,
    label: [
      from,
      besideOf(message, words),
      time.short,
      pagesLong,
      ...marks.map((mark) => mark.word),
    ]
      .filter(Boolean)
      .join(', '),
  };
};

const besideOf = (
  { fromDepartment, partner, tsi }: MessageSummary,
  words: Words,
): string | null => {
  if (fromDepartment !== null) return words.list.secureMessage;
  return partner?.function ?? (tsi?.trim() || null);
};
