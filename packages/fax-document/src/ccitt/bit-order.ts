/**
 * A copy with the bits of every byte in the other order (TIFF FillOrder 2 ↔ 1): neighbouring bits,
 * then pairs of them, then halves of bytes change places, in four bytes at a time.
 */
export function reverseBits(bytes: Uint8Array): Uint8Array {
  const words = new Uint32Array((bytes.length + 3) >>> 2);
  const reversed = new Uint8Array(words.buffer, 0, bytes.length);
  reversed.set(bytes);
  for (let i = 0; i < words.length; i++) {
    let word = words[i]!;
    word = ((word >>> 1) & 0x5555_5555) | ((word & 0x5555_5555) << 1);
    word = ((word >>> 2) & 0x3333_3333) | ((word & 0x3333_3333) << 2);
    words[i] = ((word >>> 4) & 0x0f0f_0f0f) | ((word & 0x0f0f_0f0f) << 4);
  }
  return reversed;
}
