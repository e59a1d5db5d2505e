import type { SendingWay } from '../../../src/http/api.ts';
import type { SentWords } from '../words/sent-en.ts';

/** A carrier calls, a partner's system fetches, its people come to the room: what is said of a sending, in the words of its channel. */
export const wordsOfChannel = (channel: SendingWay['channel'], sent: SentWords): SentWords => {
  if (channel === 'sdk') return bySdk(sent);
  if (channel === 'room')
    return {
      ...sent,
      now: { ...sent.now, ...sent.room.now },
      machine: { ...sent.machine, ...sent.room.machine },
    };
  if (channel !== 'gateway') return sent;
  const { now, machine, unknown, unknownReason, unknownTodo, told } = sent.partner;
  return {
    ...sent,
    now: { ...sent.now, ...now },
    machine: { ...sent.machine, ...machine },
    sources: { ...sent.sources, callback: told },
    unknown,
    unknownReasons: { ...sent.unknownReasons, 'never-told': unknownReason },
    unknownTodo,
  };
};

const bySdk = (sent: SentWords): SentWords => {
  const { now, machine, unknownReasons, causes, told } = sent.sdk;
  return {
    ...sent,
    now: { ...sent.now, ...now },
    machine: { ...sent.machine, ...machine },
    unknownReasons: { ...sent.unknownReasons, ...unknownReasons },
    causes: { ...sent.causes, ...causes },
    sources: { ...sent.sources, poll: told },
  };
};
