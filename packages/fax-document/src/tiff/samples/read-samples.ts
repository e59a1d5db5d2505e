import type { SampleFormat } from './sample-format.ts';

/** Reads the `index`th sample of a row: whole numbers from 0 on, signed ones moved up to there. */
export type ReadSample = (index: number) => number;

/** How samples of a row of bytes are read. Those of whole bytes have the file's byte order. */
export function sampleReader(
  row: Uint8Array,
  { bits, kind }: SampleFormat,
  little: boolean,
): ReadSample {
  const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
  const read = wholeReader(view, bits, little);
  if (kind === 'float') return floatReader(view, bits, little, read);
  if (kind === 'unsigned') return read;
  const half = 2 ** (bits - 1);
  return (index) => {
    const value = read(index);
    return value < half ? value + half : value - half;
  };
}

function wholeReader(view: DataView, bits: number, little: boolean): ReadSample {
  switch (bits) {
    case 8:
      return (index) => view.getUint8(index);
    case 16:
      return (index) => view.getUint16(index * 2, little);
    case 32:
      return (index) => view.getUint32(index * 4, little);
    case 64:
      return (index) => Number(view.getBigUint64(index * 8, little));
    default:
      return bits % 8 === 0 ? bytesReader(view, bits / 8, little) : bitsReader(view, bits);
  }
}

function bytesReader(view: DataView, bytes: number, little: boolean): ReadSample {
  return (index) => {
    let value = 0;
    for (let byte = 0; byte < bytes; byte++) {
      value = value * 256 + view.getUint8(index * bytes + (little ? bytes - 1 - byte : byte));
    }
    return value;
  };
}

/** TIFF 6.0 section 8: samples that are no whole bytes follow each other, the highest bit first. */
function bitsReader(view: DataView, bits: number): ReadSample {
  return (index) => {
    let value = 0;
    for (let at = index * bits, end = at + bits; at < end;) {
      const taken = Math.min(8 - (at & 7), end - at);
      const rest = (view.getUint8(at >>> 3) >>> (8 - (at & 7) - taken)) & ((1 << taken) - 1);
      value = value * 2 ** taken + rest;
      at += taken;
    }
    return value;
  };
}

function floatReader(
  view: DataView,
  bits: number,
  little: boolean,
  pattern: ReadSample,
): ReadSample {
  const finite = (value: number): number => (Number.isFinite(value) ? value : 0);
  if (bits === 32) return (index) => finite(view.getFloat32(index * 4, little));
  if (bits === 64) return (index) => finite(view.getFloat64(index * 8, little));
  // IEEE 754 binary16, and DNG's 24 bits: a sign, an exponent of 5 or 7 bits, a fraction.
  return bits === 16
    ? (index) => finite(shortFloat(pattern(index), 5, 10))
    : (index) => finite(shortFloat(pattern(index), 7, 16));
}

function shortFloat(pattern: number, exponentBits: number, fractionBits: number): number {
  const sign = pattern >>> (exponentBits + fractionBits) === 0 ? 1 : -1;
  const exponent = (pattern >>> fractionBits) & ((1 << exponentBits) - 1);
  const fraction = (pattern & ((1 << fractionBits) - 1)) / 2 ** fractionBits;
  const bias = 2 ** (exponentBits - 1) - 1;
  if (exponent === 0) return sign * fraction * 2 ** (1 - bias);
  if (exponent === 2 * bias + 1) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction) * 2 ** (exponent - bias);
}
