import { FaxDocumentError } from '../errors.ts';
import { readFaxTags, type FaxTags } from './fax-tags.ts';
import type { Ifd } from './ifd.ts';
import { readResolution, type Resolution } from './resolution.ts';
import { readStrips, type Strip } from './strips.ts';
import { TAG } from './tags.ts';

/** One page as its directory describes it; nothing is decoded yet. */
export interface TiffPage extends Resolution {
  /** Position of the directory in the file, from 0, thumbnails counted. */
  readonly directory: number;
  readonly width: number;
  /** Rows, unless the tag is absent or 0: then the data say. */
  readonly height: number | undefined;
  readonly compression: number;
  /** Black runs are shown black (PhotometricInterpretation 0), or white (1). */
  readonly blackRunsAreBlack: boolean;
  /** One bit a pixel, one sample, strips. */
  readonly bilevel: boolean;
  /** The lowest bit of a byte comes first (FillOrder 2). */
  readonly lsbFirst: boolean;
  /** TIFF 6.0 section 8: 1 is upright; 2–8 are the turned and mirrored ones. */
  readonly orientation: number;
  readonly t4Options: number;
  readonly t6Options: number;
  readonly rowsPerStrip: number;
  readonly strips: readonly Strip[];
  /** A strip lies partly or wholly behind the end of the file. */
  readonly cut: boolean;
  readonly fax: FaxTags;
}

const MAX_SIDE = 1_000_000;
const MAX_WIDTH = 65_535;

/**
 * Reads a directory's page. Undefined when it lacks what a page needs.
 *
 * @param boundaries offsets in the file where something else begins, to bound strips without a length
 * @throws FaxDocumentError `too-many-pixels`
 */
export function readPage(
  ifd: Ifd,
  directory: number,
  fileBytes: number,
  boundaries: readonly number[],
  maxPixels: number,
): TiffPage | undefined {
  const number = (tag: number, otherwise: number): number => {
    const value = ifd.entries.get(tag)?.numbers[0];
    return value !== undefined && Number.isFinite(value) && value >= 0 ? value : otherwise;
  };
  const width = number(TAG.imageWidth, 0);
  const height = number(TAG.imageLength, 0) || undefined;
  if (width === 0) return undefined;
  if (width > MAX_WIDTH || (height ?? 0) > MAX_SIDE || width * (height ?? 1) > maxPixels) {
    throw new FaxDocumentError('too-many-pixels', `Page ${directory + 1} is too large.`);
  }
  const { strips, cut } = readStrips(ifd, fileBytes, boundaries);
  const tiled = ifd.entries.has(TAG.tileOffsets);
  if (strips.length === 0 && !tiled) return undefined;
  return {
    directory,
    width,
    height,
    ...readResolution(ifd, width, height),
    compression: number(TAG.compression, 1),
    blackRunsAreBlack: number(TAG.photometric, 0) !== 1,
    bilevel:
      !tiled &&
      number(TAG.bitsPerSample, 1) === 1 &&
      number(TAG.samplesPerPixel, 1) === 1 &&
      number(TAG.photometric, 0) <= 1,
    lsbFirst: number(TAG.fillOrder, 1) === 2,
    orientation: number(TAG.orientation, 1),
    t4Options: number(TAG.t4Options, 0),
    t6Options: number(TAG.t6Options, 0),
    rowsPerStrip: number(TAG.rowsPerStrip, 0) || 0xffff_ffff,
    strips,
    cut,
    fax: readFaxTags(ifd),
  };
}
