import { FaxDocumentError } from '../errors.ts';
import { readFaxTags, type FaxTags } from './fax-tags.ts';
import type { Ifd } from './ifd.ts';
import { paletteOf } from './samples/grey-row.ts';
import { readResolution, type Resolution } from './resolution.ts';
import { readStrips, type Strip } from './strips.ts';
import { COMPRESSION, PHOTOMETRIC, TAG } from './tags.ts';

/** One page as its directory describes it; nothing is decoded yet. */
export interface TiffPage extends Resolution {
  /** Position of the directory in the file, from 0, thumbnails counted. */
  readonly directory: number;
  readonly width: number;
  /** Rows, unless the tag is absent or 0: then the data say. */
  readonly height: number | undefined;
  readonly compression: number;
  /** PhotometricInterpretation: what the samples' values mean. */
  readonly photometric: number;
  /** Black runs are shown black (PhotometricInterpretation 0), or white (1). */
  readonly blackRunsAreBlack: boolean;
  /** One bit a pixel, one sample. */
  readonly bilevel: boolean;
  /** The lowest bit of a byte comes first (FillOrder 2). */
  readonly lsbFirst: boolean;
  /** TIFF 6.0 section 8: 1 is upright; 2–8 are the turned and mirrored ones. */
  readonly orientation: number;
  readonly t4Options: number;
  readonly t6Options: number;
  readonly rowsPerStrip: number;
  /** Pixels of a tile, when `strips` are tiles: row after row of them, from the left. */
  readonly tile: { readonly width: number; readonly height: number } | undefined;
  readonly strips: readonly Strip[];
  /** A strip lies partly or wholly behind the end of the file. */
  readonly cut: boolean;
  readonly fax: FaxTags;
  /** All of the directory. */
  readonly ifd: Ifd;
  /** The file's byte order, which samples of several bytes have, too. */
  readonly little: boolean;
}

/** What `readPage` needs to know of the file around the directory. */
export interface PageSurroundings {
  readonly little: boolean;
  readonly fileBytes: number;
  /** Offsets in the file where something else begins, to bound strips without a length. */
  readonly boundaries: readonly number[];
  readonly maxPixels: number;
}

const MAX_SIDE = 1_000_000;
const MAX_WIDTH = 65_535;
const ANY_ROWS = 0xffff_ffff;

/**
 * Reads a directory's page. Undefined when it lacks what a page needs.
 *
 * @throws FaxDocumentError `too-many-pixels`
 */
export function readPage(
  ifd: Ifd,
  directory: number,
  { little, fileBytes, boundaries, maxPixels }: PageSurroundings,
): TiffPage | undefined {
  const number = (tag: number, otherwise: number): number => {
    const value = ifd.entries.get(tag)?.numbers[0];
    return value !== undefined && Number.isFinite(value) && value >= 0 ? value : otherwise;
  };
  const whole = (tag: number): number => Math.floor(number(tag, 0));
  const width = whole(TAG.imageWidth);
  const height = whole(TAG.imageLength) || undefined;
  if (width === 0) return undefined;
  const tile = tileOf(whole(TAG.tileWidth), whole(TAG.tileLength));
  if (width > MAX_WIDTH || (height ?? 0) > MAX_SIDE || width * (height ?? 1) > maxPixels) {
    throw new FaxDocumentError('too-many-pixels', `Page ${directory + 1} is too large.`);
  }
  const { strips, cut } = readStrips(ifd, fileBytes, boundaries);
  if (strips.length === 0) return undefined;
  const compression = number(TAG.compression, COMPRESSION.none);
  const photometric = number(TAG.photometric, usualPhotometric(compression));
  return {
    directory,
    width,
    height,
    ...readResolution(ifd, width, height),
    compression,
    photometric,
    blackRunsAreBlack: runsAreBlack(photometric, ifd),
    bilevel:
      number(TAG.bitsPerSample, 1) === 1 &&
      number(TAG.samplesPerPixel, 1) === 1 &&
      BILEVEL.includes(photometric),
    lsbFirst: number(TAG.fillOrder, 1) === 2,
    orientation: number(TAG.orientation, 1),
    t4Options: number(TAG.t4Options, 0),
    t6Options: number(TAG.t6Options, 0),
    rowsPerStrip: whole(TAG.rowsPerStrip) || likelyRows(height, strips.length),
    tile,
    strips,
    cut,
    fax: readFaxTags(ifd),
    ifd,
    little,
  };
}

/** Meanings of one bit: those of grey, and a palette of two colours. */
const BILEVEL: readonly number[] = [
  PHOTOMETRIC.whiteIsZero,
  PHOTOMETRIC.blackIsZero,
  PHOTOMETRIC.palette,
];

/** A palette's darker colour is shown black. */
function runsAreBlack(photometric: number, ifd: Ifd): boolean {
  if (photometric !== PHOTOMETRIC.palette) return photometric !== PHOTOMETRIC.blackIsZero;
  const [zero = 0, one = 0] = paletteOf(ifd.entries.get(TAG.colorMap)?.numbers ?? []);
  return one <= zero;
}

const tileOf = (width: number, height: number): TiffPage['tile'] =>
  width > 0 && height > 0 ? { width, height } : undefined;

/** TIFF 6.0 makes the tag a must; without it libtiff shows T.4 and T.6 as faxes are, others not. */
const usualPhotometric = (compression: number): number =>
  compression >= COMPRESSION.modifiedHuffman && compression <= COMPRESSION.t6
    ? PHOTOMETRIC.whiteIsZero
    : PHOTOMETRIC.blackIsZero;

/** Without RowsPerStrip one strip has all rows (TIFF 6.0 section 8); several share them alike. */
const likelyRows = (height: number | undefined, strips: number): number =>
  height === undefined || strips === 1 ? ANY_ROWS : Math.ceil(height / strips);
