import type { MachineEvent, PersonEvent, Sending, SendingWay } from '../../../src/http/api.ts';
import type { TimelineEntry } from '../parts/timeline.tsx';
import { actorName } from '../words/actor-name.ts';
import type { SentWords } from '../words/sent-en.ts';
import { codesOf } from './codes-of.ts';
import { eventNotes } from './event-notes.ts';
import { waySentence } from './way-sentence.ts';
import { wordsOfChannel } from './words-of-channel.ts';

/**
 * What became of a fax that was sent, oldest first: what people did, and what machines said as far as it changed anything.
 * @param timeOf an instant as a clock on the wall shows it
 */
export const sendingTimeline = (
  sending: Sending,
  words: SentWords,
  timeOf: (iso: string) => string,
): TimelineEntry[] => {
  const sent = wordsOfChannel(sending.way.channel, words);
  const machines = sending.machines.filter(({ changed }) => changed);
  return [
    ...sending.people.map((event, index) => personEntry(event, index, sending, sent)),
    ...machines.map((event, index) => machineEntry(event, index, sending, sent, timeOf)),
  ];
};

const personEntry = (
  { at, kind, by, reason }: PersonEvent,
  index: number,
  { way }: Sending,
  sent: SentWords,
): TimelineEntry => ({
  // Acts are only ever added: the place of one stays.
  key: `person ${index}`,
  axis: by.kind === 'system' ? 'system' : 'person',
  iso: at,
  what: sent.act[kind],
  who: actorName(by),
  notes: [...(reason === null ? [] : [reason]), ...(kind === 'sent' ? wayNotes(way, sent) : [])],
});

const wayNotes = (way: SendingWay, sent: SentWords): string[] => {
  const sentence = waySentence(way, sent);
  return sentence === null ? [] : [sentence];
};

const machineEntry = (
  event: MachineEvent,
  index: number,
  { deliveries }: Sending,
  sent: SentWords,
  timeOf: (iso: string) => string,
): TimelineEntry => {
  const delivery = deliveries.find(({ id }) => id === event.deliveryId);
  const isNext = event.kind === 'queued' && delivery?.automatic;
  const held = event.kind === 'failed' || event.kind === 'given-up' ? delivery?.held : null;
  const source = sent.sources[event.source];
  return {
    key: `machine ${index}`,
    axis: 'machine',
    iso: event.at,
    what: isNext ? sent.nextQueued(timeOf(delivery.dueAt)) : sent.machine[event.kind],
    who: deliveries.length > 1 ? `${sent.attempt(event.attempt)} · ${source}` : source,
    notes: [...eventNotes(event, sent), ...(held ? [sent.heldNote] : [])],
    evidence: codesOf(event),
  };
};
