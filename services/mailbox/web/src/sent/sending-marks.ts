import type { SendingSummary } from '../../../src/http/api.ts';
import type { SentWords } from '../words/sent-en.ts';
import type { Words } from '../words/words.ts';
import type { OutgoingMark } from './delivery-mark.tsx';
import { deliveryTone } from './delivery-tone.ts';

/** What machines say of the newest attempt, then what a person says of it. */
export const sendingMarks = (
  { delivery, mark }: Pick<SendingSummary, 'delivery' | 'mark'>,
  words: Words,
  sent: SentWords,
): OutgoingMark[] => {
  const { state, cause } = delivery;
  const known = words.sending.states[state];
  const marks: OutgoingMark[] = [
    {
      tone: deliveryTone(state),
      word: state === 'failed' && cause ? `${known}: ${sent.causes[cause].short}` : known,
    },
  ];
  if (mark) marks.push({ tone: `person-${mark.outcome}`, word: sent.marked[mark.outcome] });
  return marks;
};
