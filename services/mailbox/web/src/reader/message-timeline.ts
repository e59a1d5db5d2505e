import type { Confirmation, Message, TimelineEvent } from '../../../src/http/api.ts';
import type { TimelineEntry } from '../parts/timeline.tsx';
import { actorName } from '../words/actor-name.ts';
import type { TimelineWords } from '../words/timeline-words.ts';
import type { Words } from '../words/words.ts';
import { timelineNote } from './timeline-note.ts';

/** What happened to a fax that came in: with the person or the business system that did it. */
export const messageTimeline = (
  events: readonly TimelineEvent[],
  words: Words,
  timeline: TimelineWords,
): TimelineEntry[] =>
  events.map((event) => {
    const note = timelineNote(event, words, timeline);
    return {
      key: `${event.at} ${event.kind} ${event.notice?.about ?? ''}`,
      // that people were told is on their axis, though a machine says so
      axis: event.by?.kind ?? (event.notice ? 'person' : 'machine'),
      iso: event.at,
      what: timeline[event.kind],
      who: event.by ? actorName(event.by) : event.notice ? timeline.byMailServer : null,
      notes: note === null ? [] : [note],
    };
  });

const confirmationEntries = (
  confirmations: readonly Confirmation[],
  words: Words,
  timeline: TimelineWords,
): TimelineEntry[] =>
  confirmations.map(({ sendingId, confirms, to, at, state }) => ({
    key: sendingId,
    axis: 'machine',
    iso: at,
    what: timeline.confirmed[confirms](to.national),
    who: timeline.bySystem,
    notes: [words.sending.states[state], timeline.confirmed.why],
  }));

/** What its sender was told of it, by nobody: when, and how far that is. */
export const ownEntries = (
  { confirmations, reminders }: Pick<Message, 'confirmations' | 'reminders'>,
  words: Words,
  timeline: TimelineWords,
): TimelineEntry[] => [
  ...confirmationEntries(confirmations, words, timeline),
  ...reminders.map(({ sendingId, reminds, to, at, state }) => ({
    key: sendingId,
    axis: 'machine' as const,
    iso: at,
    what: timeline.reminded[reminds](to),
    who: timeline.bySystem,
    notes: [words.sending.states[state]],
  })),
];
