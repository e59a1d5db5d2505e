import type { TiffPage } from '../page.ts';
import { PHOTOMETRIC, TAG } from '../tags.ts';
import type { ImageOf } from './decode-segments.ts';
import { MARKER, withoutScanHeader } from './markers.ts';

/** The only process of TIFF 6.0 section 22 that anybody wrote with tables of its own: baseline. */
const BASELINE = 1;
const MOST_COMPONENTS = 4;
const QUANTISATION_BYTES = 64;
/** T.81 clause B.2.4.2: how many codes there are of each length, and then a byte for each code. */
const LENGTHS = 16;
const MOST_CODES = 256;
const DC = 0;
const AC = 1;

/**
 * What makes a JPEG file of a page's segments where the directory points to bare tables (TIFF 6.0 section
 * 22: JPEGQTables, JPEGDCTables, JPEGACTables) and the segments are bare scans. Undefined where they aren't
 * there.
 */
export function fromBareTables(bytes: Uint8Array, page: TiffPage): ImageOf | undefined {
  const numbers = (tag: number): readonly number[] => page.ifd.entries.get(tag)?.numbers ?? [];
  const components = numbers(TAG.samplesPerPixel)[0] ?? 1;
  const baseline = (numbers(TAG.jpegProcess)[0] ?? BASELINE) === BASELINE;
  if (!baseline || components > MOST_COMPONENTS) return undefined;
  const ids = idsOf(page, components);
  const tables: Buffer[] = [];
  for (let component = 0; component < components; component++) {
    const quantisation = quantisationAt(bytes, numbers(TAG.jpegQuantisationTables)[component]);
    const dc = codesAt(bytes, numbers(TAG.jpegDcTables)[component]);
    const ac = codesAt(bytes, numbers(TAG.jpegAcTables)[component]);
    if (quantisation === undefined || dc === undefined || ac === undefined) return undefined;
    tables.push(marker(MARKER.DQT, [component], quantisation));
    tables.push(marker(MARKER.DHT, [(DC << 4) | component], dc));
    tables.push(marker(MARKER.DHT, [(AC << 4) | component], ac));
  }
  const interval = numbers(TAG.jpegRestartInterval)[0] ?? 0;
  const restart = interval > 0 ? [marker(MARKER.DRI, u16(interval))] : [];
  return ({ offset, length }, height) =>
    Buffer.concat([
      Buffer.from([0xff, MARKER.SOI]),
      ...tables,
      ...restart,
      frameHeader(page, height, ids),
      scanHeader(ids),
      withoutScanHeader(bytes.subarray(offset, offset + length)),
      Buffer.from([0xff, MARKER.EOI]),
    ]);
}

function quantisationAt(bytes: Uint8Array, offset: number | undefined): Uint8Array | undefined {
  const table = bytes.subarray(offset ?? bytes.length, (offset ?? 0) + QUANTISATION_BYTES);
  return table.length === QUANTISATION_BYTES ? table : undefined;
}

function codesAt(bytes: Uint8Array, offset: number | undefined): Uint8Array | undefined {
  const start = offset ?? bytes.length;
  const lengths = bytes.subarray(start, start + LENGTHS);
  const codes = lengths.reduce((sum, count) => sum + count, 0);
  const table = bytes.subarray(start, start + LENGTHS + codes);
  return codes <= MOST_CODES && lengths.length === LENGTHS && table.length === LENGTHS + codes
    ? table
    : undefined;
}

/** T.81 clause B.2.2. */
function frameHeader(page: TiffPage, height: number, ids: readonly number[]): Buffer {
  const [across = 2, down = 2] = page.ifd.entries.get(TAG.yCbCrSubSampling)?.numbers ?? [];
  const subsampled = page.photometric === PHOTOMETRIC.yCbCr && ids.length === 3;
  const width = page.tile?.width ?? page.width;
  const parts = ids.flatMap((id, component) => [
    id,
    component === 0 && subsampled ? ((across & 15) << 4) | (down & 15) : 0x11,
    component,
  ]);
  return marker(MARKER.SOF0, [8, ...u16(height), ...u16(width), ids.length, ...parts]);
}

/** T.81 clause B.2.3: each component with its own tables, all coefficients. */
function scanHeader(ids: readonly number[]): Buffer {
  const parts = ids.flatMap((id, component) => [id, (component << 4) | component]);
  return marker(MARKER.SOS, [ids.length, ...parts, 0, 63, 0]);
}

/** Decoders take components called 1, 2, 3 for YCbCr, and R, G, B for these. */
const idsOf = ({ photometric }: TiffPage, components: number): readonly number[] =>
  Array.from({ length: components }, (_, component) =>
    photometric === PHOTOMETRIC.rgb ? 'RGB'.charCodeAt(component) : component + 1,
  );

const u16 = (value: number): readonly [number, number] => [(value >>> 8) & 0xff, value & 0xff];

/** A marker segment: its length counts itself (T.81 clause B.1.1.4). */
function marker(code: number, head: readonly number[], body: Uint8Array = EMPTY): Buffer {
  const length = u16(2 + head.length + body.length);
  return Buffer.concat([Buffer.from([0xff, code, ...length, ...head]), body]);
}

const EMPTY = new Uint8Array();
