import { describe, expect, it } from 'vitest';

import type { RecognisedPage } from '@kuvert/fax-document/recognition';

import { lineOf, pageOf, recognitionOf, unreadPage } from '../test-support/recognised.ts';
import { shownText } from './shown-text.ts';

const firstPage = (...pages: readonly RecognisedPage[]) =>
  shownText(recognitionOf(...pages)).pages[0];

describe('recognised text as people see it', () => {
  it('names its language as browsers do', () => {
    expect(shownText(recognitionOf()).language).toBe('sv');
  });

  it('has the paragraphs of the page, whose lines flow on where the paper ended', () => {
    const page = pageOf([
      [lineOf('Remissen avser en fortsatt'), lineOf('utredning av patienten')],
      [lineOf('Avesta')],
    ]);
    expect(firstPage(page)?.paragraphs).toEqual([
      [
        {
          kind: 'line',
          pieces: [{ text: 'Remissen avser en fortsatt utredning av patienten', sure: true }],
        },
      ],
      [{ kind: 'line', pieces: [{ text: 'Avesta', sure: true }] }],
    ]);
  });

  it('marks the words that the machine was not sure of', () => {
    const [sure, unsure] = [lineOf('Dos 10 mg').words, lineOf('dag1igen', 41).words];
    const page = pageOf([[{ words: [...sure, ...unsure], paragraph: true }]]);
    expect(firstPage(page)?.paragraphs).toEqual([
      [
        {
          kind: 'line',
          pieces: [
            { text: 'Dos 10 mg', sure: true },
            { text: 'dag1igen', sure: false },
          ],
        },
      ],
    ]);
  });

  it('says how many lines could not be read in place of the noise that was seen there', () => {
    const page = pageOf([[lineOf('Hej'), lineOf('~|; ,,', 12), lineOf('_.-', 20), lineOf('Anna')]]);
    expect(firstPage(page)?.paragraphs).toEqual([
      [
        { kind: 'line', pieces: [{ text: 'Hej', sure: true }] },
        { kind: 'unread', lines: 2 },
        { kind: 'line', pieces: [{ text: 'Anna', sure: true }] },
      ],
    ]);
  });

  it.each([
    ['took too long', unreadPage('timed-out')],
    ['the recogniser gave up on', unreadPage('failed')],
    ['is noise as a whole', pageOf([[lineOf('~|; ,,', 20)]], 20)],
  ])('says that a page that %s could not be read', (_why, page) => {
    expect(firstPage(page)).toEqual({ outcome: 'unread', paragraphs: [] });
  });

  it('tells a blank page, and one that was read and has no text, apart', () => {
    const { pages } = shownText(recognitionOf(unreadPage('blank'), pageOf([], 0)));
    expect(pages.map(({ outcome }) => outcome)).toEqual(['blank', 'read']);
  });
});
