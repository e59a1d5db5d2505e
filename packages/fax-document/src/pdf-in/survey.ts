import { Spending } from './bounds.ts';
import { isSpace } from './characters.ts';
import { leadsToObjects } from './cross-reference-table.ts';
import { FileReader } from './file-reader.ts';
import { readGap } from './gap.ts';
import { findHeads, type ObjectHead } from './object-heads.ts';
import { packedPlaces } from './object-streams.ts';
import { numberOf, PdfObjects, type Place } from './pdf-objects.ts';
import { PdfRef, PdfStream, type PdfDict } from './pdf-value.ts';

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
  /** Every cross-reference table leads to objects of the numbers that it says, and no trailer is broken. */
  readonly tablesRight: boolean;
  /** Every object can be read and ends where it says: none has to be mended. */
  readonly objectsWhole: boolean;
  /** No number has two objects: what a reference means is beyond doubt. */
  readonly unambiguous: boolean;
  /** Behind its last object it says that it ends (ISO 32000-1 clause 7.5.5). */
  readonly ends: boolean;
}

const HEADER = Buffer.from('%PDF-');
/** What object streams alone have together (ISO 32000-1 table 16), whatever they call themselves. */
const OBJECT_STREAM = ['N', 'First'];

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
    tablesRight: found.trailersWhole && tablesLead(found.tables, heads, bytes),
    unambiguous: current.size === places.length,
    ends: bytes.lastIndexOf('%%EOF') >= found.lastObjectEnd,
  };
}

const MAX_SPACES = 16;

/** White space may stand before the object that an entry leads to. */
function tablesLead(
  tables: readonly string[],
  heads: readonly ObjectHead[],
  bytes: Buffer,
): boolean {
  if (tables.length === 0) return true;
  const places = new Map(heads.map((head) => [head.offset, head]));
  const headAt = (offset: number): ObjectHead | undefined => {
    let at = offset;
    while (at - offset < MAX_SPACES && isSpace(bytes[at])) at++;
    return places.get(at);
  };
  const header = Math.max(0, bytes.indexOf(HEADER));
  return tables.every((table) => leadsToObjects(table, headAt, header));
}

/** What was found on the way through a file. */
class Findings {
  readonly places: Place[] = [];
  readonly trailers: PdfDict[] = [];
  readonly tables: string[] = [];
  regular = true;
  objectsWhole = true;
  trailersWhole = true;
  lastObjectEnd = 0;
  readonly #packedLengths: number[] = [];
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
    if (!(read.value instanceof PdfStream)) return;
    const length = read.value.dict.get('Length');
    if (!read.regular && length instanceof PdfRef) this.#packedLengths.push(length.number);
    this.#stream(head, read.value);
  }

  finish(): void {
    if (!this.#reader.bytes.subarray(0, HEADER.length).equals(HEADER)) this.regular = false;
    this.#gap(this.#reader.bytes.length);
    const numbers = new Set(this.places.map(numberOf));
    if (this.#packedLengths.some((number) => !numbers.has(number))) this.objectsWhole = false;
  }

  #stream(head: ObjectHead, stream: PdfStream): void {
    const type = stream.dict.get('Type');
    if (type === 'XRef') this.trailers.push(stream.dict);
    if (type !== 'ObjStm' && !OBJECT_STREAM.every((key) => stream.dict.has(key))) return;
    if (type !== 'ObjStm') this.objectsWhole = false;
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
    for (const table of gap.tables) this.tables.push(table);
    if (!gap.trailersWhole) this.trailersWhole = false;
    if (!gap.regular) this.regular = false;
  }
}
