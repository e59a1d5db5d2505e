/** Markers of T.81 table B.1. */
export const MARKER = {
  SOF0: 0xc0,
  SOF1: 0xc1,
  DHT: 0xc4,
  SOI: 0xd8,
  EOI: 0xd9,
  SOS: 0xda,
  DQT: 0xdb,
  DRI: 0xdd,
} as const;

/** The header that a scan may begin with (T.81 clause B.2.3). */
export function scanHeaderOf(scan: Uint8Array): Uint8Array | undefined {
  const [fill, marker, high = 0, low = 0] = scan;
  return fill === 0xff && marker === MARKER.SOS
    ? scan.subarray(0, 2 + high * 256 + low)
    : undefined;
}

/** A scan's data alone. Some writers put the header before the first strip only. */
export const withoutScanHeader = (scan: Uint8Array): Uint8Array =>
  scan.subarray(scanHeaderOf(scan)?.length ?? 0);
