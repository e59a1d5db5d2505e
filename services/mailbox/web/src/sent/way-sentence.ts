import type { SendingWay } from '../../../src/http/api.ts';
import type { SentWords } from '../words/sent-en.ts';

/** By which channel it went and why; null of what was sent before there were rules. */
export const waySentence = (
  { channel, department, partner, reason }: SendingWay,
  { way, partner: partnerWords, sdk, room }: SentWords,
): string | null => {
  switch (reason) {
    case 'secure-address':
      if (partner === null) return way.inHouse(department ?? '');
      if (channel === 'room') return room.way(partner);
      return channel === 'sdk' ? sdk.way(partner) : partnerWords.way(partner);
    case 'no-secure-address':
      return way.noSecure;
    case 'fax-chosen':
      return way.faxChosen;
    case null:
      return null;
  }
};
