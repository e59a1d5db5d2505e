import { reverseBits } from '../../ccitt/bit-order.ts';
import { FaxDocumentError } from '../../errors.ts';
import type { TiffPage } from '../page.ts';
import type { Strip } from '../strips.ts';
import { COMPRESSION } from '../tags.ts';
import type { Decompress } from './decompress.ts';
import { blockBytes, lumaOf } from './luma-blocks.ts';
import { undoPredictor } from './predictor.ts';
import type { SampleFormat } from './sample-format.ts';

/** A segment's samples, as far as whole rows of them are there. */
export interface SegmentRows {
  readonly height: number;
  readonly rowBytes: number;
  readonly data: Uint8Array;
  /** The byte order of samples of several bytes. */
  readonly little: boolean;
}

/** Codings that libtiff combines with a predictor. */
const PREDICTED: readonly number[] = [
  COMPRESSION.lzw,
  COMPRESSION.deflate,
  COMPRESSION.oldDeflate,
  COMPRESSION.zstd,
];
/** What one strip or tile may take: more than any page of a fax in colour. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Decompresses a segment of so many pixels. @throws FaxDocumentError `too-many-pixels` */
export async function readSegment(
  bytes: Uint8Array,
  page: TiffPage,
  segment: Strip | undefined,
  format: SampleFormat,
  size: { readonly width: number; readonly height: number },
  decompress: Decompress,
): Promise<SegmentRows> {
  const { bits, together, blocks } = format;
  const rowBytes = Math.ceil((size.width * together * bits) / 8);
  const expected = blocks ? blockBytes(blocks, size) : rowBytes * size.height;
  if (expected > MOST_BYTES) {
    throw new FaxDocumentError('too-many-pixels', 'A strip or tile has too many samples.');
  }
  const { offset = 0, length = 0 } = segment ?? {};
  const stored = bytes.subarray(offset, offset + length);
  const decompressed = await decompress(page.lsbFirst ? reverseBits(stored) : stored, expected);
  const data = blocks ? lumaOf(decompressed, blocks, size) : decompressed;
  const height = Math.min(size.height, Math.floor(data.length / rowBytes));
  let { little } = page;
  if (format.predictor > 1 && PREDICTED.includes(page.compression)) {
    for (let row = 0; row < height; row++) {
      little = undoPredictor(rowOf({ data, rowBytes }, row), format, page.little);
    }
  }
  return { height, rowBytes, data, little };
}

export const rowOf = (
  { data, rowBytes }: Pick<SegmentRows, 'data' | 'rowBytes'>,
  row: number,
): Uint8Array => data.subarray(row * rowBytes, (row + 1) * rowBytes);
