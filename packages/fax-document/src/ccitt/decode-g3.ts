import type { BitSource } from './bit-source.ts';
import { whiteRow, type Changes } from './changes.ts';
import { decodeRow1D } from './decode-row-1d.ts';
import { decodeRow2D } from './decode-row-2d.ts';
import type { StripReport } from './decode-strip.ts';
import { decodeWithoutEndOfLine } from './decode-without-eol.ts';
import { hasEndOfLine, seekEndOfLine, takeEndOfLines } from './end-of-line.ts';
import type { RowEnd } from './row-progress.ts';
import type { LineSink } from './row-sink.ts';

/** T.4 clause 4.1.4: return to control is six EOLs. */
const RTC_EOLS = 6;
const UNCOMPRESSED = 0b111;

/**
 * T.4, one- or two-dimensional. Every row begins with an EOL, by which decoding finds its way again
 * behind a damaged row. A damaged row keeps the runs before the fault and is white behind it; rows
 * that refer to it (clause 4.2) count as damaged too, up to the next one-dimensional row.
 */
export function decodeG3(bits: BitSource, sink: LineSink, twoDimensional: boolean): StripReport {
  if (!hasEndOfLine(bits)) return decodeWithoutEndOfLine(bits, sink, twoDimensional);
  return new G3Decoder(bits, sink, twoDimensional).decode();
}

class G3Decoder {
  readonly #bits: BitSource;
  readonly #sink: LineSink;
  readonly #twoDimensional: boolean;
  readonly #blank: Changes;
  #reference: Changes;
  #row: Changes;
  /** The reference row is damaged. */
  #tainted = false;
  #strict = true;
  #uncompressedMode = false;

  constructor(bits: BitSource, sink: LineSink, twoDimensional: boolean) {
    this.#bits = bits;
    this.#sink = sink;
    this.#twoDimensional = twoDimensional;
    this.#blank = whiteRow(sink.columns);
    this.#reference = whiteRow(sink.columns);
    this.#row = whiteRow(sink.columns);
  }

  decode(): StripReport {
    if (!this.#twoDimensional) this.#rowWithoutFirstEndOfLine();
    while (!this.#sink.full) {
      let eols = takeEndOfLines(this.#bits, this.#twoDimensional);
      if (eols.count === 0) {
        if (!this.#resynchronise()) break;
        eols = takeEndOfLines(this.#bits, this.#twoDimensional);
      }
      if (eols.count >= RTC_EOLS) return this.#report(true);
      if (this.#bits.exhausted) break;
      for (let empty = 1; empty < eols.count; empty++) this.#emptyRow();
      if (this.#decodeRow(eols.oneDimensional) === 'cut') break;
    }
    const behind = takeEndOfLines(this.#bits, this.#twoDimensional);
    return this.#report(behind.count >= RTC_EOLS);
  }

  /** Some encoders omit the EOL before the first row: it is believed when an EOL follows it. */
  #rowWithoutFirstEndOfLine(): void {
    const bits = this.#bits;
    const start = bits.position;
    if (bits.countZeros() >= 11) return;
    this.#strict = false;
    const end = decodeRow1D(bits, this.#sink.columns, this.#row);
    const behind = bits.position;
    const followed = takeEndOfLines(bits, false).count > 0;
    bits.position = end === 'good' && followed ? behind : start;
    if (bits.position === behind) this.#sink.add(this.#row, false);
  }

  /** Skips what cannot be read. It belongs to the row before: that one is not as it was sent. */
  #resynchronise(): boolean {
    const found = seekEndOfLine(this.#bits);
    if (found) {
      this.#strict = false;
      this.#sink.markLastDamaged();
      this.#tainted = true;
    }
    return found;
  }

  /** Two EOLs with nothing between them: the row's pixels were lost. */
  #emptyRow(): void {
    this.#strict = false;
    this.#tainted = true;
    this.#sink.add(this.#blank, true);
  }

  #decodeRow(oneDimensional: boolean): RowEnd {
    const { columns } = this.#sink;
    const end = oneDimensional
      ? decodeRow1D(this.#bits, columns, this.#row)
      : decodeRow2D(this.#bits, columns, this.#reference, this.#row);
    if (end === 'cut') {
      this.#strict = false;
      return end;
    }
    if (end === 'extension' && this.#bits.peek(3) === UNCOMPRESSED) this.#uncompressedMode = true;
    const whole = end === 'good' || end === 'irregular';
    this.#tainted = !whole || (this.#tainted && !oneDimensional);
    if (this.#tainted || end === 'irregular') this.#strict = false;
    this.#sink.add(this.#row, this.#tainted);
    [this.#reference, this.#row] = [this.#row, this.#reference];
    if (!whole) seekEndOfLine(this.#bits);
    return end;
  }

  #report(endOfBlock: boolean): StripReport {
    return { strict: this.#strict, endOfBlock, uncompressedMode: this.#uncompressedMode };
  }
}
