import type { RecordRow, RecordSheet } from '@kuvert/fax-document/engine';

import type { Locale, Sending, ShownNumber } from '#api';
import { oldestFirst } from '#web/parts/oldest-first';
import { sendingStory } from '#web/sent/sending-story';
import { sendingTimeline } from '#web/sent/sending-timeline';
import { sentWordsFor } from '#web/words/outgoing-words';
import { languageTags } from '#web/words/words';
import type { HandedOver } from '../store/send-documents.ts';
import { receiptWordsFor, type ReceiptWords } from './receipt-words.ts';

export interface ReceiptFacts {
  readonly sending: Sending;
  readonly handedOver: readonly HandedOver[];
  readonly madeBy: string;
  readonly madeAt: Date;
  /** A PDF whose first page is shown. */
  readonly picture: Uint8Array;
}

interface Look {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly organisation: string | undefined;
}

/** As many as a record holds; further ones are in the mailbox. */
const mostEvents = 500;
/** Characters of one line: what a person wrote as a reason may be long. */
const longestLine = 600;

/** A receipt in the same words as the mailbox has. */
export const receiptSheet = (facts: ReceiptFacts, look: Look): RecordSheet => {
  const { sending, madeBy, madeAt, picture } = facts;
  const words = receiptWordsFor(look.locale);
  const timeOf = timeIn(look.timeZone);
  return {
    title: words.title,
    organisation: look.organisation ?? '',
    language: languageTags[look.locale],
    time: madeAt,
    picture,
    rows: rowsOf(facts, words, look.locale, timeOf),
    events: { title: words.events, entries: entriesOf(sending, look.locale, timeOf) },
    notice: {
      title: words.about,
      paragraphs: [
        words.aboutDelivered,
        words.aboutHash,
        words.made(timeOf(madeAt.toISOString()), madeBy),
      ],
    },
  };
};

type TimeOf = (iso: string) => string;

/** Such as `2026-11-22 08:41:05`: the same in every language, to be compared with other papers. */
const timeIn = (timeZone: string): TimeOf => {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return (iso) => format.format(new Date(iso));
};

const rowsOf = (
  { sending, handedOver }: ReceiptFacts,
  words: ReceiptWords,
  locale: Locale,
  timeOf: TimeOf,
): RecordRow[] => {
  const sent = sentWordsFor(locale);
  const { what, more } = sendingStory(sending, sent, timeOf);
  const { mark, delivery } = sending;
  const marked = mark?.outcome === 'arrived' ? sent.markedArrived : sent.markedFailed;
  const word = mark ? [`${marked(mark.by.name)} ${mark.reason}`.slice(0, longestLine)] : [];
  const carriers = handedOver.flatMap(({ carrierFaxId }) => carrierFaxId ?? []);
  return [
    { label: words.to, value: number(sending.to), strong: true },
    { label: words.from, value: number(sending.from) },
    { label: words.sent, value: `${timeOf(sending.sentAt)}\n${words.by(sending.sentBy.name)}` },
    { label: words.result, value: what, strong: true },
    ...explained([...more, ...word]),
    { label: words.pages, value: String(sending.pages) },
    { label: words.code, value: sending.code },
    ...(delivery.carrier ? [{ label: words.carrier, value: delivery.carrier }] : []),
    ...newest(carriers, mostCopies).map((value) => ({
      label: words.carrierId,
      value,
      isCode: true,
    })),
    ...newest(handedOver, mostCopies).map(({ attempt, sha256 }) => ({
      label: words.hash(attempt),
      value: sha256,
      isCode: true,
    })),
  ];
};

/** Below the result. */
const explained = (sentences: readonly string[]): RecordRow[] =>
  sentences.length === 0 ? [] : [{ label: '', value: sentences.join('\n') }];

/** Attempts whose codes are shown; people may have asked for more. */
const mostCopies = 12;
const newest = <T>(list: readonly T[], most: number): readonly T[] => list.slice(-most);

const number = ({ national, full }: ShownNumber): string =>
  national === full ? full : `${national} (${full})`;

/** The oldest first: a paper is read from the top. */
const entriesOf = (sending: Sending, locale: Locale, timeOf: TimeOf) =>
  newest(oldestFirst(sendingTimeline(sending, sentWordsFor(locale), timeOf)), mostEvents).map(
    ({ iso, what, who, notes, evidence }) => ({
      label: timeOf(iso),
      lines: [
        who === null ? what : `${what} (${who})`,
        ...notes.map((note) => note.slice(0, longestLine)),
        ...(evidence === undefined ? [] : [evidence]),
      ],
    }),
  );
