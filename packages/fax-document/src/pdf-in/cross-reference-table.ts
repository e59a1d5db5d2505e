import type { ObjectHead } from './object-heads.ts';

/** One line of a cross-reference table that is in use: where an object is said to be. */
interface Entry {
  readonly number: number;
  readonly offset: number;
}

const TOKEN = /[^\s\0]+/g;
const DIGITS = /^\d{1,10}$/;

/**
 * Whether a cross-reference table (ISO 32000-1 clause 7.5.4) leads to objects of the numbers that it
 * says. Offsets count from the file's first byte or from its header, as readers have it. An entry at 0,
 * which some programs write for what isn't there, leads nowhere and is no fault.
 *
 * @param table what is behind `xref`
 * @param header offset of the file's header
 */
export function leadsToObjects(
  table: string,
  headAt: (offset: number) => ObjectHead | undefined,
  header: number,
): boolean {
  const entries = readTable(table);
  return (
    entries !== undefined &&
    entries.every(
      ({ number, offset }) =>
        offset === 0 ||
        headAt(offset)?.number === number ||
        headAt(offset + header)?.number === number,
    )
  );
}

/** Undefined when it isn't written as a table is. */
function readTable(table: string): readonly Entry[] | undefined {
  const tokens = table.match(TOKEN) ?? [];
  const entries: Entry[] = [];
  let at = 0;
  while (at < tokens.length) {
    const first = integer(tokens[at]);
    const count = integer(tokens[at + 1]);
    at += 2;
    if (first === undefined || count === undefined || 3 * count > tokens.length - at) {
      return undefined;
    }
    for (let index = 0; index < count; index++, at += 3) {
      const offset = integer(tokens[at]);
      const kind = tokens[at + 2];
      if (offset === undefined || (kind !== 'n' && kind !== 'f')) return undefined;
      if (kind === 'n') entries.push({ number: first + index, offset });
    }
  }
  return entries;
}

const integer = (text: string | undefined): number | undefined =>
  text !== undefined && DIGITS.test(text) ? Number(text) : undefined;
