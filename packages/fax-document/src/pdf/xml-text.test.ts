import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readXml } from '../testing/xml.ts';
import { metadataText, xmlText } from './xml-text.ts';

describe('a foreign text in metadata', () => {
  it('is one line without control characters and outer spaces', () => {
    expect(metadataText(' +46\u0000 70\r\n\u001b1 ')).toBe('+46 70 1');
  });

  it('is at most 512 code units long, with no character halved', () => {
    expect(metadataText('📠'.repeat(10_000))).toBe('📠'.repeat(256));
    expect(metadataText(`a${'📠'.repeat(10_000)}`)).toBe(`a${'📠'.repeat(255)}`);
  });

  it.each([undefined, '', ' \n', '\u0007', '\uD800'])('%j is none', (text) => {
    expect(metadataText(text)).toBeUndefined();
  });

  it('is XML, whatever it is, and reads back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = metadataText(text) ?? '';
        expect(readXml(`<a>${xmlText(clean)}</a>`).text).toBe(clean);
      }),
    );
  });
});
