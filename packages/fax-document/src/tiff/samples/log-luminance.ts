import { reverseBits } from '../../ccitt/bit-order.ts';
import type { DecodedPage } from '../decode-page.ts';
import type { TiffPage } from '../page.ts';
import { COMPRESSION, PHOTOMETRIC } from '../tags.ts';
import { GreyCanvas } from './canvas.ts';
import { pageAreas } from './page-areas.ts';
import { ReadLines } from './read-lines.ts';

const WHITE = 255;

/** A pixel as it is stored. */
interface LogFormat {
  readonly bytes: number;
  /** Each byte of a row's pixels is a run-length coded plane of its own, the highest first. */
  readonly planes: boolean;
  /** Bits below the logarithm of luminance: colour. */
  readonly colourBits: number;
  /** How light each logarithm is. */
  readonly grey: Uint8Array;
}

/** Logarithms of luminance, 1 the display's white: SGI's of a sign and 15 bits, and of 10 (libtiff's tif_luv.c). */
const LONG = greyOf(16, (value) => (value > 0x7fff ? 0 : 2 ** ((value + 0.5) / 256 - 64)));
const SHORT = greyOf(10, (value) => 2 ** ((value + 0.5) / 64 - 12));

const LOG_L: LogFormat = { bytes: 2, planes: true, colourBits: 0, grey: LONG };
const LOG_LUV: LogFormat = { bytes: 4, planes: true, colourBits: 16, grey: LONG };
const LOG_LUV_24: LogFormat = { bytes: 3, planes: false, colourBits: 14, grey: SHORT };

function greyOf(bits: number, luminance: (value: number) => number): Uint8Array {
  const level = (value: number): number => Math.floor(256 * Math.sqrt(luminance(value)));
  return Uint8Array.from({ length: 2 ** bits }, (_, value) =>
    value === 0 ? 0 : Math.min(WHITE, level(value)),
  );
}

/** A byte of 128 and more repeats the next one that often less 126; a smaller one is a count of bytes. */
const RUN = 128;
const SHORTEST_RUN = 2;

/**
 * Decodes a page of logarithms (SGI's LogL and LogLuv), which have a far wider range than paper: as dark
 * and as light as libtiff shows them, by a gamma of 2. Colour is left out.
 *
 * @throws FaxDocumentError `too-many-pixels`
 */
export function decodeLogLuminance(
  bytes: Uint8Array,
  page: TiffPage,
  maxPixels: number,
): DecodedPage {
  const format = formatOf(page);
  const { areas, height, exact } = pageAreas(page, 1, maxPixels);
  const canvas = new GreyCanvas({ width: page.width, height });
  const lines = new ReadLines(height);
  for (const area of areas) {
    const { offset = 0, length = 0 } = area.segments[0] ?? {};
    const stored = bytes.subarray(offset, offset + length);
    const rows = new LogRows(page.lsbFirst ? reverseBits(stored) : stored, format, area.width);
    let read = 0;
    while (read < area.height && rows.next()) paint(canvas.row(area, read++), rows.pixels, format);
    lines.add(area.y, read, area.height);
    canvas.lose(area, read);
  }
  return canvas.page(lines, exact ? height - lines.height : 0);
}

function formatOf({ compression, photometric }: TiffPage): LogFormat {
  if (compression === COMPRESSION.sgiLog24) return LOG_LUV_24;
  return photometric === PHOTOMETRIC.logL ? LOG_L : LOG_LUV;
}

function paint(target: Uint8Array, pixels: Uint32Array, { colourBits, grey }: LogFormat): void {
  for (let x = 0; x < target.length; x++) target[x] = grey[pixels[x]! >>> colourBits]!;
}

/** The rows of a strip or tile, one after the other. */
class LogRows {
  readonly pixels: Uint32Array;
  readonly #data: Uint8Array;
  readonly #format: LogFormat;
  #at = 0;

  constructor(data: Uint8Array, format: LogFormat, width: number) {
    this.pixels = new Uint32Array(width);
    this.#data = data;
    this.#format = format;
  }

  /** Reads the next row; false where the data end before it does. */
  next(): boolean {
    const { bytes, planes } = this.#format;
    this.pixels.fill(0);
    if (!planes) return this.#plain(bytes);
    for (let plane = bytes - 1; plane >= 0; plane--) if (!this.#plane(8 * plane)) return false;
    return true;
  }

  #plain(bytes: number): boolean {
    const { pixels } = this;
    if (this.#at + bytes * pixels.length > this.#data.length) return false;
    for (let x = 0; x < pixels.length; x++) {
      for (let byte = 0; byte < bytes; byte++) {
        pixels[x] = (pixels[x]! << 8) | this.#data[this.#at++]!;
      }
    }
    return true;
  }

  #plane(shift: number): boolean {
    const { pixels } = this;
    for (let x = 0; x < pixels.length;) {
      const code = this.#data[this.#at++];
      if (code === undefined) return false;
      const repeats = code >= RUN;
      const end = Math.min(pixels.length, x + (repeats ? code - RUN + SHORTEST_RUN : code));
      if (this.#at + (repeats ? 1 : end - x) > this.#data.length) return false;
      while (x < end) pixels[x++]! |= this.#data[repeats ? this.#at : this.#at++]! << shift;
      if (repeats) this.#at++;
    }
    return true;
  }
}
