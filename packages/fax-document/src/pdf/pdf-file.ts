import { deflateSync } from 'node:zlib';

/** The number of an indirect object; its generation is 0. */
export type ObjectNumber = number;

type Entry =
  | { readonly kind: 'in-file'; readonly offset: number }
  | { readonly kind: 'in-object-stream'; readonly holder: ObjectNumber; readonly index: number };

/**
 * Bytes above 127 in the second line say that the file is binary (ISO 32000-1 clause 7.5.2); four of
 * them, at once behind the header, is ISO 19005-2 clause 6.1.2.
 */
const HEADER = Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1');

/** Bytes of the fields of a cross-reference entry: its kind, an offset or object, an index. */
const XREF_FIELDS = [1, 4, 2] as const;
const XREF_ENTRY = 7;

/** Objects of one object stream: a reader that wants one of them unpacks them all. */
const OBJECTS_A_STREAM = 1000;

/**
 * Objects and tables stay as they are where they are few, and little of the file that they stand in:
 * packing those of a usual fax takes a tenth of its conversion and saves half a per cent.
 */
const FEW_BYTES = 2048;
const LITTLE_OF_FILE = 1 / 32;

/**
 * Writes a PDF by its bytes: streams one behind the other, all other objects in object streams,
 * then the cross-reference stream (ISO 32000-1 clauses 7.5.7 and 7.5.8, both allowed by ISO 19005-2).
 * `obj`, `endobj`, `stream` and `endstream` stand on lines of their own (ISO 19005-2 clauses 6.1.7.1
 * and 6.1.9).
 */
export class PdfFile {
  readonly #chunks: Uint8Array[] = [HEADER];
  readonly #objects: { readonly number: ObjectNumber; readonly text: string }[] = [];
  readonly #entries = new Map<ObjectNumber, Entry>();
  #length = HEADER.length;
  #last: ObjectNumber = 0;

  /** A number for an object that is put later, so that others can refer to it. */
  reserve(): ObjectNumber {
    return ++this.#last;
  }

  /** An object that is no stream, as PDF text: a character a byte. */
  put(number: ObjectNumber, text: string): void {
    this.#objects.push({ number, text });
    if (this.#objects.length === OBJECTS_A_STREAM) this.#putObjectStream();
  }

  /** An object with the next number. */
  append(text: string): ObjectNumber {
    const number = this.reserve();
    this.put(number, text);
    return number;
  }

  /** A stream; `entries` is its dictionary without brackets and without /Length. */
  putStream(number: ObjectNumber, entries: string, bytes: Uint8Array): void {
    this.#entries.set(number, { kind: 'in-file', offset: this.#length });
    this.#write(latin1(`${number} 0 obj\n<<${entries}/Length ${bytes.length}>>\nstream\n`));
    this.#write(bytes);
    this.#write(Buffer.from('\nendstream\nendobj\n'));
  }

  /** A stream with the next number. */
  appendStream(entries: string, bytes: Uint8Array): ObjectNumber {
    const number = this.reserve();
    this.putStream(number, entries, bytes);
    return number;
  }

  /** The whole file. `trailer` has the trailer's entries (/Root, /Info, /ID). */
  finish(trailer: string): Uint8Array {
    if (this.#objects.length > 0) this.#putObjectStream();
    const xref = this.reserve();
    const start = this.#length;
    this.#entries.set(xref, { kind: 'in-file', offset: start });
    const entries = `/Type/XRef/Size ${xref + 1}/W[${XREF_FIELDS.join(' ')}]${trailer}`;
    this.#putPacked(xref, entries, this.#xrefTable(xref));
    this.#write(Buffer.from(`startxref\n${start}\n%%EOF\n`));
    return Buffer.concat(this.#chunks, this.#length);
  }

  #putObjectStream(): void {
    const objects = this.#objects.splice(0);
    const holder = this.reserve();
    let offset = 0;
    const pairs = objects.map(({ number, text }, index) => {
      this.#entries.set(number, { kind: 'in-object-stream', holder, index });
      const pair = `${number} ${offset}`;
      offset += text.length + 1;
      return pair;
    });
    const index = `${pairs.join(' ')}\n`;
    const all = index + objects.map(({ text }) => `${text}\n`).join('');
    const entries = `/Type/ObjStm/N ${objects.length}/First ${index.length}`;
    this.#putPacked(holder, entries, latin1(all));
  }

  #putPacked(number: ObjectNumber, entries: string, bytes: Uint8Array): void {
    const little = bytes.length < FEW_BYTES && bytes.length < LITTLE_OF_FILE * this.#length;
    if (little) this.putStream(number, entries, bytes);
    else this.putStream(number, `${entries}/Filter/FlateDecode`, deflateSync(bytes));
  }

  #xrefTable(last: ObjectNumber): Buffer {
    const table = Buffer.alloc((last + 1) * XREF_ENTRY);
    table.writeUInt16BE(0xffff, 5); // object 0 is free, of the highest generation
    for (const [number, entry] of this.#entries) {
      const at = number * XREF_ENTRY;
      const inFile = entry.kind === 'in-file';
      table.writeUInt8(inFile ? 1 : 2, at);
      table.writeUInt32BE(inFile ? entry.offset : entry.holder, at + 1);
      table.writeUInt16BE(inFile ? 0 : entry.index, at + 5);
    }
    return table;
  }

  #write(bytes: Uint8Array): void {
    this.#chunks.push(bytes);
    this.#length += bytes.length;
  }
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
