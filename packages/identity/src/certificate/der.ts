/** One value in DER, by where it lies; nothing is copied. */
export interface DerValue {
  readonly tag: number;
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

export const derTags = {
  integer: 0x02,
  sequence: 0x30,
  utcTime: 0x17,
  generalizedTime: 0x18,
} as const;

/**
 * The values that lie one after the other between two places. For lists of hundreds of thousands of entries, of which
 * a tree of objects would take minutes.
 *
 * @throws RangeError when they aren't DER or don't end where they should
 */
export function* derValues(bytes: Uint8Array, from: number, to: number): Generator<DerValue> {
  for (let at = from; at < to;) {
    const value = derValueAt(bytes, at, to);
    yield value;
    at = value.end;
  }
}

export const derValueAt = (bytes: Uint8Array, start: number, limit: number): DerValue => {
  const tag = bytes[start] ?? 0;
  const first = bytes[start + 1] ?? 0x80;
  const digits = first < 0x80 ? 0 : first - 0x80;
  const content = start + 2 + digits;
  // no indefinite lengths, no tags of several bytes, none that end behind the limit
  if ((first >= 0x80 && (digits === 0 || digits > 4)) || (tag & 0x1f) === 0x1f || content > limit)
    throw new RangeError('no DER');
  let length = first < 0x80 ? first : 0;
  for (let at = start + 2; at < content; at += 1) length = length * 256 + (bytes[at] ?? 0);
  const isShortest = digits === 0 || (length >= 0x80 && bytes[start + 2] !== 0);
  if (!isShortest || content + length > limit) throw new RangeError('no DER');
  return { tag, start, content, end: content + length };
};

/** All of its bytes. */
export const derBytes = (bytes: Uint8Array, { start, end }: DerValue): Uint8Array =>
  bytes.subarray(start, end);
