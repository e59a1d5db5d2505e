import { PDF_BOUNDS, type Spending } from './bounds.ts';
import { isDigit, isLineEnd, isRegular, isSpace } from './characters.ts';
import { PdfRef, PdfString, type PdfDict, type PdfValue } from './pdf-value.ts';

/** A value as it was read. */
export interface Parsed {
  readonly value: PdfValue;
  /** Behind it. */
  readonly end: number;
  /** It is written as ISO 32000-1 clause 7.3 has it; else it was guessed what is meant. */
  readonly regular: boolean;
}

/** ISO 32000-1 annex C.2 says 127. */
const MAX_TOKEN = 1024;
/** ISO 32000-1 annex C.2: an object number has seven digits. */
const MAX_REFERENCE = 9_999_999;

const [PERCENT, SLASH, LESS, GREATER] = [0x25, 0x2f, 0x3c, 0x3e];
const [OPEN, CLOSE, BACKSLASH, LEFT, RIGHT] = [0x28, 0x29, 0x5c, 0x5b, 0x5d];
const [LETTER_R, PLUS, MINUS, POINT] = [0x52, 0x2b, 0x2d, 0x2e];

/** An integer's digits are summed up as they are read, as far as they are exact. */
const MAX_DIGITS = 15;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
const NUMBER_WITHIN = /^[+-]*(\d*\.?\d*)/;

/** Where arrays and dictionaries break off. */
const END = Symbol('end');
/** An object that can't be read on; not a fault of ours. */
class Unreadable extends Error {}

/**
 * Reads values from bytes, bounded in depth and number. What is written wrongly is read as others do:
 * a word that means nothing is null, and an array or a dictionary ends where its object does. What the
 * file itself cuts off is no value.
 */
export class ObjectParser {
  readonly #bytes: Buffer;
  readonly #spending: Spending;
  #at = 0;
  #depth = 0;
  #regular = true;

