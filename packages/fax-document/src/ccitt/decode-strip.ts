import { BitSource } from './bit-source.ts';
import { decodeG3 } from './decode-g3.ts';
import { decodeG4 } from './decode-g4.ts';
import { decodeModifiedHuffman } from './decode-mh.ts';
import { RowSink, type PackedRows } from './row-sink.ts';

/** How a strip is coded. `mh-aligned` is TIFF compression 2: no EOLs, rows begin at bytes. */
export type Coding = 'g3-1d' | 'g3-2d' | 'g4' | 'mh-aligned';

/** A decoder's account of a strip, beside its rows. */
export interface StripReport {
  /**
   * Nothing had to be guessed: every bit up to the last row is as the recommendation has it, so any
   * decoder will read these rows.
   */
  readonly strict: boolean;
  /** The strip ends with EOFB (T.6 clause 2.4.1.1) or RTC (T.4 clause 4.1.4). */
  readonly endOfBlock: boolean;
  /** Decoding stopped at an extension code for uncompressed mode. */
  readonly uncompressedMode: boolean;
}

export interface DecodedStrip extends PackedRows, StripReport {
  /** Indices of rows that came damaged, ascending. */
  readonly damagedRows: readonly number[];
}

export interface StripShape {
  readonly coding: Coding;
  /** Pixels in a row. */
  readonly columns: number;
  /** Rows at most. */
  readonly rows: number;
  /** Whether `rows` is the height to expect; else decoding goes on to the end of the data. */
  readonly exact: boolean;
}

/**
 * Decodes a strip of T.4 or T.6 data, most significant bit first. Never throws for damaged data:
 * the rows that can be read are returned, and what is wrong with them is reported. Throws
 * `too-many-pixels` when rows of a strip of unknown height pass the bound.
 */
export function decodeStrip(coded: Uint8Array, shape: StripShape): DecodedStrip {
  const bits = new BitSource(coded);
  const sink = new RowSink(shape.columns, shape.rows, shape.exact);
  const report = DECODERS[shape.coding](bits, sink);
  return { ...sink.packed(), ...report, damagedRows: sink.damaged };
}

const DECODERS: Readonly<Record<Coding, (bits: BitSource, sink: RowSink) => StripReport>> = {
  'g3-1d': (bits, sink) => decodeG3(bits, sink, false),
  'g3-2d': (bits, sink) => decodeG3(bits, sink, true),
  g4: decodeG4,
  'mh-aligned': (bits, sink) => decodeModifiedHuffman(bits, sink, true),
};
