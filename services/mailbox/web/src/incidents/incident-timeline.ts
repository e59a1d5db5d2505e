import type { Incident, Message, Sending } from '../../../src/http/api.ts';
import type { TimelineEntry } from '../parts/timeline.tsx';
import { messageTimeline } from '../reader/message-timeline.ts';
import { sendingTimeline } from '../sent/sending-timeline.ts';
import type { IncidentWords } from '../words/incident-en.ts';
import { sentWordsFor } from '../words/outgoing-words.ts';
import { timelineWordsFor } from '../words/timeline-words.ts';
import { wordsFor } from '../words/words.ts';
import type { Locale } from '../../../src/http/api.ts';

/** The fax that an incident is about: one of the two. */
export interface IncidentFax {
  readonly message?: Message | undefined;
  readonly sending?: Sending | undefined;
}

/** What happened to the fax, and what people did since it was found to be with the wrong one. */
export const incidentTimeline = (
  { acts }: Pick<Incident, 'acts'>,
  { message, sending }: IncidentFax,
  words: IncidentWords,
  locale: Locale,
  timeOf: (iso: string) => string,
): TimelineEntry[] => [
  ...(message ? messageTimeline(message.timeline, wordsFor(locale), timelineWordsFor(locale)) : []),
  ...(sending ? sendingTimeline(sending, sentWordsFor(locale), timeOf) : []),
  ...acts.map(({ number, at, kind, by, outcome, note }): TimelineEntry => ({
    key: `incident ${number}`,
    axis: 'person',
    iso: at,
    what: words.act[kind],
    who: by.name,
    notes: [...(outcome ? [words.outcome[outcome]] : []), ...(note === null ? [] : [note])],
  })),
];
