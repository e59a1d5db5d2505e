import type { Spending } from './bounds.ts';
import { nameIn, type Resolver } from './dict-access.ts';
import type { FileReader } from './file-reader.ts';
import type { ObjectHead } from './object-heads.ts';
import { ObjectStreams, type PackedPlace } from './object-streams.ts';
import { isDict, PdfRef, type PdfDict, type PdfValue } from './pdf-value.ts';

/** Where an object is: in the file, or in an object stream of it. */
export type Place = { readonly kind: 'plain'; readonly head: ObjectHead } | PackedPlace;

export const numberOf = (place: Place): number =>
  place.kind === 'plain' ? place.head.number : place.number;

/** References that refer to references: none has a reason to. */
const MAX_CHAIN = 8;
/** Objects kept after they were read, so that those in use again and again aren't read each time. */
const KEPT = 4096;

/**
 * All objects of a file, read when they are asked for: a large document's objects are never all in
 * memory. Of several with one number the last in the file counts, as where a cross-reference is rebuilt.
 */
export class PdfObjects implements Resolver {
  readonly trailers: readonly PdfDict[];
  readonly #reader: FileReader;
  readonly #streams: ObjectStreams;
  readonly #places: ReadonlyMap<number, Place>;
  readonly #kept = new Map<number, PdfValue | undefined>();

  constructor(
    reader: FileReader,
    places: ReadonlyMap<number, Place>,
    trailers: readonly PdfDict[],
    spending: Spending,
  ) {
    this.#reader = reader;
    this.#places = places;
    this.trailers = trailers;
    this.#streams = new ObjectStreams((head) => this.read({ kind: 'plain', head }), spending);
  }

  has(number: number): boolean {
    return this.#places.has(number);
  }

  /** The object of a number; undefined when there is none, or it can't be read. */
  get(number: number): PdfValue | undefined {
    if (this.#kept.has(number)) return this.#kept.get(number);
    const place = this.#places.get(number);
    const value = place === undefined ? undefined : this.read(place);
    if (this.#kept.size >= KEPT) this.#kept.clear();
    this.#kept.set(number, value);
    return value;
  }

  read(place: Place): PdfValue | undefined {
    return place.kind === 'plain'
      ? this.#reader.object(place.head)?.value
      : this.#streams.read(place);
  }

  resolve(value: PdfValue | undefined): PdfValue | undefined {
    let resolved = value;
    for (let left = MAX_CHAIN; resolved instanceof PdfRef; left--) {
      if (left === 0) return undefined;
      resolved = this.get(resolved.number);
    }
    return resolved ?? undefined;
  }

  /** All dictionaries of a type, by their numbers. */
  *ofType(type: string): Generator<{ readonly number: number; readonly dict: PdfDict }> {
    for (const number of this.#places.keys()) {
      const dict = this.get(number);
      if (isDict(dict) && nameIn(this, dict, 'Type') === type) yield { number, dict };
    }
  }
}
