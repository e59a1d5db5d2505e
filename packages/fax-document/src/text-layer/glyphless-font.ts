import { u16, u32 } from '../pdf/big-endian.ts';

/** Units of an em, and how far every character moves on: half of it. */
export const UNITS_PER_EM = 1000;
export const ADVANCE = 500;

/** Glyph 0 is .notdef, which PDF/A never shows; glyph 1 stands for every character. */
export const THE_GLYPH = 1;
const GLYPHS = 2;

/** A contour of four corners, as high and as wide as a character (OpenType 1.9, glyf: simple glyphs). */
const BOX = Buffer.concat([
  u16(1, 0, 0, ADVANCE, UNITS_PER_EM, 3, 0), // its bounds; the last point is 3; no instructions
  Buffer.from([0x31, 0x21, 0x11, 0x21]), // on the curve; 0x10: x stays, 0x20: y stays
  u16(ADVANCE, 0x1_0000 - ADVANCE, UNITS_PER_EM),
]);

const TABLE_ENTRY = 16;
const OFFSETS = 12;
/** OpenType 1.9, "Calculating checksums": the sum of the whole file is to be this. */
const WHOLE_SUM = 0xb1b0_afba;
/** Where the head table has its checkSumAdjustment. */
const ADJUSTMENT_AT = 8;

/**
 * A TrueType font of our own (CC0) whose one glyph is a box, for text that is searched and never seen.
 * (Without an outline PDFium finds no text on pages that are shown turned: it has no width.) It has the tables that ISO 32000-1 clause 9.9 asks of an embedded CIDFontType2, and a cmap of one
 * symbolic encoding (ISO 19005-2 clause 6.2.11.6), with `name`, `OS/2` and `post` for strict readers.
 */
export function glyphlessFont(): Uint8Array {
  const tables: readonly (readonly [tag: string, bytes: Buffer])[] = [
    ['OS/2', os2()],
    ['cmap', cmap()],
    ['glyf', BOX],
    ['head', head()],
    ['hhea', hhea()],
    ['hmtx', u16(ADVANCE, 0, ADVANCE, 0)],
    ['loca', u16(0, 0, BOX.length / 2)], // .notdef is empty
    ['maxp', Buffer.concat([u32(0x0001_0000), u16(GLYPHS, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)])],
    ['name', u16(0, 0, 6)],
    ['post', Buffer.concat([u32(0x0003_0000, 0), u16(0, 0), u32(1, 0, 0, 0, 0)])],
  ];
  return assembled(tables);
}

/** OpenType 1.9, "Organization of an OpenType font": tables begin at multiples of four. */
function assembled(tables: readonly (readonly [tag: string, bytes: Buffer])[]): Uint8Array {
  const power = Math.floor(Math.log2(tables.length));
  const range = 2 ** power * TABLE_ENTRY;
  const offsets = [
    u32(0x0001_0000),
    u16(tables.length, range, power, tables.length * TABLE_ENTRY - range),
  ];
  let at = OFFSETS + tables.length * TABLE_ENTRY;
  let headAt = 0;
  const directory: Buffer[] = [];
  const data: Buffer[] = [];
  for (const [tag, bytes] of tables) {
    if (tag === 'head') headAt = at;
    directory.push(Buffer.from(tag), u32(checksum(padded(bytes)), at, bytes.length));
    data.push(padded(bytes));
    at += padded(bytes).length;
  }
  const font = Buffer.concat([...offsets, ...directory, ...data]);
  font.writeUInt32BE((WHOLE_SUM - checksum(font)) >>> 0, headAt + ADJUSTMENT_AT);
  return font;
}

const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}

function head(): Buffer {
  const versions = u32(0x0001_0000, 0x0001_0000, 0, 0x5f0f_3cf5);
  const baselineAtZero = 0b11;
  const dates = Buffer.alloc(16); // no date: the same bytes for ever
  const box = u16(0, 0, ADVANCE, UNITS_PER_EM);
  // no style, readable from 8 pixels, left to right, short offsets
  return Buffer.concat([
    versions,
    u16(baselineAtZero, UNITS_PER_EM),
    dates,
    box,
    u16(0, 8, 2, 0, 0),
  ]);
}

function hhea(): Buffer {
  const heights = u16(UNITS_PER_EM, 0xffff, 0); // ascender, descender −1, no gap
  const extents = u16(ADVANCE, 0, 0, ADVANCE);
  const upright = u16(1, 0, 0);
  return Buffer.concat([u32(0x0001_0000), heights, extents, upright, u16(0, 0, 0, 0, 0, GLYPHS)]);
}

/** One subtable, Microsoft Symbol (3, 0), format 6: a space is the glyph. */
function cmap(): Buffer {
  const symbolSpace = 0xf020;
  const format6 = u16(6, 12, 0, symbolSpace, 1, THE_GLYPH);
  return Buffer.concat([u16(0, 1, 3, 0), u32(12), format6]);
}

/** Version 3: regular weight and width, embedding allowed, of no script. */
function os2(): Buffer {
  const bytes = Buffer.alloc(96);
  u16(3, ADVANCE, 400, 5, 0).copy(bytes, 0);
  bytes.write('CC0 ', 58);
  u16(0x40, 0xf020, 0xf020, UNITS_PER_EM, 0xffff, 0, UNITS_PER_EM, 1).copy(bytes, 62);
  u32(0x8000_0000, 0).copy(bytes, 78); // code page range: symbols
  u16(0, 0, 0, 0x20, 0).copy(bytes, 86);
  return bytes;
}
