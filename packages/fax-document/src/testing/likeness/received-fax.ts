import { encodeG3 } from '../../ccitt/encode-g3.ts';
import { encodeG4 } from '../../ccitt/encode-g4.ts';
import type { PackedRows } from '../../ccitt/row-sink.ts';
import { buildTiff, type PageToWrite } from '../tiff-builder.ts';
import { SCAN_X_DPI } from './scan.ts';

/** What the line did to a fax. */
export interface LineTroubles {
  /** Shares of a page's data at which noise broke bits. */
  readonly bursts?: readonly number[];
  /** The last page came up to this share of its data, and no further. */
  readonly brokeOffAt?: number;
}

/** Pages as a receiver stored them. */
export function receivedFax(
  pages: readonly PackedRows[],
  yDpi: number,
  { bursts = [], brokeOffAt = 1 }: LineTroubles = {},
): Uint8Array {
  return buildTiff(
    pages.map((page, index): PageToWrite => {
      const tags = {
        imageWidth: page.width,
        imageLength: page.height,
        xResolution: { numerator: SCAN_X_DPI, denominator: 1 },
        yResolution: { numerator: yDpi, denominator: 1 },
      };
      if (bursts.length > 0)
        return { tags: { ...tags, compression: 3 }, strips: [noisy(page, bursts)] };
      const coded = encodeG4(page);
      const came = index === pages.length - 1 ? brokeOffAt : 1;
      return { tags, strips: [coded.subarray(0, coded.length * came)] };
    }),
  );
}

const BURST_BYTES = 24;
const BURST_STEP = 5;

function noisy(page: PackedRows, bursts: readonly number[]): Uint8Array {
  const options = { k: 1, byteAlignedEols: false, returnToControl: true } as const;
  const coded = Uint8Array.from(encodeG3(page, options));
  for (const place of bursts) {
    const start = Math.floor(coded.length * place);
    for (let count = 0; count < BURST_BYTES; count++) {
      const at = start + count * BURST_STEP;
      if (at < coded.length) coded[at]! ^= 0x24;
    }
  }
  return coded;
}
