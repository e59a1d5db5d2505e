import type { Me, SendingSummary } from '../../../src/http/api.ts';
import { fullTime, shortTime } from '../time/format-time.ts';
import { actorName } from '../words/actor-name.ts';
import { sentWordsFor } from '../words/outgoing-words.ts';
import { wordsFor } from '../words/words.ts';
import type { OutgoingMark } from './delivery-mark.tsx';
import { recipientOf } from './recipient-of.ts';
import { sendingMarks } from './sending-marks.ts';

/** A row of what was sent, in words. */
export interface SendingRowView {
  readonly id: string;
  readonly to: string;
  readonly toFull: string;
  readonly by: string;
  readonly pages: string;
  readonly isAnswer: boolean;
  readonly time: { readonly iso: string; readonly short: string; readonly full: string };
  readonly marks: readonly OutgoingMark[];
  /** For screen readers: the row as one sentence. */
  readonly label: string;
}

export const sendingRowView = (sending: SendingSummary, me: Me, now: Date): SendingRowView => {
  const words = wordsFor(me.locale);
  const sent = sentWordsFor(me.locale);
  const marks = sendingMarks(sending, words, sent, (iso) => shortTime(iso, now, me));
  const time = {
    iso: sending.sentAt,
    short: shortTime(sending.sentAt, now, me),
    full: fullTime(sending.sentAt, me),
  };
  const by = sent.by(actorName(sending.sentBy));
  const isAnswer = sending.replyTo !== null;
  const to = recipientOf(sending);
  return {
    id: sending.id,
    to,
    toFull: sending.to.full,
    by,
    pages: words.list.pages(sending.pages),
    isAnswer,
    time,
    marks,
    label: [
      to,
      isAnswer && sent.isAnswer,
      by,
      time.short,
      words.list.pagesLong(sending.pages),
      ...marks.map(({ word }) => word),
    ]
      .filter(Boolean)
      .join(', '),
  };
};
