import type { BitSource } from './bit-source.ts';
import { whiteRow } from './changes.ts';
import { decodeRow2D } from './decode-row-2d.ts';
import type { StripReport } from './decode-strip.ts';
import type { LineSink } from './row-sink.ts';

/** T.4 clause 4.1.2: eleven zeros and a one. */
const EOL_BITS = 12;
const EOL = 1;
/** T.6 annex, T.4 clause 4.2.1.3.4: the bits behind an extension code that mean uncompressed mode. */
const UNCOMPRESSED = 0b111;

/**
 * T.6: every row refers to the one before it, so nothing behind a broken row can be trusted.
 * Decoding stops there; the rows before it are good.
 */
export function decodeG4(bits: BitSource, sink: LineSink): StripReport {
  let reference = whiteRow(sink.columns);
  let row = whiteRow(sink.columns);
  let strict = true;
  while (!sink.full) {
    if (bits.peek(EOL_BITS) === EOL) break; // EOFB, or what is left of it
    const end = decodeRow2D(bits, sink.columns, reference, row);
    if (end === 'irregular') strict = false;
    else if (end !== 'good') {
      const uncompressedMode = end === 'extension' && bits.peek(3) === UNCOMPRESSED;
      return { strict: false, endOfBlock: false, uncompressedMode };
    }
    sink.add(row, false);
    [reference, row] = [row, reference];
  }
  return { strict, endOfBlock: atEndOfBlock(bits), uncompressedMode: false };
}

/** T.6 clause 2.4.1.1: EOFB is two EOLs. */
function atEndOfBlock(bits: BitSource): boolean {
  if (bits.peek(EOL_BITS) !== EOL) return false;
  bits.position += EOL_BITS;
  if (bits.peek(EOL_BITS) !== EOL || bits.position + EOL_BITS > bits.end) return false;
  bits.position += EOL_BITS;
  return true;
}
