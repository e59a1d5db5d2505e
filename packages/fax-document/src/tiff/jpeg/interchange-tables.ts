import type { TiffPage } from '../page.ts';
import type { ImageOf } from './decode-segments.ts';
import { MARKER, scanHeaderOf, withoutScanHeader } from './markers.ts';

/** Behind a frame header's marker, length and precision (T.81 clause B.2.2). */
const FRAME_HEIGHT_AT = 5;
const FRAMES: readonly number[] = [MARKER.SOF0, MARKER.SOF1];

/**
 * What makes a JPEG file of each of a page's strips where JPEGInterchangeFormat has the tables and the
 * frame of all of them, and each strip is a scan. Undefined where it has not.
 */
export function fromInterchangeTables(
  bytes: Uint8Array,
  page: TiffPage,
  format: Uint8Array,
): ImageOf | undefined {
  const { end, frame } = readTables(Buffer.from(format));
  const [first] = page.strips;
  if (frame === undefined || first === undefined) return undefined;
  const scanHeader =
    scanHeaderOf(format.subarray(end)) ?? scanHeaderOf(bytes.subarray(first.offset));
  if (scanHeader === undefined) return undefined;
  return ({ offset, length }, height) => {
    const scan = withoutScanHeader(bytes.subarray(offset, offset + length));
    const file = Buffer.concat([
      format.subarray(0, end),
      scanHeader,
      scan,
      Buffer.from([0xff, MARKER.EOI]),
    ]);
    file.writeUInt16BE(height, frame + FRAME_HEIGHT_AT);
    return file;
  };
}

/** Where the marker segments before the scan end, and where the frame header is among them. */
function readTables(format: Buffer): { readonly end: number; readonly frame: number | undefined } {
  let frame: number | undefined;
  let at = 2;
  while (at + 4 <= format.length && format[at] === 0xff && format[at + 1] !== MARKER.SOS) {
    const end = at + 2 + format.readUInt16BE(at + 2);
    if (end > format.length) break;
    if (FRAMES.includes(format[at + 1] ?? 0)) frame = at;
    at = end;
  }
  return { end: at, frame };
}
