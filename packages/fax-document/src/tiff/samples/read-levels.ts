import { sampleReader } from './read-samples.ts';
import type { SampleFormat } from './sample-format.ts';

const WHITE = 255;

/** A row's samples as levels, 0 to 255 at `most`. Of a palette the numbers themselves, as far as 255. */
export function readLevels(
  row: Uint8Array,
  count: number,
  format: SampleFormat,
  little: boolean,
  most: number,
): Uint8Array {
  const { bits, kind, meaning } = format;
  if (bits === 8 && kind === 'unsigned') return row;
  const read = sampleReader(row, format, little);
  const levels = new Uint8ClampedArray(count);
  const scale = meaning === 'palette' ? 1 : WHITE / most;
  // The array clamps and rounds.
  for (let index = 0; index < count; index++) levels[index] = read(index) * scale;
  return new Uint8Array(levels.buffer);
}
