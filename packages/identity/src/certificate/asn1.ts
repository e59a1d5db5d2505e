import * as asn1js from 'asn1js';

/** Reads one ASN.1 value that takes up all of the bytes. */
export const decode = <T extends asn1js.BaseBlock>(bytes: Uint8Array, type: new () => T): T => {
  const { offset, result } = asn1js.fromBER(bytes, { maxDepth: 24 });
  if (offset !== bytes.byteLength || !(result instanceof type))
    throw new TypeError('not the ASN.1 value that belongs here');
  return result;
};

/** What a constructed value consists of. */
export const children = (block: asn1js.BaseBlock): readonly asn1js.BaseBlock[] => {
  const value: unknown = 'value' in block.valueBlock ? block.valueBlock.value : undefined;
  if (!Array.isArray(value) || !value.every((one) => one instanceof asn1js.BaseBlock))
    throw new TypeError('not a constructed ASN.1 value');
  return value;
};

/** Whether a value has this context-specific tag. */
export const isTagged = ({ idBlock }: asn1js.BaseBlock, tag: number): boolean =>
  idBlock.tagClass === 3 && idBlock.tagNumber === tag;

export const isSet = ({ idBlock }: asn1js.BaseBlock): boolean =>
  idBlock.tagClass === 1 && idBlock.tagNumber === 17;

/** The bytes of a primitive value. */
export const content = (block: asn1js.BaseBlock): Uint8Array => {
  const bytes: unknown =
    'valueHexView' in block.valueBlock ? block.valueBlock.valueHexView : undefined;
  if (!(bytes instanceof Uint8Array)) throw new TypeError('not a primitive ASN.1 value');
  return bytes;
};

/** The hexadecimal digits of an INTEGER in its shortest form, so that equal numbers are equal. */
export const integerKey = (integer: asn1js.Integer): string =>
  shortestInteger(integer.valueBlock.valueHexView);

/** The same of the content of an INTEGER. */
export const shortestInteger = (content: Uint8Array): string => {
  let bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  while (
    bytes.length > 1 &&
    ((bytes[0] === 0x00 && (bytes[1] ?? 0) < 0x80) ||
      (bytes[0] === 0xff && (bytes[1] ?? 0) >= 0x80))
  )
    bytes = bytes.subarray(1);
  return bytes.toString('hex');
};

/** A number that a person could have meant: not negative, and small. */
export const smallInteger = (bytes: Uint8Array): number => {
  const [first = 0xff] = bytes;
  if (bytes.byteLength === 0 || bytes.byteLength > 4 || first >= 0x80)
    throw new RangeError('an INTEGER outside of its bounds');
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
};

/** Which bits of a named BIT STRING are set, its unused bits left out. */
export const namedBits = (bytes: Uint8Array, unused: number): ReadonlySet<number> => {
  const set = new Set<number>();
  const length = bytes.byteLength * 8 - unused;
  for (let bit = 0; bit < Math.min(length, 64); bit += 1)
    if (((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0) set.add(bit);
  return set;
};
