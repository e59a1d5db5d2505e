const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) => {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) reversed |= 0x80 >> bit;
  return reversed;
});

/** A copy with the bits of every byte in the other order (TIFF FillOrder 2 ↔ 1). */
export function reverseBits(bytes: Uint8Array): Uint8Array {
  const reversed = new Uint8Array(bytes.length);
  // Both indices are in range, so neither read can be undefined.
  for (let i = 0; i < bytes.length; i++) reversed[i] = REVERSED[bytes[i]!]!;
  return reversed;
}
