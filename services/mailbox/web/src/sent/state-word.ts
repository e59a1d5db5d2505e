import type { DeliveryStateName } from '@kuvert/shared/sending/delivery';
import type { SendingWay } from '../../../src/http/api.ts';
import type { Words } from '../words/words.ts';

/** What machines say of a delivery, in a word: nobody is called who fetches by themselves. */
export const stateWord = (
  state: DeliveryStateName,
  channel: SendingWay['channel'],
  { sending }: Words,
): string => {
  switch (channel) {
    case 'gateway':
      return sending.partnerStates[state];
    case 'sdk':
      return sending.sdkStates[state];
    case 'department':
    case 'room':
    case 'fax':
      return sending.states[state];
  }
};
