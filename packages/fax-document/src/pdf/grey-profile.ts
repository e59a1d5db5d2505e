import { u16, u32 } from './big-endian.ts';

/** ICC.1:2001-04 (version 2) clause 6.1: the header's bytes, then a count and 12 bytes for each tag. */
const HEADER = 128;
const TAG_ENTRY = 12;

/** The white of the profile connection space, D50 (clause 6.1.11), in s15Fixed16. */
const D50 = [0xf6d6, 0x1_0000, 0xd32d] as const;

/**
 * An ICC profile of our own (CC0): a grey display of gamma 2.2. It holds just what clause 6.3.2.1
 * requires of a monochrome display profile. Version 2, since every validator and printer knows it.
 */
export function greyProfile(): Uint8Array {
  const tags: readonly (readonly [string, Buffer])[] = [
    ['desc', description('Grey, gamma 2.2')],
    ['cprt', typed('text', Buffer.from('CC0\0'))],
    ['wtpt', typed('XYZ ', u32(...D50))],
    ['kTRC', typed('curv', u32(1), u16(Math.round(2.2 * 256), 0))],
  ];
  const data = tags.map(([, bytes]) => bytes);
  let offset = HEADER + 4 + tags.length * TAG_ENTRY;
  const table = tags.map(([signature, bytes]) => {
    const entry = Buffer.concat([Buffer.from(signature), u32(offset, bytes.length)]);
    offset += bytes.length;
    return entry;
  });
  return Buffer.concat([header(offset), u32(tags.length), ...table, ...data]);
}

/** Clause 6.1. What is not set is 0: no CMM, no platform, perceptual, no creator. */
function header(size: number): Buffer {
  const bytes = Buffer.alloc(HEADER);
  bytes.writeUInt32BE(size, 0);
  bytes.writeUInt32BE(0x0210_0000, 8); // 2.1.0
  bytes.write('mntrGRAYXYZ ', 12); // class, colour space, connection space
  u16(2026, 1, 1, 0, 0, 0).copy(bytes, 24); // when this profile was made
  bytes.write('acsp', 36);
  u32(...D50).copy(bytes, 68);
  return bytes;
}

/** Clause 6.5.17, textDescriptionType: ASCII; no Unicode (code, count), no Macintosh text (78 - 8 bytes). */
function description(text: string): Buffer {
  const ascii = Buffer.from(`${text}\0`);
  return typed('desc', u32(ascii.length), ascii, Buffer.alloc(8 + 70));
}

/** A tag's data: type, four reserved bytes, content, filled up to a multiple of four bytes. */
function typed(type: string, ...content: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat([Buffer.from(type), u32(0), ...content]);
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