  constructor(bytes: Uint8Array, spending: Spending) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#spending = spending;
  }

  /** The value at an offset; undefined when there is none, or it doesn't end. */
  at(offset: number): Parsed | undefined {
    this.#at = offset;
    this.#depth = 0;
    this.#regular = true;
    try {
      const value = this.#value();
      return value === END ? undefined : { value, end: this.#at, regular: this.#regular };
    } catch (error) {
      if (error instanceof Unreadable) return undefined;
      throw error;
    } finally {
      this.#spending.read(this.#at - offset);
    }
  }

  #value(): PdfValue | typeof END {
    this.#spending.value();
    this.#skipSpace();
    const byte = this.#bytes[this.#at];
    if (byte === SLASH) return this.#name();
    if (byte === OPEN) return this.#string();
    if (byte === LEFT) return this.#array();
    if (byte === LESS) {
      return this.#bytes[this.#at + 1] === LESS ? this.#dict() : this.#hexString();
    }
    return isRegular(byte) ? this.#numberOrWord() : END;
  }

  #array(): PdfValue {
    this.#enter(1);
    const values: PdfValue[] = [];
    for (;;) {
      const value = this.#value();
      if (value !== END) {
        values.push(value);
      } else if (this.#bytes[this.#at] === RIGHT) {
        this.#at++;
        break;
      } else if (this.#breaksOff()) {
        break;
      }
    }
    this.#depth--;
    return values;
  }

  #dict(): PdfDict {
    this.#enter(2);
    const entries = new Map<string, PdfValue>();
    for (;;) {
      this.#skipSpace();
      const byte = this.#bytes[this.#at];
      if (byte === GREATER && this.#bytes[this.#at + 1] === GREATER) {
        this.#at += 2;
        break;
      }
      if (byte === SLASH) this.#entry(entries);
      else if (isRegular(byte) ? this.#value() === END : this.#breaksOff()) break;
      else this.#regular = false;
    }
    this.#depth--;
    return entries;
  }

  #entry(entries: Map<string, PdfValue>): void {
    const key = this.#name();
    const value = this.#value();
    if (value === END) this.#regular = false;
    else entries.set(key, value);
  }

  #enter(bytes: number): void {
    if (++this.#depth > PDF_BOUNDS.nesting) throw new Unreadable();
    this.#at += bytes;
  }

  /** At something that doesn't belong here: the end of the object, or a stray delimiter to pass over. */
  #breaksOff(): boolean {
    this.#regular = false;
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new Unreadable();
    const closes = byte === GREATER && this.#bytes[this.#at + 1] === GREATER;
    if (isRegular(byte) || closes) return true;
    this.#at++;
    return false;
  }

  #name(): string {
    const start = ++this.#at;
    this.#skipToken(start);
    const text = this.#bytes.toString('latin1', start, this.#at);
    // `#4a` is as good as `#4A` (ISO 32000-1 clause 7.3.5), or JavaScript would have another name.
    return text.includes('#')
      ? text.replace(/#([0-9a-f]{2})/gi, (_, code: string) =>
          String.fromCharCode(parseInt(code, 16)),
        )
      : text;
  }

  #string(): PdfString {
    const start = this.#at;
    let open = 0;
    for (let byte = this.#bytes[this.#at]; byte !== undefined; byte = this.#bytes[++this.#at]) {
      if (byte === BACKSLASH) this.#at++;
      else if (byte === OPEN) open++;
      else if (byte === CLOSE && --open === 0) {
        return new PdfString(this.#bytes.toString('latin1', start, ++this.#at));
      }
    }
    throw new Unreadable();
  }

  #hexString(): PdfString {
    const end = this.#bytes.indexOf(GREATER, this.#at);
    if (end < 0) throw new Unreadable();
    const digits = this.#bytes.toString('latin1', this.#at + 1, end);
    this.#at = end + 1;
    const clean = digits.replace(/[^0-9A-Fa-f]/g, '');
    if (digits.length !== clean.length && /[^0-9A-Fa-f\s\0]/.test(digits)) this.#regular = false;
    return new PdfString(`<${clean}>`);
  }

  #numberOrWord(): PdfValue | typeof END {
    const start = this.#at;
    let integer = 0;
    while (isDigit(this.#bytes[this.#at]) && this.#at - start < MAX_DIGITS) {
      integer = integer * 10 + this.#bytes[this.#at++]! - 0x30;
    }
    if (this.#at > start && !isRegular(this.#bytes[this.#at]))
      return this.#reference(integer) ?? integer;
    // Some leave no space behind an object that is a number.
    if (this.#at > start && this.#says('endobj')) return integer;
    this.#skipToken(start);
    const first = this.#bytes[start];
    const text = this.#bytes.toString('latin1', start, this.#at);
    return isDigit(first) || first === PLUS || first === MINUS || first === POINT
      ? this.#decimal(text)
      : this.#word(text, start);
  }

  #decimal(text: string): number {
    if (DECIMAL.test(text)) return Number(text);
    this.#regular = false;
    const digits = Number(NUMBER_WITHIN.exec(text)?.[1]);
    const value = Number.isFinite(digits) ? digits : 0;
    return text.startsWith('-') ? -value : value;
  }

  #word(text: string, start: number): PdfValue | typeof END {
    switch (text) {
      case 'true':
        return true;
      case 'false':
        return false;
      case 'null':
        return null;
      default:
        this.#regular = false;
        if (!/^(?:endobj|endstream|stream|obj|xref|trailer|startxref)/.test(text)) return null;
        this.#at = start;
        return END;
    }
  }

  /** `n g R` behind its n; undefined, and nothing read, when it is none. */
  #reference(number: number): PdfRef | undefined {
    const start = this.#at;
    this.#skipSpace();
    const generation = this.#at;
    while (isDigit(this.#bytes[this.#at])) this.#at++;
    if (this.#at > generation) {
      this.#skipSpace();
      if (this.#bytes[this.#at] === LETTER_R && !isRegular(this.#bytes[this.#at + 1])) {
        this.#at++;
        return new PdfRef(Math.min(number, MAX_REFERENCE));
      }
    }
    this.#at = start;
    return undefined;
  }

  #says(word: string): boolean {
    return this.#bytes.toString('latin1', this.#at, this.#at + word.length) === word;
  }

  #skipToken(start: number): void {
    while (isRegular(this.#bytes[this.#at])) this.#at++;
    if (this.#at - start > MAX_TOKEN) throw new Unreadable();
  }

  #skipSpace(): void {
    for (;;) {
      while (isSpace(this.#bytes[this.#at])) this.#at++;
      if (this.#bytes[this.#at] !== PERCENT) return;
      while (this.#at < this.#bytes.length && !isLineEnd(this.#bytes[this.#at])) this.#at++;
    }
  }
}
