import type { Sending } from '../../../src/http/api.ts';
import type { SentWords } from '../words/sent-en.ts';
import { deliveryTone, type DeliveryTone } from './delivery-tone.ts';
import { wordsOfChannel } from './words-of-channel.ts';

/** How it is with a fax that was sent, in sentences that can be read out over the telephone. */
export interface SendingStory {
  readonly tone: DeliveryTone;
  readonly what: string;
  readonly more: readonly string[];
  /** What to do, where somebody has to. */
  readonly todo: string | null;
}

/** The cover of a fax that goes on after a broken call. */
const coverPages = 1;

const whole = ({ delivery, pages }: Sending, sent: SentWords): string[] => {
  const { pagesConfirmed, firstPage } = delivery;
  const handed = firstPage === 1 ? pages : pages - firstPage + 1 + coverPages;
  return pagesConfirmed === null ? [] : [sent.pagesConfirmed(pagesConfirmed, handed)];
};

/** What is another in an attempt that the policy makes. */
const changes = ({ delivery, pages }: Sending, sent: SentWords): string[] => [
  ...(delivery.resolution === 'standard' ? [sent.nextIsStandard] : []),
  ...(delivery.firstPage > 1 ? [sent.nextIsRest(delivery.firstPage, pages)] : []),
];

/** A partner's system was given the whole of it. */
const isFetched = ({ machines }: Sending): boolean =>
  machines.some(({ kind }) => kind === 'fetched');

/** Nobody is called within the house. */
const nowOf = (
  sending: Sending,
  state: Exclude<keyof SentWords['now'], 'cancelled'>,
  { now, inHouse, partner }: SentWords,
): string => {
  const { department } = sending.way;
  if (state === 'accepted' && isFetched(sending)) return partner.fetched;
  if (department === null) return now[state];
  if (state === 'delivered') return inHouse.delivered(department);
  return state === 'queued' || state === 'preparing' ? inHouse[state] : now[state];
};

/** @param timeOf an instant as a clock on the wall shows it */
export const sendingStory = (
  sending: Sending,
  words: SentWords,
  timeOf: (iso: string) => string,
): SendingStory => {
  const sent = wordsOfChannel(sending.way.channel, words);
  const { retry } = sending;
  const { state, cause, unknown, held, waitsFor, dueAt, possibleDuplicate, withdrawal } =
    sending.delivery;
  const tone = deliveryTone(state, sending.way.channel);
  const twice = [
    ...(withdrawal === 'too-late' ? [sent.withdrawnTooLate] : []),
    ...(possibleDuplicate ? [sent.possibleDuplicate] : []),
  ];
  switch (state) {
    case 'failed': {
      const why = sent.causes[cause ?? 'unspecified'];
      const what = cause === 'partial' ? sent.failedPartly : sent.failed;
      const tried = retry ? [sent.triedTimes(retry.attempt)] : [];
      const more = [why.what, ...whole(sending, sent), ...tried, ...twice];
      return { tone, what, more, todo: held ? sent.held[held].todo : why.todo };
    }
    case 'unknown': {
      const reason = unknown ? [sent.unknownReasons[unknown]] : [];
      const more = [...reason, ...whole(sending, sent), ...twice];
      return { tone, what: sent.unknown, more, todo: sent.unknownTodo };
    }
    case 'delivered':
      return {
        tone,
        what: nowOf(sending, 'delivered', sent),
        more: [...whole(sending, sent), ...twice],
        todo: null,
      };
    case 'queued': {
      if (waitsFor)
        return { tone, what: sent.waitsForAccount, more: twice, todo: sent.waitsForAccountTodo };
      if (!retry) return { tone, what: nowOf(sending, 'queued', sent), more: twice, todo: null };
      const { because, attempt, most } = retry;
      const next = sent.nextTryOf(timeOf(dueAt), attempt, most);
      const more = [next, ...changes(sending, sent), ...twice];
      return { tone, what: sent.causes[because].what, more, todo: null };
    }
    case 'preparing':
    case 'submitting':
    case 'accepted':
    case 'dialling': {
      const count = retry ? [sent.tryOf(retry.attempt, retry.most)] : [];
      const waits = state === 'accepted' && sending.can.cancel ? [sent.canWithdraw] : [];
      const what = withdrawal === 'asked' ? sent.withdrawing : nowOf(sending, state, sent);
      return { tone, what, more: [...waits, ...count, ...twice], todo: null };
    }
    case 'cancelled': {
      const before = retry ? [sent.triedBefore(sent.causes[retry.because].what)] : [];
      return { tone, what: sent.now.cancelled, more: before, todo: null };
    }
  }
};
