import type { Sending } from '../../../src/http/api.ts';
import type { SentWords } from '../words/sent-en.ts';
import { deliveryTone, type DeliveryTone } from './delivery-tone.ts';

/** How it is with a fax that was sent, in sentences that can be read out over the telephone. */
export interface SendingStory {
  readonly tone: DeliveryTone;
  readonly what: string;
  readonly more: readonly string[];
  /** What to do, where somebody has to. */
  readonly todo: string | null;
}

const whole = (sending: Sending, sent: SentWords) => {
  const { pagesConfirmed } = sending.delivery;
  return pagesConfirmed === null ? [] : [sent.pagesConfirmed(pagesConfirmed, sending.pages)];
};

export const sendingStory = (sending: Sending, sent: SentWords): SendingStory => {
  const { state, cause, unknown, possibleDuplicate } = sending.delivery;
  const tone = deliveryTone(state);
  const twice = possibleDuplicate ? [sent.possibleDuplicate] : [];
  switch (state) {
    case 'failed': {
      const why = sent.causes[cause ?? 'unspecified'];
      const what = cause === 'partial' ? sent.failedPartly : sent.failed;
      return { tone, what, more: [why.what, ...whole(sending, sent), ...twice], todo: why.todo };
    }
    case 'unknown': {
      const reason = unknown ? [sent.unknownReasons[unknown]] : [];
      const more = [...reason, ...whole(sending, sent), ...twice];
      return { tone, what: sent.unknown, more, todo: sent.unknownTodo };
    }
    case 'delivered':
      return {
        tone,
        what: sent.now.delivered,
        more: [...whole(sending, sent), ...twice],
        todo: null,
      };
    case 'queued':
    case 'preparing':
    case 'submitting':
    case 'accepted':
    case 'dialling':
    case 'cancelled':
      return { tone, what: sent.now[state], more: state === 'cancelled' ? [] : twice, todo: null };
  }
};
