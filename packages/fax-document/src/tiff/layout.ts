/** Byte order and widths of a file's offsets: TIFF 6.0 section 2, or BigTIFF with 64-bit offsets. */
export interface TiffLayout {
  readonly little: boolean;
  readonly big: boolean;
  /** Where the first directory is. */
  readonly first: number;
}

const MAGIC = 42;
const MAGIC_BIG = 43;
/** BigTIFF: the size of an offset, which is always 8. */
const BIG_OFFSET_BYTES = 8;

/**
 * Reads a TIFF's header: byte order, magic number, place of the first directory. Undefined when the
 * first bytes are no TIFF's. A header that ends early has its first directory nowhere (0).
 */
export function readLayout(bytes: Uint8Array): TiffLayout | undefined {
  const [b0, b1, b2 = 0, b3 = 0] = bytes;
  const little = b0 === 0x49 && b1 === 0x49;
  if (!little && !(b0 === 0x4d && b1 === 0x4d)) return undefined;
  const magic = little ? b2 | (b3 << 8) : (b2 << 8) | b3;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (magic === MAGIC) {
    return { little, big: false, first: bytes.length < 8 ? 0 : view.getUint32(4, little) };
  }
  if (magic !== MAGIC_BIG) return undefined;
  const whole = bytes.length >= 16 && view.getUint16(4, little) === BIG_OFFSET_BYTES;
  return { little, big: true, first: whole ? getUint64(view, 8, little) : 0 };
}

/** A 64-bit number; above 2^53 it is not exact, and far outside of any file anyway. */
export const getUint64 = (view: DataView, at: number, little: boolean): number =>
  Number(view.getBigUint64(at, little));
