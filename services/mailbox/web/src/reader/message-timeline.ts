import type { TimelineEvent } from '../../../src/http/api.ts';
import type { TimelineEntry } from '../parts/timeline.tsx';
import type { Words } from '../words/words.ts';
import { timelineNote } from './timeline-note.ts';

/** What happened to a fax that came in: with a person where one did it. */
export const messageTimeline = (events: readonly TimelineEvent[], words: Words): TimelineEntry[] =>
  events.map((event) => {
    const note = timelineNote(event, words);
    return {
      key: `${event.at} ${event.kind}`,
      axis: event.by ? 'person' : 'machine',
      iso: event.at,
      what: words.timeline[event.kind],
      who: event.by?.name ?? null,
      notes: note === null ? [] : [note],
    };
  });
