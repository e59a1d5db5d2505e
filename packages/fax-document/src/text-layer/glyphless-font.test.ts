import { describe, expect, it } from 'vitest';

import { ADVANCE, glyphlessFont, THE_GLYPH, UNITS_PER_EM } from './glyphless-font.ts';

const font = Buffer.from(glyphlessFont());

/** The table directory: OpenType 1.9, "Organization of an OpenType font". */
const tables = new Map(
  Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
    const entry = font.subarray(12 + 16 * index, 28 + 16 * index);
    const [sum, offset, length] = [4, 8, 12].map((at) => entry.readUInt32BE(at));
    const bytes = font.subarray(offset, offset! + length!);
    return [entry.toString('latin1', 0, 4), { sum: sum!, offset: offset!, bytes }];
  }),
);
const table = (tag: string): Buffer => tables.get(tag)?.bytes ?? Buffer.alloc(0);

function sumOf(bytes: Buffer): number {
  const whole = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
  let sum = 0;
  for (let at = 0; at < whole.length; at += 4) sum = (sum + whole.readUInt32BE(at)) >>> 0;
  return sum;
}

describe('the font’s file', () => {
  it('has the tables of an embedded TrueType font, sorted, at multiples of four', () => {
    const tags = [...tables.keys()];
    expect(tags).toEqual(tags.toSorted((one, other) => (one < other ? -1 : 1)));
    expect(tags).toEqual(
      expect.arrayContaining(['glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'cmap']),
    );
    expect([...tables.values()].filter(({ offset }) => offset % 4 !== 0)).toEqual([]);
  });

  it('has the sums that its tables and itself should have', () => {
    expect(sumOf(font)).toBe(0xb1b0_afba);
    const head = Buffer.from(table('head')).fill(0, 8, 12);
    for (const [tag, { sum, bytes }] of tables)
      expect(sum).toBe(sumOf(tag === 'head' ? head : bytes));
  });

  it('is the same for ever', () => {
    expect(glyphlessFont()).toEqual(glyphlessFont());
    expect(table('head').subarray(20, 36)).toEqual(Buffer.alloc(16));
  });
});

describe('its one glyph', () => {
  it('stands beside .notdef, and both move on by half an em', () => {
    expect(table('maxp').readUInt16BE(4)).toBe(2);
    expect(table('head').readUInt16BE(18)).toBe(UNITS_PER_EM);
    expect(table('hhea').readUInt16BE(34)).toBe(2);
    expect([0, 4].map((at) => table('hmtx').readUInt16BE(at))).toEqual([ADVANCE, ADVANCE]);
  });

  it('is a box as wide as it moves on, and as high as an em', () => {
    const [first, last] = [2, 4].map((at) => 2 * table('loca').readUInt16BE(at));
    const glyph = table('glyf').subarray(first, last);
    expect([0, 2, 4, 6, 8].map((at) => glyph.readInt16BE(at))).toEqual([
      1,
      0,
      0,
      ADVANCE,
      UNITS_PER_EM,
    ]);
  });

  it('is found by one symbolic cmap', () => {
    const cmap = table('cmap');
    expect(cmap.readUInt16BE(2)).toBe(1);
    expect([cmap.readUInt16BE(4), cmap.readUInt16BE(6)]).toEqual([3, 0]);
    expect(cmap.readUInt16BE(cmap.length - 2)).toBe(THE_GLYPH);
  });
});
