import { isLineEnd, isSpace } from './characters.ts';
import type { FileReader } from './file-reader.ts';
import { isDict, type PdfDict } from './pdf-value.ts';

/** Comments say what version a file has, how it was made and where it ends; they are no place for a document. */
const MAX_COMMENT = 1024;
const PERCENT = 0x25;

/** What lies between two objects. */
export interface Gap {
  readonly trailers: readonly PdfDict[];
  /** What is behind the keyword of each cross-reference table. */
  readonly tables: readonly string[];
  /** Every trailer is written as a dictionary is, and has the Size that one must have. */
  readonly trailersWhole: boolean;
  /** Nothing but cross-reference tables, trailers, comments and white space is there. */
  readonly regular: boolean;
}

/** Reads what isn't an object: ISO 32000-1 clauses 7.5.2, 7.5.4 and 7.5.5. */
export function readGap(reader: FileReader, from: number, to: number): Gap {
  const trailers: PdfDict[] = [];
  const tables: string[] = [];
  let [regular, trailersWhole] = [true, true];
  let at = from;
  while (at < to) {
    const step = readPiece(reader, at, to);
    if (step.trailer !== undefined) trailers.push(step.trailer);
    if (step.trailer !== undefined && step.whole !== true) trailersWhole = false;
    if (step.table !== undefined) tables.push(step.table);
    if (step.end === undefined) {
      regular = false;
      const next = reader.bytes.indexOf('trailer', at + 1, 'latin1');
      if (next < 0 || next >= to) break;
      at = next;
    } else {
      at = step.end;
    }
  }
  return { trailers, tables, trailersWhole, regular };
}

interface Piece {
  /** Undefined when the piece is none of ours. */
  readonly end: number | undefined;
  readonly trailer?: PdfDict;
  readonly whole?: boolean;
  readonly table?: string;
}

function readPiece(reader: FileReader, at: number, to: number): Piece {
  const { bytes } = reader;
  if (isSpace(bytes[at])) return { end: at + 1 };
  if (bytes[at] === PERCENT) return { end: commentEnd(bytes, at, to) };
  const text = bytes.toString('latin1', at, Math.min(to, at + 64));
  if (text.startsWith('xref')) {
    const start = at + 'xref'.length;
    const end = tableEnd(bytes, start, to);
    return { end, table: bytes.toString('latin1', start, end) };
  }
  const start = /^startxref\s*\d+/.exec(text);
  if (start !== null) return { end: at + start[0].length };
  if (!text.startsWith('trailer')) return { end: undefined };
  const parsed = reader.value(at + 'trailer'.length);
  if (parsed === undefined || !isDict(parsed.value)) return { end: undefined };
  const { value: trailer, end } = parsed;
  return { end, trailer, whole: parsed.regular && Number.isInteger(trailer.get('Size')) };
}

function commentEnd(bytes: Buffer, from: number, to: number): number | undefined {
  let at = from;
  while (at < to && !isLineEnd(bytes[at])) at++;
  return at - from <= MAX_COMMENT ? at : undefined;
}

/** Digits, `f` and `n`. */
function tableEnd(bytes: Buffer, from: number, to: number): number {
  let at = from;
  for (let byte = bytes[at]; at < to && byte !== undefined; byte = bytes[++at]) {
    const digit = byte >= 0x30 && byte <= 0x39;
    if (!digit && !isSpace(byte) && byte !== 0x66 && byte !== 0x6e) break;
  }
  return at;
}
