import { describe, expect, it } from 'vitest';
import { wordsFor } from '../words/words.ts';
import { timelineNote } from './timeline-note.ts';

const words = wordsFor('en');
const event = { at: '2026-11-22T07:41:00.000Z', by: null };

describe('the note of an event', () => {
  it('says in words why a fax needs attention', () => {
    expect(timelineNote({ ...event, kind: 'attention', note: 'no-document' }, words)).toBe(
      words.attentionReasons['no-document'].what,
    );
  });

  it('is what a person wrote, also when it looks like a code', () => {
    expect(timelineNote({ ...event, kind: 'taken-over', note: 'no-document' }, words)).toBe(
      'no-document',
    );
  });
});
