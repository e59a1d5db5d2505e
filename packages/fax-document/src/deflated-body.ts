/** RFC 1950: a header before the deflated bytes, which is a multiple of 31, and a checksum behind them. */
const HEADER_BYTES = 2;
const HEADER_FACTOR = 31;

/**
 * What is deflated in a zlib stream (RFC 1951), with its checksum behind it: read so, a checksum that is
 * wrong or cut off costs nothing. Undefined where there is no header.
 */
export function deflatedBody(zlib: Uint8Array): Uint8Array | undefined {
  const [method = 0, flags = 0] = zlib;
  const isHeader = zlib.length >= HEADER_BYTES && (method * 256 + flags) % HEADER_FACTOR === 0;
  return isHeader ? zlib.subarray(HEADER_BYTES) : undefined;
}
