import { describe, expect, it } from 'vitest';

import { lineOf, pageOf, recognitionOf, unreadPage } from '../test-support/recognised.ts';
import { readText, writeText } from './sealed-text.ts';

describe('the text as it is sealed', () => {
  it('is read as it was written', () => {
    const recognition = recognitionOf(pageOf([[lineOf('Åsa Öberg', 61.5)]]), unreadPage('blank'));
    expect(readText(writeText(recognition))).toEqual(recognition);
  });

  it.each(['', 'text', '{}', '{"version":2,"recognition":{}}'])(
    'is refused when it is something else: %s',
    (text) => {
      expect(() => readText(Buffer.from(text))).toThrow(
        expect.objectContaining({ code: 'document-damaged' }),
      );
    },
  );
});
