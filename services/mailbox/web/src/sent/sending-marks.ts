import type { SendingSummary } from '../../../src/http/api.ts';
import type { SentWords } from '../words/sent-en.ts';
import type { Words } from '../words/words.ts';
import type { OutgoingMark } from './delivery-mark.tsx';
import { deliveryTone } from './delivery-tone.ts';
import { stateWord } from './state-word.ts';

type Marked = Pick<SendingSummary, 'delivery' | 'mark' | 'retry' | 'way'>;

const machinesWord = (
  { delivery, retry, way }: Marked,
  words: Words,
  sent: SentWords,
  timeOf: (iso: string) => string,
): string => {
  const { state, cause, held, waitsFor, dueAt } = delivery;
  const known = stateWord(state, way.channel, words);
  if (held) return sent.held[held].short;
  if (state === 'failed' && cause) return `${known}: ${sent.causes[cause].short}`;
  if (waitsFor) return sent.held[waitsFor].short;
  if (state === 'queued' && retry)
    return `${sent.causes[retry.because].short}, ${sent.nextTry(timeOf(dueAt))}`;
  return known;
};

/** What machines say of the newest attempt, then what a person says of it. */
export const sendingMarks = (
  sending: Marked,
  words: Words,
  sent: SentWords,
  timeOf: (iso: string) => string,
): OutgoingMark[] => {
  const { delivery, mark, way } = sending;
  const word = machinesWord(sending, words, sent, timeOf);
  const marks: OutgoingMark[] = [{ tone: deliveryTone(delivery.state, way.channel), word }];
  if (mark) marks.push({ tone: `person-${mark.outcome}`, word: sent.marked[mark.outcome] });
  return marks;
};
