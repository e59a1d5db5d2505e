import { describe, expect, it } from 'vitest';

import { greyProfile } from './grey-profile.ts';

const profile = Buffer.from(greyProfile());

/** The tag table (ICC.1:2001-04 clause 6.2): signature, offset, size. */
const tags = Array.from({ length: profile.readUInt32BE(128) }, (_, index) => {
  const at = 132 + index * 12;
  const offset = profile.readUInt32BE(at + 4);
  const size = profile.readUInt32BE(at + 8);
  const signature = profile.toString('latin1', at, at + 4);
  return { signature, offset, size, data: profile.subarray(offset, offset + size) };
});

const tag = (signature: string): Buffer => {
  const found = tags.find((one) => one.signature === signature);
  if (found === undefined) throw new Error(`no ${signature}`);
  return found.data;
};

describe('the header (ICC.1:2001-04 clause 6.1; ISO 19005-2 clause 6.2.3) says', () => {
  it('its size, and that it is a profile', () => {
    expect(profile.readUInt32BE(0)).toBe(profile.length);
    expect(profile.toString('latin1', 36, 40)).toBe('acsp');
  });

  it('version 2, which PDF/A-2 takes (below 5)', () => {
    expect(profile.readUInt32BE(8)).toBe(0x0210_0000);
  });

  it('a display, grey, connected by XYZ', () => {
    expect(profile.toString('latin1', 12, 24)).toBe('mntrGRAYXYZ ');
  });

  it('the illuminant D50', () => {
    expect(profile.subarray(68, 80).toString('hex')).toBe('0000f6d6000100000000d32d');
  });

  it('nothing in its reserved bytes', () => {
    expect(profile.subarray(84, 128).every((byte) => byte === 0)).toBe(true);
  });
});

describe('the tags (clauses 6.2 and 6.3.2.1)', () => {
  it('are those that a monochrome display has to have', () => {
    expect(tags.map(({ signature }) => signature)).toEqual(['desc', 'cprt', 'wtpt', 'kTRC']);
  });

  it('begin at multiples of four, one behind the other, up to the end', () => {
    let end = 132 + tags.length * 12;
    for (const { offset, size } of tags) {
      expect(offset).toBe(end);
      expect(offset % 4).toBe(0);
      end += size;
    }
    expect(end).toBe(profile.length);
  });

  it('desc has an ASCII name and neither Unicode nor Macintosh text', () => {
    const desc = tag('desc');
    expect(desc.toString('latin1', 0, 8)).toBe('desc\0\0\0\0');
    const count = desc.readUInt32BE(8);
    expect(desc.toString('latin1', 12, 12 + count)).toBe('Grey, gamma 2.2\0');
    const rest = desc.subarray(12 + count);
    expect(rest.length).toBeGreaterThanOrEqual(8 + 2 + 1 + 67);
    expect(rest.every((byte) => byte === 0)).toBe(true);
  });

  it('cprt is text', () => {
    expect(tag('cprt').toString('latin1')).toBe('text\0\0\0\0CC0\0');
  });

  it('wtpt is D50', () => {
    expect(tag('wtpt').toString('hex')).toBe('58595a20000000000000f6d6000100000000d32d');
  });

  it('kTRC is one gamma in u8Fixed8', () => {
    const curve = tag('kTRC');
    expect(curve.toString('latin1', 0, 8)).toBe('curv\0\0\0\0');
    expect(curve.readUInt32BE(8)).toBe(1);
    expect(curve.readUInt16BE(12) / 256).toBeCloseTo(2.2, 2);
  });
});
