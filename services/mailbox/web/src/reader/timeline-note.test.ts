import { describe, expect, it } from 'vitest';
import { timelineWordsFor } from '../words/timeline-words.ts';
import { wordsFor } from '../words/words.ts';
import { timelineNote } from './timeline-note.ts';

const words = wordsFor('en');
const timeline = timelineWordsFor('en');
const noteOf = (event: Parameters<typeof timelineNote>[0]) => timelineNote(event, words, timeline);
const event = { at: '2026-11-22T07:41:00.000Z', by: null };

describe('the note of an event', () => {
  it('says in words why a fax needs attention', () => {
    expect(noteOf({ ...event, kind: 'attention', note: 'no-document' })).toBe(
      words.attentionReasons['no-document'].what,
    );
  });

  it('says that the mail server took a notice for so many addresses, not that anybody read it', () => {
    const notice = { about: 'untaken', addresses: 2 } as const;
    expect(noteOf({ ...event, kind: 'notified', note: null, notice })).toBe(
      'The mail server took the notice that nobody has taken it, to 2 addresses. That does not say that anybody has read it.',
    );
    expect(noteOf({ ...event, kind: 'not-notified', note: null, notice })).toBe(
      timeline.notNoticed(2),
    );
  });

  it('is what a person wrote, also when it looks like a code', () => {
    expect(noteOf({ ...event, kind: 'taken-over', note: 'no-document' })).toBe('no-document');
  });
});
