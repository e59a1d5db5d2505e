import { Spending } from './bounds.ts';
import { FileReader } from './file-reader.ts';
import { readGap } from './gap.ts';
import { findHeads, type ObjectHead } from './object-heads.ts';
import { packedPlaces } from './object-streams.ts';
import { numberOf, PdfObjects, type Place } from './pdf-objects.ts';
import { PdfStream, type PdfDict } from './pdf-value.ts';

/** A PDF as its bytes have it, from the first to the last, whatever its cross-reference says. */
export interface Survey {
  readonly objects: PdfObjects;
  /** Every object, superseded and unreferenced ones too. */
  readonly places: readonly Place[];
  /**
   * The file is nothing but header, objects, cross-references and trailers; every object can be read,
   * ends where it says, and streams of objects can be unpacked.
   */
  readonly regular: boolean;
  /** Every object can be read and ends where it says: none has to be mended. */
  readonly objectsWhole: boolean;
  /** No number has two objects: what a reference means is beyond doubt. */
  readonly unambiguous: boolean;
  /** Behind its last object it says that it ends (ISO 32000-1 clause 7.5.5). */
  readonly ends: boolean;
}

const HEADER = Buffer.from('%PDF-');

/** Reads what is in a file. @throws FaxDocumentError `too-complex` */
export function surveyPdf(pdf: Uint8Array): Survey {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const spending = new Spending(bytes.length);
  const heads = findHeads(bytes, spending);
  const reader = new FileReader(bytes, heads, spending);
  const found = new Findings(reader, spending);
  for (const head of heads) found.add(head);
  found.finish();
  const { places, trailers } = found;
  const current = new Map(places.map((place) => [numberOf(place), place]));
  return {
    objects: new PdfObjects(reader, current, trailers, spending),
    places,
    regular: found.regular && found.objectsWhole,
    objectsWhole: found.objectsWhole,
    unambiguous: current.size === places.length,
    ends: bytes.lastIndexOf('%%EOF') >= found.lastObjectEnd,
  };
}

/** What was found on the way through a file. */
class Findings {
  readonly places: Place[] = [];
  readonly trailers: PdfDict[] = [];
  regular = true;
  objectsWhole = true;
  lastObjectEnd = 0;
  readonly #reader: FileReader;
  readonly #spending: Spending;
  #end = 0;

  constructor(reader: FileReader, spending: Spending) {
    this.#reader = reader;
    this.#spending = spending;
  }

  add(head: ObjectHead): void {
    // Bytes of a stream or string that look like an object are none.
    if (head.offset < this.#end) return;
    this.#gap(head.offset);
    const read = this.#reader.object(head);
    if (read === undefined) {
      this.objectsWhole = false;
      this.#end = head.end;
      return;
    }
    this.#end = this.lastObjectEnd = read.end;
    if (!read.regular) this.regular = false;
    if (!read.whole) this.objectsWhole = false;
    this.#place(head);
    if (read.value instanceof PdfStream) this.#stream(head, read.value);
  }

  finish(): void {
    if (!this.#reader.bytes.subarray(0, HEADER.length).equals(HEADER)) this.regular = false;
    this.#gap(this.#reader.bytes.length);
  }

  #stream(head: ObjectHead, stream: PdfStream): void {
    const type = stream.dict.get('Type');
    if (type === 'XRef') this.trailers.push(stream.dict);
    if (type !== 'ObjStm') return;
    const places = packedPlaces(stream, head, this.#spending);
    if (places === undefined) this.regular = false;
    for (const place of places ?? []) this.places.push(place);
    this.#spending.objects(this.places.length);
  }

  #place(head: ObjectHead): void {
    this.places.push({ kind: 'plain', head });
    this.#spending.objects(this.places.length);
  }

  #gap(to: number): void {
    const gap = readGap(this.#reader, this.#end, to);
    for (const trailer of gap.trailers) this.trailers.push(trailer);
    if (!gap.regular) this.regular = false;
  }
}
