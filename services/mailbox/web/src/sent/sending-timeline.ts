import type { MachineEvent, PersonEvent, Sending } from '../../../src/http/api.ts';
import type { TimelineEntry } from '../parts/timeline.tsx';
import type { SentWords } from '../words/sent-en.ts';
import { codesOf } from './codes-of.ts';
import { eventNotes } from './event-notes.ts';

/**
 * What became of a fax that was sent, oldest first: what people did, and what machines said as far as it changed anything.
 * @param timeOf an instant as a clock on the wall shows it
 */
export const sendingTimeline = (
  sending: Sending,
  sent: SentWords,
  timeOf: (iso: string) => string,
): TimelineEntry[] => {
  const machines = sending.machines.filter(({ changed }) => changed);
  return [
    ...sending.people.map((event, index) => personEntry(event, index, sent)),
    ...machines.map((event, index) => machineEntry(event, index, sending, sent, timeOf)),
  ];
};

const personEntry = (
  { at, kind, by, reason }: PersonEvent,
  index: number,
  sent: SentWords,
): TimelineEntry => ({
  // Acts are only ever added: the place of one stays.
  key: `person ${index}`,
  axis: 'person',
  iso: at,
  what: sent.act[kind],
  who: by.name,
  notes: reason === null ? [] : [reason],
});

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
