import type { BitSource } from './bit-source.ts';

/** T.4 clause 4.1.2: an EOL is at least eleven zeros (fill included, clause 4.1.3) and a one. */
const EOL_ZEROS = 11;

/** EOLs in a row at one place, and the tag bit (T.4 clause 4.2.2) behind the last of them. */
export interface EndOfLines {
  readonly count: number;
  /** True: the next row is coded in one dimension. */
  readonly oneDimensional: boolean;
}

/** Takes the EOLs that stand here, if any, and with them the tag bits of two-dimensional coding. */
export function takeEndOfLines(bits: BitSource, tagged: boolean): EndOfLines {
  let count = 0;
  let oneDimensional = true;
  for (;;) {
    const zeros = bits.countZeros();
    if (zeros < EOL_ZEROS || bits.position + zeros >= bits.end) return { count, oneDimensional };
    bits.position += zeros + 1;
    count++;
    if (!tagged) continue;
    oneDimensional = bits.peek(1) === 1;
    bits.position++;
  }
}

/** Moves to where the next EOL begins. False when there is none; the data are then used up. */
export function seekEndOfLine(bits: BitSource): boolean {
  while (!bits.exhausted) {
    const zeros = bits.countZeros();
    if (bits.position + zeros >= bits.end) break;
    if (zeros >= EOL_ZEROS) return true;
    bits.position += zeros + 1;
  }
  bits.position = bits.end;
  return false;
}

/** Whether there is an EOL anywhere; the position is the data's beginning. */
export function hasEndOfLine(bits: BitSource): boolean {
  const found = seekEndOfLine(bits);
  bits.position = 0;
  return found;
}
