import type { Spending } from './bounds.ts';
import { isLineEnd, isSpace } from './characters.ts';
import type { ObjectHead } from './object-heads.ts';
import { ObjectParser, type Parsed } from './object-parser.ts';
import { isDict, PdfRef, PdfStream, type PdfDict } from './pdf-value.ts';

/**
 * An indirect object: its end is behind `endobj` where that is there. It is regular when it is, the
 * value is, and a stream has just its Length bytes.
 */
export interface ReadObject extends Parsed {
  /** Nothing about it is wrong. A stream whose Length lies in an object stream is whole, and not regular. */
  readonly whole: boolean;
}

const MAX_SPACES = 64;
/** Comments may stand wherever spaces may (ISO 32000-1 clause 7.2.4). */
const MAX_COMMENTS = 1024;
const PERCENT = 0x25;

/** Reads the objects of a file from where they begin. */
export class FileReader {
  readonly bytes: Buffer;
  readonly #parser: ObjectParser;
  /** The last head of each number: where an indirect Length is looked for. */
  readonly #heads: ReadonlyMap<number, ObjectHead>;
  /** From where on a keyword isn't in the file any more. */
  readonly #goneFrom = new Map<string, number>();

  constructor(bytes: Buffer, heads: readonly ObjectHead[], spending: Spending) {
    this.bytes = bytes;
    this.#parser = new ObjectParser(bytes, spending);
    this.#heads = new Map(heads.map((head) => [head.number, head]));
  }

  /** Undefined when what follows is no value. */
  object({ end: from }: ObjectHead): ReadObject | undefined {
    const parsed = this.#parser.at(from);
    if (parsed === undefined) return undefined;
    const behind = this.#skipSpace(parsed.end);
    const object =
      isDict(parsed.value) && this.#says('stream', behind)
        ? this.#stream(parsed.value, behind + 'stream'.length)
        : { value: parsed.value, ...this.#close(parsed.end) };
    return parsed.regular ? object : { ...object, regular: false, whole: false };
  }

  /** A value that is no indirect object (a trailer's dictionary). */
  value(offset: number): Parsed | undefined {
    return this.#parser.at(offset);
  }

  /** ISO 32000-1 clause 7.3.8.1: behind `stream`, CR LF or LF; some write CR alone. */
  #stream(dict: PdfDict, keywordEnd: number): ReadObject {
    let start = keywordEnd;
    if (this.bytes[start] === 0x0d) start++;
    if (this.bytes[start] === 0x0a) start++;
    const said = this.#lengthOf(dict);
    if (said !== undefined && start + said <= this.bytes.length) {
      const end = this.#skipSpace(start + said);
      if (this.#says('endstream', end)) {
        const value = new PdfStream(dict, this.bytes.subarray(start, start + said));
        return { value, ...this.#close(end + 'endstream'.length) };
      }
    }
    return this.#streamByItsEnd(dict, start);
  }

  #streamByItsEnd(dict: PdfDict, start: number): ReadObject {
    const keyword = this.#firstOf(['endstream', 'endobj'], start);
    let end = keyword ?? this.bytes.length;
    if (keyword !== undefined && this.bytes[end - 1] === 0x0a) end--;
    if (keyword !== undefined && this.bytes[end - 1] === 0x0d) end--;
    const value = new PdfStream(dict, this.bytes.subarray(start, Math.max(start, end)));
    const behind = keyword ?? this.bytes.length;
    const closing = this.#says('endstream', behind) ? behind + 'endstream'.length : behind;
    const { end: objectEnd, whole } = this.#close(closing);
    return { value, end: objectEnd, regular: false, whole: whole && this.#isPackedLength(dict) };
  }

  #firstOf(keywords: readonly string[], from: number): number | undefined {
    for (const keyword of keywords) {
      // Not once more through the whole file for each of its streams.
      if (from >= (this.#goneFrom.get(keyword) ?? Infinity)) continue;
      const at = this.bytes.indexOf(keyword, from, 'latin1');
      if (at >= 0) return at;
      this.#goneFrom.set(keyword, from);
    }
    return undefined;
  }

  #lengthOf(dict: PdfDict): number | undefined {
    const length = dict.get('Length');
    if (typeof length === 'number') return integer(length);
    if (!(length instanceof PdfRef)) return undefined;
    const head = this.#heads.get(length.number);
    if (head === undefined) return undefined;
    const parsed = this.#parser.at(head.end)?.value;
    return typeof parsed === 'number' ? integer(parsed) : undefined;
  }

  /** No object of the file itself is the Length: it is looked for in no object stream. */
  #isPackedLength(dict: PdfDict): boolean {
    const length = dict.get('Length');
    return length instanceof PdfRef && !this.#heads.has(length.number);
  }

  #close(offset: number): Pick<ReadObject, 'end' | 'regular' | 'whole'> {
    const at = this.#skipComments(offset);
    const regular = this.#says('endobj', at);
    return { end: regular ? at + 'endobj'.length : offset, regular, whole: regular };
  }

  #says(keyword: string, at: number): boolean {
    return this.bytes.toString('latin1', at, at + keyword.length) === keyword;
  }

  #skipComments(from: number): number {
    let at = this.#skipSpace(from);
    while (this.bytes[at] === PERCENT && at - from < MAX_COMMENTS) {
      while (at < this.bytes.length && !isLineEnd(this.bytes[at])) at++;
      at = this.#skipSpace(at);
    }
    return at;
  }

  #skipSpace(from: number): number {
    let at = from;
    while (at - from < MAX_SPACES && isSpace(this.bytes[at])) at++;
    return at;
  }
}

const integer = (value: number): number | undefined =>
  Number.isInteger(value) && value >= 0 ? value : undefined;
