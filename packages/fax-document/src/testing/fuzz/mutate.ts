import type { Random } from './random.ts';

type Mutation = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

/** Numbers that counts, lengths and offsets are badly served by. */
const NASTY = [0, 1, 2, 7, 8, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x1_0000, 0x7fff_ffff, 0xffff_ffff];
/** Where headers, directories and cross-reference tables are: mutations like to fall there. */
const EDGE = 512;

function somewhere(bytes: Uint8Array, random: Random): number {
  const edge = Math.min(EDGE, bytes.length);
  switch (random.below(3)) {
    case 0:
      return random.below(edge);
    case 1:
      return bytes.length - 1 - random.below(edge);
    default:
      return random.below(bytes.length);
  }
}

const flipBit: Mutation = (bytes, random) => {
  bytes[somewhere(bytes, random)]! ^= 1 << random.below(8);
  return bytes;
};

const setByte: Mutation = (bytes, random) => {
  bytes[somewhere(bytes, random)] = random.below(256);
  return bytes;
};

const setNumber: Mutation = (bytes, random) => {
  const at = somewhere(bytes, random) & ~1;
  if (at + 4 > bytes.length) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const value = random.pick([...NASTY, bytes.length, random.below(bytes.length)]);
  const little = random.below(2) === 0;
  if (random.below(2) === 0) view.setUint16(at, value & 0xffff, little);
  else view.setUint32(at, value >>> 0, little);
  return bytes;
};

const cut: Mutation = (bytes, random) => bytes.slice(0, 1 + somewhere(bytes, random));

const fill: Mutation = (bytes, random) => {
  const at = somewhere(bytes, random);
  return bytes.fill(random.pick([0, 0xff, 0x55]), at, at + 1 + random.below(300));
};

const remove: Mutation = (bytes, random) => {
  const at = somewhere(bytes, random);
  return concat(bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(64)));
};

const repeat: Mutation = (bytes, random) => {
  const at = somewhere(bytes, random);
  return concat(bytes.subarray(0, at + random.below(256)), bytes.subarray(at));
};

const graft: Mutation = (bytes, random, other) => {
  const from = somewhere(other, random);
  const at = somewhere(bytes, random);
  bytes.set(other.subarray(from, from + Math.min(1 + random.below(256), bytes.length - at)), at);
  return bytes;
};

const MUTATIONS = [flipBit, setByte, setNumber, setNumber, cut, fill, remove, repeat, graft];
const MOST_MUTATIONS = 6;

/** A copy of `seed` that is broken in one to six ways, some with pieces of `other`. */
export function mutate(seed: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  let mutant: Uint8Array = Uint8Array.from(seed);
  for (let left = 1 + random.below(MOST_MUTATIONS); left > 0 && mutant.length > 8; left--) {
    mutant = random.pick(MUTATIONS)(mutant, random, other);
  }
  return mutant;
}

const concat = (head: Uint8Array, tail: Uint8Array): Uint8Array =>
  new Uint8Array(Buffer.concat([head, tail]));
