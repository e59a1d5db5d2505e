import type { SampleFormat } from './sample-format.ts';

/** TIFF 6.0 section 14, and Adobe's technical note 3 for floating point. */
const HORIZONTAL = 2;
const FLOATING_POINT = 3;

/**
 * Undoes the predictor of a row in place: samples stored as differences to the one before.
 *
 * @param stride samples of a pixel that are stored together
 * @returns whether the samples are little-endian now
 */
export function undoPredictor(
  row: Uint8Array,
  { bits, kind, predictor, together: stride }: SampleFormat,
  little: boolean,
): boolean {
  if (predictor === HORIZONTAL) sumSamples(row, bits, stride, little);
  if (predictor !== FLOATING_POINT || kind !== 'float') return little;
  for (let at = stride; at < row.length; at++) row[at] = row[at]! + row[at - stride]!;
  gatherBytes(row, bits / 8);
  return false;
}

function sumSamples(row: Uint8Array, bits: number, stride: number, little: boolean): void {
  const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
  if (bits === 8) {
    for (let at = stride; at < row.length; at++) row[at] = row[at]! + row[at - stride]!;
  } else if (bits === 16) {
    for (let at = stride * 2; at + 2 <= row.length; at += 2) {
      view.setUint16(at, view.getUint16(at, little) + view.getUint16(at - stride * 2, little), little);
    }
  } else if (bits === 32) {
    for (let at = stride * 4; at + 4 <= row.length; at += 4) {
      view.setUint32(at, view.getUint32(at, little) + view.getUint32(at - stride * 4, little), little);
    }
  } else if (bits === 64) {
    for (let at = stride * 8; at + 8 <= row.length; at += 8) {
      const sum = view.getBigUint64(at, little) + view.getBigUint64(at - stride * 8, little);
      view.setBigUint64(at, sum, little);
    }
  }
}

/** The row has all samples' first bytes, then all second ones …, the highest first. */
function gatherBytes(row: Uint8Array, sampleBytes: number): void {
  const apart = row.slice();
  const samples = Math.floor(row.length / sampleBytes);
  for (let sample = 0; sample < samples; sample++) {
    for (let byte = 0; byte < sampleBytes; byte++) {
      row[sample * sampleBytes + byte] = apart[byte * samples + sample]!;
    }
  }
}
