import { BitSource } from './bit-source.ts';
import { decodeG3 } from './decode-g3.ts';
import { decodeG4 } from './decode-g4.ts';
import { decodeModifiedHuffman } from './decode-mh.ts';
import { CountingSink, RowSink, type LineSink, type PackedRows } from './row-sink.ts';

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

interface Lines {
  /** Indices of rows that came damaged, ascending. */
  readonly damagedRows: readonly number[];
  /** Bytes from the strip's first to the last that decoding used. */
  readonly usedBytes: number;
}

export interface DecodedStrip extends PackedRows, StripReport, Lines {}

/** What is known of a strip whose rows nobody needs. */
export interface ValidatedStrip extends StripReport, Lines {
  readonly width: number;
  readonly height: number;
  /** Pixels of the black runs. */
  readonly blackPixels: number;
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
  const sink = new RowSink(shape.columns, shape.rows, shape.exact);
  const report = run(coded, shape, sink);
  return { ...sink.packed(), ...report };
}

/**
 * Decodes a strip as `decodeStrip` does, and keeps no rows: a fifth of the time, and no memory. Its
 * account is the same.
 */
export function validateStrip(coded: Uint8Array, shape: StripShape): ValidatedStrip {
  const sink = new CountingSink(shape.columns, shape.rows, shape.exact);
  const report = run(coded, shape, sink);
  return { width: shape.columns, height: sink.height, blackPixels: sink.blackPixels, ...report };
}

function run(coded: Uint8Array, { coding }: StripShape, sink: LineSink): StripReport & Lines {
  const bits = new BitSource(coded);
  const report = DECODERS[coding](bits, sink);
  const usedBytes = Math.min(coded.length, Math.ceil(bits.position / 8));
  return { ...report, damagedRows: sink.damaged, usedBytes };
}

const DECODERS: Readonly<Record<Coding, (bits: BitSource, sink: LineSink) => StripReport>> = {
  'g3-1d': (bits, sink) => decodeG3(bits, sink, false),
  'g3-2d': (bits, sink) => decodeG3(bits, sink, true),
  g4: decodeG4,
  'mh-aligned': (bits, sink) => decodeModifiedHuffman(bits, sink, 'bytes'),
};
