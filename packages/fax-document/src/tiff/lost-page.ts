import { reverseBits } from '../ccitt/bit-order.ts';
import { BitSource } from '../ccitt/bit-source.ts';
import { validateStrip, type Coding } from '../ccitt/decode-strip.ts';
import { hasEndOfLine } from '../ccitt/end-of-line.ts';
import type { Ifd, IfdEntry } from './ifd.ts';
import { COMPRESSION, TAG } from './tags.ts';

/** Widths of T.4 and RFC 2301 table 4.1, the usual ones first. */
const WIDTHS = [1728, 2048, 2432, 2592, 3456, 3072, 4096, 3648, 4864];
const CODINGS = ['g4', 'g3-1d', 'g3-2d'] as const satisfies readonly Coding[];
/** What is looked at to learn how data are coded. */
const TRIAL_BYTES = 256 * 1024;
const TRIAL_ROWS = 10_000;
/** Fewer good lines may come by chance. */
const LEAST_LINES = 32;
/** And so may more, when many others are damaged. */
const MOST_DAMAGED = 0.2;

interface Trial {
  readonly width: number;
  readonly coding: (typeof CODINGS)[number];
  readonly lsbFirst: boolean;
  readonly lines: number;
}

/**
 * A directory for the page that lies at `offset` without one: receivers write it behind the page, so
 * a file that ends early lacks its last page's. The page's width and coding are those by which the
 * data decode to black and white lines. Undefined when they don't.
 *
 * @param before the directory of the page before, from which the resolution is taken
 */
export function directoryOfLostPage(
  bytes: Uint8Array,
  offset: number,
  before: Ifd | undefined,
): Ifd | undefined {
  const best = bestTrial(bytes.subarray(offset, offset + TRIAL_BYTES));
  if (best === undefined) return undefined;
  const { width, coding, lsbFirst } = best;
  const entries = new Map<number, IfdEntry>();
  for (const tag of [TAG.xResolution, TAG.yResolution, TAG.resolutionUnit, TAG.photometric]) {
    const entry = before?.entries.get(tag);
    if (entry) entries.set(tag, entry);
  }
  const values = [
    [TAG.imageWidth, width],
    [TAG.compression, coding === 'g4' ? COMPRESSION.t6 : COMPRESSION.t4],
    [TAG.t4Options, coding === 'g3-2d' ? 1 : 0],
    [TAG.fillOrder, lsbFirst ? 2 : 1],
    [TAG.stripOffsets, offset],
    [TAG.stripByteCounts, bytes.length - offset],
  ] as const;
  for (const [tag, value] of values) {
    entries.set(tag, { numbers: [value], text: '', raw: new Uint8Array() });
  }
  return { entries, next: 0, cut: true, lost: new Set() };
}

function bestTrial(data: Uint8Array): Trial | undefined {
  let best: Trial | undefined;
  for (const lsbFirst of [false, true]) {
    const coded = lsbFirst ? reverseBits(data) : data;
    for (const coding of CODINGS) {
      for (const width of WIDTHS) {
        const lines = goodLines(coded, coding, width);
        if (lines > (best?.lines ?? 0)) best = { width, coding, lsbFirst, lines };
      }
    }
  }
  return best;
}

/** Good lines of a trial that is to be believed, else 0: white alone proves nothing. */
function goodLines(coded: Uint8Array, coding: Coding, columns: number): number {
  // Lines without EOLs can be read out of almost anything.
  if (coding !== 'g4' && !hasEndOfLine(new BitSource(coded))) return 0;
  const shape = { coding, columns, rows: TRIAL_ROWS, exact: true };
  const { height, damagedRows, blackPixels } = validateStrip(coded, shape);
  const good = height - damagedRows.length;
  const believed =
    good >= LEAST_LINES && damagedRows.length <= height * MOST_DAMAGED && blackPixels > 0;
  return believed ? good : 0;
}
