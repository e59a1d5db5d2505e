import { Output } from './output.ts';

/** Decodes PackBits (TIFF 6.0 section 9), at most `expected` bytes; what is there of a cut file is kept. */
export function decodePackBits(data: Uint8Array, expected: number): Uint8Array {
  const output = new Output(expected);
  let at = 0;
  while (at < data.length && !output.full) {
    const header = data[at++]!;
    if (header < 128) {
      output.put(data.subarray(at, at + header + 1));
      at += header + 1;
    } else if (header > 128) {
      const [byte] = data.subarray(at++);
      if (byte !== undefined) output.take(257 - header).fill(byte);
    }
  }
  return output.bytes();
}
