import type { BitSource } from './bit-source.ts';
import { whiteRow } from './changes.ts';
import { decodeRow1D } from './decode-row-1d.ts';
import type { StripReport } from './decode-strip.ts';
import type { LineSink } from './row-sink.ts';

/** Where rows begin. TIFF 6.0 section 10 has them at bytes, T.4 without EOLs at any bit. */
export type RowStart = 'bytes' | 'bits';

/**
 * One-dimensional rows without EOLs. There is nothing to find the next row by, so decoding stops at
 * a broken one.
 */
export function decodeModifiedHuffman(
  bits: BitSource,
  sink: LineSink,
  rowStart: RowStart,
): StripReport {
  const row = whiteRow(sink.columns);
  let strict = true;
  while (!sink.full && !bits.exhausted) {
    const end = decodeRow1D(bits, sink.columns, row);
    if (end !== 'good') strict = false;
    if (end !== 'good' && end !== 'irregular') break;
    sink.add(row, false);
    if (rowStart === 'bytes') bits.align();
  }
  return { strict, endOfBlock: false, uncompressedMode: false };
}
