import type { ContactEvent } from '../../../src/http/api.ts';
import type { TimelineEntry } from '../parts/timeline.tsx';
import type { ContactsWords } from '../words/contacts-en.ts';

/** What was done with a contact: where a name or a number was another than before, it says which. */
export const contactTimeline = (
  history: readonly ContactEvent[],
  words: ContactsWords,
): TimelineEntry[] =>
  history.map(({ at, kind, by, name, number, how }, index) => {
    const before = history[index - 1];
    return {
      // Events are only ever added: the place of one stays.
      key: String(index),
      axis: by ? 'person' : 'machine',
      iso: at,
      what: words.events[kind],
      who: by?.name ?? words.carrier,
      notes: [
        ...(before?.name === name ? [] : [name]),
        ...(before?.number.full === number.full ? [] : [number.national]),
        ...(how ? [words.how[how]] : []),
      ],
    };
  });
