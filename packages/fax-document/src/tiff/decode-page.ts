import type { Coding } from '../ccitt/decode-strip.ts';
import { invertRows } from '../ccitt/invert-rows.ts';
import type { PackedRows } from '../ccitt/row-sink.ts';
import { FaxDocumentError } from '../errors.ts';
import { isBlank } from './blank.ts';
import { decodeStrips } from './decode-strips.ts';
import { decodeTiles } from './decode-tiles.ts';
import type { TiffPage } from './page.ts';
import { correctionsOf, otherReadings, type Correction, type Reading } from './reading.ts';

/** What a page's lines went through. */
export interface PageAccount {
  /** Pixels in a row, and rows. */
  readonly width: number;
  readonly height: number;
  /** Indices of rows that came damaged, ascending. */
  readonly damagedRows: readonly number[];
  /** Rows that the directory promises and the data don't have. */
  readonly missingLines: number;
  /** The last strip ends as T.4 or T.6 wants a page to end: the sender came to its end. */
  readonly endOfBlock: boolean;
  /** Nothing but stray dots on it. */
  readonly blank: boolean;
  /** Labels of the directory that the data proved wrong. */
  readonly corrections?: readonly Correction[];
  /** How T.4 and T.6 data were read. */
  readonly reading?: Reading;
}

/** A decoded page. Rows: 1 = black as people see it. */
export interface DecodedPage extends PageAccount, PackedRows {
  /** A grey page's samples, one byte a pixel, 0 black; `rows` are then their black half. */
  readonly grey?: Uint8Array;
  readonly passThrough?: PassThrough;
}

/** A page's only strip, most significant bit first, when any decoder would read it alike. */
export interface PassThrough {
  readonly coded: Uint8Array;
  /** One that PDF readers know, too. */
  readonly coding: Exclude<Coding, 'mh-aligned'>;
}

/** A page read in one way; rows: 1 = black run. */
export interface ReadPage
  extends PackedRows, Pick<DecodedPage, 'damagedRows' | 'missingLines' | 'endOfBlock'> {
  readonly uncompressedMode: boolean;
  /** The only strip, when its codes are such as every decoder reads alike. */
  readonly strictStrip: Uint8Array | undefined;
}

/** T4Options and T6Options alike: bit 1 allows uncompressed mode. */
const UNCOMPRESSED_ALLOWED = 2;
/** Share of lost lines from which the labels are doubted; noise on a line seldom costs so many. */
const DOUBTED = 0.2;
/** Another reading is believed when it loses less than this share, and a quarter of the first's. */
const BELIEVED = 0.1;
const QUARTER = 0.25;

/**
 * Decodes a T.4 or T.6 page of the file `bytes`. Lines behind the last that could be read are no
 * part of the page; lines missing between strips are white. Where the directory's labels give next
 * to nothing, the other readings are tried, and one that gives the page is taken.
 *
 * @throws FaxDocumentError `uncompressed-mode`, `too-many-pixels`, `unsupported-image`
 */
export function decodePage(
  bytes: Uint8Array,
  page: TiffPage,
  coding: Coding,
  maxPixels: number,
): DecodedPage {
  const declared: Reading = { coding, lsbFirst: page.lsbFirst, beyondByteCounts: false };
  const read = (reading: Reading): ReadPage =>
    page.tile === undefined
      ? decodeStrips(bytes, page, reading, maxPixels)
      : decodeTiles(bytes, page, page.tile, reading, maxPixels);
  const first = read(declared);
  const mayBeUncompressed = ((page.t4Options | page.t6Options) & UNCOMPRESSED_ALLOWED) !== 0;
  if (first.uncompressedMode && mayBeUncompressed) {
    throw new FaxDocumentError('uncompressed-mode', 'The page uses uncompressed mode.');
  }
  const better =
    lostShare(first) < DOUBTED ? undefined : betterReading(page, declared, first, read);
  return finished(page, declared, better ?? { reading: declared, result: first });
}

interface Attempt {
  readonly reading: Reading;
  readonly result: ReadPage;
}

function betterReading(
  page: TiffPage,
  declared: Reading,
  first: ReadPage,
  read: (reading: Reading) => ReadPage,
): Attempt | undefined {
  const most = Math.min(BELIEVED, lostShare(first) * QUARTER);
  let best: Attempt | undefined;
  for (const reading of otherReadings(page, declared)) {
    const result = tryReading(read, reading);
    if (result === undefined) continue;
    const lost = lostShare(result);
    const good = goodLines(result);
    // Bits of another meaning may give a row or two by chance, and white ones easily.
    const proven = lost <= most && good > goodLines(first) && !result.uncompressedMode;
    if (proven && (best === undefined || good > goodLines(best.result))) best = { reading, result };
    if (proven && lost === 0 && result.endOfBlock) break;
  }
  return best;
}

/** In the wrong reading a page of unknown height may pass any bound. */
function tryReading(read: (reading: Reading) => ReadPage, reading: Reading): ReadPage | undefined {
  try {
    return read(reading);
  } catch (error) {
    if (error instanceof FaxDocumentError) return undefined;
    throw error;
  }
}

const goodLines = (page: ReadPage): number => page.height - page.damagedRows.length;

function lostShare(page: ReadPage): number {
  const lines = page.height + page.missingLines;
  return lines === 0 ? 1 : 1 - goodLines(page) / lines;
}

function finished(page: TiffPage, declared: Reading, { reading, result }: Attempt): DecodedPage {
  const { strictStrip, uncompressedMode: _, ...read } = result;
  const { coding } = reading;
  const whole = read.missingLines === 0 && read.damagedRows.length === 0;
  const passes = strictStrip !== undefined && whole && coding !== 'mh-aligned';
  const rows = page.blackRunsAreBlack ? read.rows : invertRows(read.rows, page.width);
  return {
    ...read,
    rows,
    blank: isBlank({ ...read, rows }),
    corrections: correctionsOf(declared, reading),
    reading,
    ...(passes ? { passThrough: { coded: strictStrip, coding } } : {}),
  };
}
