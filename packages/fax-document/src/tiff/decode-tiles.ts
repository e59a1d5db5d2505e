import { decodeStrip, type DecodedStrip } from '../ccitt/decode-strip.ts';
import { lastByteMask } from '../ccitt/invert-rows.ts';
import { rowBytes, type PackedRows } from '../ccitt/row-sink.ts';
import type { ReadPage } from './decode-page.ts';
import type { TiffPage } from './page.ts';
import type { Reading } from './reading.ts';
import { segmentBytes } from './segment-bytes.ts';
import { tileGrid, type PlacedTile } from './tile-grid.ts';

/**
 * Decodes a page of tiles in one reading. A row of the page is damaged when a tile has lost it, and
 * white there; when no tile gave a line the page has none.
 *
 * @throws FaxDocumentError `unsupported-image`, `too-many-pixels`
 */
export function decodeTiles(
  bytes: Uint8Array,
  page: TiffPage,
  tile: { readonly width: number; readonly height: number },
  reading: Reading,
  maxPixels: number,
): ReadPage {
  const { tiles, height } = tileGrid(page, tile, maxPixels);
  const shape = { columns: tile.width, rows: tile.height };
  const whole: PackedRows = {
    width: page.width,
    height,
    rows: new Uint8Array(rowBytes(page.width) * height),
  };
  const damaged = new Set<number>();
  let lines = 0;
  let uncompressedMode = false;
  for (const placed of tiles) {
    const coded = placed.strip
      ? segmentBytes(bytes, placed.strip, reading, shape)
      : new Uint8Array();
    const decoded = decodeStrip(coded, { ...shape, coding: reading.coding, exact: true });
    lines += decoded.height;
    uncompressedMode ||= decoded.uncompressedMode;
    blit(whole, decoded, placed);
    for (const row of lostRows(decoded, tile.height)) {
      if (placed.y + row < height) damaged.add(placed.y + row);
    }
  }
  const none = lines === 0;
  return {
    width: page.width,
    height: none ? 0 : height,
    rows: none ? new Uint8Array() : whole.rows,
    damagedRows: none ? [] : [...damaged].toSorted((a, b) => a - b),
    missingLines: none ? height : 0,
    endOfBlock: true,
    uncompressedMode,
    strictStrip: undefined,
  };
}

function lostRows({ damagedRows, height }: DecodedStrip, expected: number): number[] {
  const missing = Array.from({ length: expected - height }, (_, index) => height + index);
  return [...damagedRows, ...missing];
}

/** Copies a tile's rows to where they belong, less what reaches over the page's edges. */
function blit(page: PackedRows, tile: PackedRows, { x, y }: PlacedTile): void {
  const stride = rowBytes(page.width);
  const tileStride = rowBytes(tile.width);
  const first = x >>> 3;
  const columns = Math.min(tileStride, stride - first);
  const mask = lastByteMask(page.width);
  for (let row = 0; row < tile.height && y + row < page.height; row++) {
    const from = row * tileStride;
    const to = (y + row) * stride;
    page.rows.set(tile.rows.subarray(from, from + columns), to + first);
    page.rows[to + stride - 1]! &= mask;
  }
}
