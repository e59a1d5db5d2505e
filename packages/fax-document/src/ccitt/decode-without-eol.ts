import type { BitSource } from './bit-source.ts';
import { whiteRow } from './changes.ts';
import { decodeModifiedHuffman, type RowStart } from './decode-mh.ts';
import { decodeRow1D } from './decode-row-1d.ts';
import { decodeRow2D } from './decode-row-2d.ts';
import type { StripReport } from './decode-strip.ts';
import { CountingSink, type LineSink } from './row-sink.ts';

/** Rows that are read both ways, to see which way is right. */
const TRIAL_ROWS = 64;

/**
 * T.4 data that have no EOL at all, against clause 4.1.2, as some scanners and PDF writers give them:
 * rows begin at bits or at bytes; in two-dimensional data each has its tag bit (clause 4.2.2). Not
 * every decoder reads these, so nothing is `strict` here.
 */
export function decodeWithoutEndOfLine(
  bits: BitSource,
  sink: LineSink,
  twoDimensional: boolean,
): StripReport {
  const decode = twoDimensional ? decodeTagged : decodeModifiedHuffman;
  const trial = (rowStart: RowStart): number => {
    const rows = new CountingSink(sink.columns, TRIAL_ROWS, true);
    decode(bits, rows, rowStart);
    bits.position = 0;
    return rows.height;
  };
  const rowStart = trial('bytes') > trial('bits') ? 'bytes' : 'bits';
  return { ...decode(bits, sink, rowStart), strict: false };
}

/** Rows of two-dimensional coding without EOLs: a tag bit (1: one-dimensional), then the row. */
function decodeTagged(bits: BitSource, sink: LineSink, rowStart: RowStart): StripReport {
  const { columns } = sink;
  let reference = whiteRow(columns);
  let row = whiteRow(columns);
  while (!sink.full && !bits.exhausted) {
    const oneDimensional = bits.peek(1) === 1;
    bits.position++;
    const end = oneDimensional
      ? decodeRow1D(bits, columns, row)
      : decodeRow2D(bits, columns, reference, row);
    if (end !== 'good' && end !== 'irregular') break;
    sink.add(row, false);
    [reference, row] = [row, reference];
    if (rowStart === 'bytes') bits.align();
  }
  return { strict: false, endOfBlock: false, uncompressedMode: false };
}
