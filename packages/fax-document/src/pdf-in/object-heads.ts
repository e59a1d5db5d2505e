import type { Spending } from './bounds.ts';
import { isDigit, isSpace } from './characters.ts';

/** Where an indirect object begins: `number generation obj`. */
export interface ObjectHead {
  readonly number: number;
  readonly generation: number;
  /** Of the number's first digit. */
  readonly offset: number;
  /** Behind `obj`. */
  readonly end: number;
}

/** ISO 32000-1 annex C.2: the largest object number; generations have five digits (clause 7.5.4). */
const MAX_NUMBER_DIGITS = 7;
const MAX_GENERATION_DIGITS = 5;
const MAX_SPACES = 16;

/** All places that look like the beginning of an object, in the file's order, also within streams. */
export function findHeads(bytes: Buffer, spending: Spending): readonly ObjectHead[] {
  const heads: ObjectHead[] = [];
  for (let at = bytes.indexOf('obj'); at >= 0; at = bytes.indexOf('obj', at + 3)) {
    const head = headBefore(bytes, at);
    if (head === undefined) continue;
    heads.push(head);
    spending.objects(heads.length);
  }
  return heads;
}

function headBefore(bytes: Buffer, keyword: number): ObjectHead | undefined {
  const generation = digitsBefore(bytes, spacesBefore(bytes, keyword), MAX_GENERATION_DIGITS);
  if (generation === undefined) return undefined;
  const gap = spacesBefore(bytes, generation.offset);
  if (gap === generation.offset) return undefined;
  const number = digitsBefore(bytes, gap, MAX_NUMBER_DIGITS);
  if (number === undefined) return undefined;
  return {
    number: number.value,
    generation: generation.value,
    offset: number.offset,
    end: keyword + 3,
  };
}

function spacesBefore(bytes: Buffer, end: number): number {
  let at = end;
  while (at > 0 && end - at < MAX_SPACES && isSpace(bytes[at - 1])) at--;
  return at;
}

function digitsBefore(
  bytes: Buffer,
  end: number,
  most: number,
): { readonly value: number; readonly offset: number } | undefined {
  let at = end;
  while (at > 0 && end - at < most && isDigit(bytes[at - 1])) at--;
  return at === end ? undefined : { value: Number(bytes.toString('latin1', at, end)), offset: at };
}
