import type { RecordRow, RecordSheet } from '@kuvert/fax-document/engine';

import { isToPartner } from '@kuvert/shared/routing/address';

import type { Locale, Sending, SendingWay } from '#api';
import { sendingStory } from '#web/sent/sending-story';
import { sendingTimeline } from '#web/sent/sending-timeline';
import { actorName } from '#web/words/actor-name';
import { sentWordsFor } from '#web/words/outgoing-words';
import { languageTags } from '#web/words/words';
import type { HandedOver } from '../store/send-documents.ts';
import {
  entriesOf,
  longestLine,
  newest,
  number,
  pageWords,
  timeIn,
  type SheetLook,
  type TimeOf,
} from './record-parts.ts';
import { receiptWordsFor, type ReceiptWords } from './receipt-words.ts';

export interface ReceiptFacts {
  readonly sending: Sending;
  readonly handedOver: readonly HandedOver[];
  readonly madeBy: string;
  readonly madeAt: Date;
  /** A PDF whose first page is shown. */
  readonly picture: Uint8Array;
}

/** A receipt in the same words as the mailbox has. */
export const receiptSheet = (facts: ReceiptFacts, look: SheetLook): RecordSheet => {
  const { sending, madeBy, madeAt, picture } = facts;
  const words = receiptWordsFor(look.locale);
  const timeOf = timeIn(look.timeZone);
  const timeline = sendingTimeline(sending, sentWordsFor(look.locale), timeOf);
  return {
    title: words.title,
    organisation: look.organisation ?? '',
    language: languageTags[look.locale],
    time: madeAt,
    picture,
    rows: rowsOf(facts, words, look.locale, timeOf),
    pageWords: pageWords[look.locale],
    events: { title: words.events, entries: entriesOf(timeline, timeOf) },
    notice: {
      title: words.about,
      paragraphs: [
        ...aboutOf(sending.way, words),
        words.made(timeOf(madeAt.toISOString()), madeBy),
      ],
    },
  };
};

const aboutOf = ({ channel }: SendingWay, words: ReceiptWords): readonly string[] => {
  switch (channel) {
    case 'fax':
      return [words.aboutDelivered, words.aboutHash];
    case 'department':
      return [words.aboutInHouse];
    case 'sdk':
      return [words.aboutSdk];
    case 'gateway':
      return [words.aboutPartner];
    case 'room':
      return [words.aboutRoom];
  }
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
  const isCarried = !isToPartner(sending.way.channel);
  const marked = mark?.outcome === 'arrived' ? sent.markedArrived : sent.markedFailed;
  const word = mark ? [`${marked(mark.by.name)} ${mark.reason}`.slice(0, longestLine)] : [];
  const carriers = handedOver.flatMap(({ carrierFaxId }) => carrierFaxId ?? []);
  return [
    {
      label: words.to,
      value: sending.way.department ?? sending.way.partner ?? number(sending.to),
      strong: true,
    },
    { label: words.from, value: number(sending.from) },
    {
      label: words.sent,
      value: `${timeOf(sending.sentAt)}\n${words.by(actorName(sending.sentBy))}`,
    },
    { label: words.result, value: what, strong: true },
    ...explained([...more, ...word]),
    { label: words.pages, value: String(sending.pages) },
    { label: words.code, value: sending.code },
    ...(isCarried && delivery.carrier ? [{ label: words.carrier, value: delivery.carrier }] : []),
    ...newest(isCarried ? carriers : [], mostCopies).map((value) => ({
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
