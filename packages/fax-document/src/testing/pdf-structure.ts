import { inflateSync } from 'node:zlib';

/** A PDF as its bytes have it: written for our own files, and strict, so that it fails on any other form. */
export interface PdfStructure {
  /** Objects that are no streams, by number, as text. */
  readonly objects: ReadonlyMap<number, string>;
  readonly streams: ReadonlyMap<number, PdfStream>;
  /** The dictionary of the cross-reference stream. */
  readonly trailer: string;
}

export interface PdfStream {
  /** With its brackets. */
  readonly dictionary: string;
  readonly bytes: Buffer;
}

const XREF_ENTRY = 7;

/**
 * Follows `startxref`, then every entry of the cross-reference stream. An object in the file must
 * begin a line with `n 0 obj` alone, and a stream must have just its /Length bytes between its
 * keywords, each on a line of its own (ISO 19005-2 clauses 6.1.7.1 and 6.1.9).
 */
export function readPdf(pdf: Uint8Array): PdfStructure {
  const file = Buffer.from(pdf);
  const start = /\nstartxref\n(\d+)\n%%EOF\n$/.exec(file.toString('latin1'))?.[1];
  const xref = streamAt(file, Number(start));
  const table = unpacked(xref);
  const streams = new Map<number, PdfStream>();
  const inObjectStreams = new Map<number, { readonly holder: number; readonly index: number }>();
  for (let number = 1; number < table.length / XREF_ENTRY; number++) {
    const at = number * XREF_ENTRY;
    const value = table.readUInt32BE(at + 1);
    if (table[at] === 1) streams.set(number, streamAt(file, value, number));
    else inObjectStreams.set(number, { holder: value, index: table.readUInt16BE(at + 5) });
  }
  const objects = new Map(
    [...inObjectStreams].map(([number, { holder, index }]) => [
      number,
      objectIn(streams.get(holder), index, number),
    ]),
  );
  return { objects, streams, trailer: xref.dictionary };
}

function streamAt(file: Buffer, offset: number, number?: number): PdfStream {
  const text = file.toString('latin1', offset, offset + 1024);
  const head = /^(\d+) 0 obj\n(<<.*?\/Length (\d+)>>)\nstream\n/.exec(text);
  if (head === null || file[offset - 1] !== 0x0a) throw new Error(`no stream at ${offset}`);
  const [all, found, dictionary = '', length] = head;
  if (number !== undefined && Number(found) !== number) throw new Error(`not object ${number}`);
  const begin = offset + all.length;
  const bytes = file.subarray(begin, begin + Number(length));
  const END = '\nendstream\nendobj\n';
  const end = file.toString('latin1', begin + bytes.length, begin + bytes.length + END.length);
  if (end !== END) throw new Error(`stream ${found} is not as long as it says`);
  return { dictionary, bytes };
}

/** ISO 32000-1 clause 7.5.7: pairs of number and offset, then the objects. */
function objectIn(holder: PdfStream | undefined, index: number, number: number): string {
  if (holder === undefined) throw new Error(`object ${number} is in no object stream`);
  const text = unpacked(holder).toString('latin1');
  const first = Number(/\/First (\d+)/.exec(holder.dictionary)?.[1]);
  const pairs = text.slice(0, first).trim().split(' ').map(Number);
  if (pairs[2 * index] !== number) throw new Error(`object ${number} is not in its place`);
  return text.slice(first + pairs[2 * index + 1]!, first + (pairs[2 * index + 3] ?? text.length));
}

const unpacked = ({ dictionary, bytes }: PdfStream): Buffer =>
  dictionary.includes('/Filter/FlateDecode') ? inflateSync(bytes) : bytes;

/** The one stream whose dictionary has this text. */
export function streamWith({ streams }: PdfStructure, entry: string): PdfStream {
  const found = [...streams.values()].filter(({ dictionary }) => dictionary.includes(entry));
  if (found[0] === undefined || found.length > 1) throw new Error(`${found.length} with ${entry}`);
  return found[0];
}
