import { describe, expect, it } from 'vitest';

import { lineOf, pageOf, recognitionOf, unreadPage } from '../test-support/recognised.ts';
import { verdictOf } from './reading-verdict.ts';

const text = pageOf([[lineOf('Hej')]]);
const drawing = pageOf([], 0);

describe('what reading came to', () => {
  it.each([
    ['ready', 'a page has text', [unreadPage('blank'), text]],
    ['ready', 'a page has text and another could not be read', [text, unreadPage('timed-out')]],
    ['ready', 'a page has no text and another could not be read', [drawing, unreadPage('failed')]],
    ['none', 'all pages are blank', [unreadPage('blank'), unreadPage('blank')]],
    ['none', 'no page has text', [drawing, unreadPage('blank')]],
  ])('is %s when %s', (verdict, _when, pages) => {
    expect(verdictOf(recognitionOf(...pages))).toBe(verdict);
  });

  it('is nothing when no page with something on it was read', () => {
    expect(() => verdictOf(recognitionOf(unreadPage('blank'), unreadPage('timed-out')))).toThrow(
      expect.objectContaining({ code: 'pages-not-read' }),
    );
  });
});
