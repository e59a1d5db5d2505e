import { TAG } from '../tiff/tags.ts';

/** A page to write: tag values (numbers as LONG or, when [n, d] pairs, RATIONAL; text as ASCII). */
export interface PageToWrite {
  readonly tags: Partial<Record<keyof typeof TAG, TagValue>>;
  readonly strips: readonly Uint8Array[];
}

type TagValue = number | readonly number[] | string | Ratio;

export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/** Tags of a page that `buildTiff` takes where the page doesn't say otherwise. */
const USUAL = { compression: 4, photometric: 0, samplesPerPixel: 1, bitsPerSample: 1 } as const;

/**
 * Writes a TIFF with strips first and each page's directory behind them, as fax receivers do. The
 * page's own tags win, so that tests can lie about anything (strip tables too).
 */
export function buildTiff(pages: readonly PageToWrite[], little = true): Uint8Array<ArrayBuffer> {
  const file = new Writer(little);
  file.text(little ? 'II' : 'MM');
  file.u16(42);
  let pointer = file.length;
  file.u32(0);
  for (const { tags, strips } of pages) {
    const stripOffsets = strips.map((strip) => file.bytes(strip));
    const stripByteCounts = strips.map((strip) => strip.length);
    const all = { ...USUAL, stripOffsets, stripByteCounts, ...tags };
    pointer = writeDirectory(file, all, pointer);
  }
  return file.finish();
}

function writeDirectory(file: Writer, tags: PageToWrite['tags'], pointer: number): number {
  const entries = Object.entries(tags)
    // The keys are those of TAG; Object.entries widens them.
    .map(([name, value]) => ({ tag: TAG[name as keyof typeof TAG], ...encode(value) }))
    .toSorted((a, b) => a.tag - b.tag);
  const placed = entries.map((entry) => ({ ...entry, at: writeValues(file, entry) }));
  file.align();
  file.patch(pointer, file.length);
  file.u16(placed.length);
  for (const { tag, type, values, text, at } of placed) {
    file.u16(tag);
    file.u16(type);
    file.u32(type === 2 ? text.length + 1 : type === 5 ? values.length / 2 : values.length);
    if (at !== undefined) file.u32(at);
    else if (type === 2) file.text(`${text}\0\0\0\0`.slice(0, 4));
    else file.u32(values[0] ?? 0);
  }
  const next = file.length;
  file.u32(0);
  return next;
}

interface Encoded {
  readonly type: 2 | 4 | 5;
  readonly values: readonly number[];
  readonly text: string;
}

function encode(value: TagValue): Encoded {
  if (typeof value === 'string') return { type: 2, values: [], text: value };
  if (typeof value === 'number') return { type: 4, values: [value], text: '' };
  if ('numerator' in value) {
    return { type: 5, values: [value.numerator, value.denominator], text: '' };
  }
  return { type: 4, values: value, text: '' };
}

/** Writes what doesn't fit into the entry itself and returns where it is. */
function writeValues(file: Writer, { type, values, text }: Encoded): number | undefined {
  if (type === 2) return text.length < 4 ? undefined : file.bytes(Buffer.from(`${text}\0`));
  if (values.length <= 1) return undefined;
  const at = file.length;
  for (const value of values) file.u32(value);
  return at;
}

class Writer {
  readonly #bytes: number[] = [];
  readonly #little: boolean;

  constructor(little: boolean) {
    this.#little = little;
  }

  get length(): number {
    return this.#bytes.length;
  }

  bytes(bytes: Uint8Array): number {
    const at = this.length;
    for (const byte of bytes) this.#bytes.push(byte);
    this.align();
    return at;
  }

  text(text: string): void {
    this.#bytes.push(...Buffer.from(text, 'latin1'));
  }

  align(): void {
    if (this.length % 2 === 1) this.#bytes.push(0);
  }

  u16(value: number): void {
    const [high, low] = [(value >>> 8) & 0xff, value & 0xff];
    this.#bytes.push(...(this.#little ? [low, high] : [high, low]));
  }

  u32(value: number): void {
    const [high, low] = [value >>> 16, value & 0xffff];
    this.u16(this.#little ? low : high);
    this.u16(this.#little ? high : low);
  }

  patch(at: number, value: number): void {
    this.u32(value);
    this.#bytes.splice(at, 4, ...this.#bytes.splice(-4));
  }

  finish(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#bytes);
  }
}
