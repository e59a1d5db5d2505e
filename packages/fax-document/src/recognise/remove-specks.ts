import { rowBytes, type PackedRows } from '../ccitt/row-sink.ts';

/**
 * The page without black pixels that stand alone, none of their eight neighbours black: noise on the
 * line leaves such specks, letters don't have them. (Removing specks of two pixels costs full stops.)
 */
export function withoutSpecks({ width, height, rows }: PackedRows): PackedRows {
  const stride = rowBytes(width);
  const clean = Uint8Array.from(rows);
  const white = new Uint8Array(stride);
  const row = (y: number): Uint8Array =>
    y >= 0 && y < height ? rows.subarray(y * stride, (y + 1) * stride) : white;
  for (let y = 0; y < height; y++) {
    const [above, here, below] = [row(y - 1), row(y), row(y + 1)];
    for (let x = 0; x < stride; x++) {
      const black = here[x]!;
      if (black === 0) continue;
      const beside = neighbours(here, x);
      const others = above[x]! | neighbours(above, x) | below[x]! | neighbours(below, x);
      clean[y * stride + x] = black & (beside | others);
    }
  }
  return { width, height, rows: clean };
}

/** Pixels left and right of black ones, in the eight that byte `x` has. */
function neighbours(row: Uint8Array, x: number): number {
  const byte = row[x]!;
  const before = x > 0 ? row[x - 1]! : 0;
  const after = row[x + 1] ?? 0;
  return ((byte << 1) | (after >>> 7) | (byte >>> 1) | (before << 7)) & 0xff;
}
