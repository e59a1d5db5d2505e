import { FaxDocumentError } from '../errors.ts';

const MiB = 1024 * 1024;

/**
 * What the structure of one PDF may cost, whatever its size. A book of a thousand tagged pages takes a
 * tenth of each.
 */
export const PDF_BOUNDS = {
  /** Indirect objects, all revisions and object streams together. */
  objects: 500_000,
  /** Numbers, names, strings, arrays …, each time that they are read. */
  values: 12_000_000,
  /** Arrays and dictionaries within each other. */
  nesting: 100,
  /** Bytes that one stream of objects may unpack to, and all of them together. */
  unpackedStream: 48 * MiB,
  unpacked: 192 * MiB,
  /** Streams of objects that turn out not to be what they say, until no other is looked into. */
  failures: 16,
} as const;

/** Counts what reading one PDF costs; refuses it where that is too much. */
export class Spending {
  #values = 0;
  #unpacked = 0;
  #readBytes = 0;
  #failures = 0;
  readonly #maxReadBytes: number;

  /** @param fileBytes how large the file is: its objects may be read a few times, not again and again */
  constructor(fileBytes: number) {
    this.#maxReadBytes = 8 * fileBytes + PDF_BOUNDS.unpacked;
  }

  objects(count: number): void {
    if (count > PDF_BOUNDS.objects) throw tooComplex();
  }

  value(): void {
    if (++this.#values > PDF_BOUNDS.values) throw tooComplex();
  }

  read(bytes: number): void {
    this.#readBytes += bytes;
    if (this.#readBytes > this.#maxReadBytes) throw tooComplex();
  }

  unpacked(bytes: number): void {
    this.#unpacked += bytes;
    if (this.#unpacked > PDF_BOUNDS.unpacked) throw tooComplex();
  }

  /** What a stream was unpacked for was not in it. Whoever made many of them meant to keep us busy. */
  failed(): void {
    this.#failures++;
  }

  get mayUnpack(): boolean {
    return this.#failures < PDF_BOUNDS.failures;
  }
}

const tooComplex = (): FaxDocumentError =>
  new FaxDocumentError('too-complex', 'The PDF’s structure is larger than any document needs.');
