import fc from 'fast-check';

import { rowBytes, type PackedRows } from '../ccitt/row-sink.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { parseTiff } from '../tiff/parse.ts';
import { buildTiff } from './tiff-builder.ts';
import { tiffcp } from './debian-tools.ts';

/** Pages of any width and height within bounds, made of runs as well as of noise. */
export function anyRaster(maxWidth: number, maxHeight: number): fc.Arbitrary<PackedRows> {
  return fc
    .record({
      width: fc.integer({ min: 1, max: maxWidth }),
      height: fc.integer({ min: 0, max: maxHeight }),
      seed: fc.array(fc.constantFrom(0x00, 0xff, 0x0f, 0x80, 0x01, 0xa5), { minLength: 1 }),
      repeat: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ width, height, seed, repeat }) => {
      const rows = new Uint8Array(rowBytes(width) * height);
      rows.forEach((_, at) => (rows[at] = seed[Math.floor(at / repeat) % seed.length] ?? 0));
      return clean({ width, height, rows });
    });
}

/** A page from a picture in text: `#` is black. */
export function raster(...lines: string[]): PackedRows {
  const width = lines[0]?.length ?? 0;
  const stride = rowBytes(width);
  const rows = new Uint8Array(stride * lines.length);
  lines.forEach((line, y) => {
    for (let x = 0; x < width; x++) {
      if (line[x] === '#') rows[y * stride + (x >>> 3)]! |= 0x80 >> (x & 7);
    }
  });
  return { width, height: lines.length, rows };
}

/** The same page without black in the bits behind its last column. */
function clean({ width, height, rows }: PackedRows): PackedRows {
  const stride = rowBytes(width);
  const mask = (0xff00 >>> (((width - 1) & 7) + 1)) & 0xff;
  for (let at = stride - 1; at < rows.length; at += stride) rows[at]! &= mask;
  return { width, height, rows };
}

/** A raster's rows as an uncompressed TIFF of one strip. */
export function uncompressedTiff(page: PackedRows): Uint8Array<ArrayBuffer> {
  return buildTiff([
    {
      tags: {
        imageWidth: page.width,
        imageLength: page.height,
        rowsPerStrip: page.height,
        compression: 1,
        fillOrder: 1,
      },
      strips: [page.rows],
    },
  ]);
}

/** The pages of a TIFF as libtiff decodes them, 1 = black. */
export function decodeByLibtiff(tiff: Uint8Array): PackedRows[] {
  const raw = tiffcp(tiff, '-c', 'none', '-f', 'msb2lsb', '-r', '1000000');
  return parseTiff(raw, DEFAULT_LIMITS).pages.map((page) => {
    const { offset = 0, length = 0 } = page.strips[0] ?? {};
    const stored = raw.subarray(offset, offset + length);
    const rows = page.blackRunsAreBlack ? stored : stored.map((byte) => byte ^ 0xff);
    return clean({ width: page.width, height: page.height ?? 0, rows: Uint8Array.from(rows) });
  });
}
