import * as asn1js from 'asn1js';

import { children, content, decode, isTagged } from './asn1.ts';
import { limits } from './limits.ts';
import { nameOf, type Name } from './name.ts';

/** A GeneralName (RFC 5280, 4.2.1.6) of the forms that are understood here; `key` is equal for equal names. */
export type GeneralName =
  | { readonly form: 'email' | 'dns' | 'uri'; readonly text: string; readonly key: string }
  | { readonly form: 'ip'; readonly bytes: Uint8Array; readonly key: string }
  | { readonly form: 'directory'; readonly name: Name; readonly key: string }
  /** otherName, x400Address, ediPartyName, registeredID: compared as they stand. */
  | { readonly form: `other-${number}`; readonly key: string };

export const readGeneralNames = (der: Uint8Array): readonly GeneralName[] =>
  generalNamesOf(decode(der, asn1js.Sequence));

export const generalNamesOf = (block: asn1js.BaseBlock): readonly GeneralName[] => {
  const blocks = children(block);
  if (blocks.length === 0 || blocks.length > limits.names)
    throw new RangeError('no names, or too many');
  return blocks.map(generalNameOf);
};

const ia5 = { 1: 'email', 2: 'dns', 6: 'uri' } as const;

export const generalNameOf = (block: asn1js.BaseBlock): GeneralName => {
  const tag = block.idBlock.tagNumber;
  if (!isTagged(block, tag)) throw new TypeError('no GeneralName');
  if (tag === 1 || tag === 2 || tag === 6) {
    const text = ia5String(content(block));
    return { form: ia5[tag], text, key: `${tag}:${text}` };
  }
  if (tag === 7) {
    const bytes = content(block);
    return { form: 'ip', bytes, key: `7:${Buffer.from(bytes).toString('hex')}` };
  }
  if (tag === 4) {
    const [only, ...more] = children(block);
    if (only === undefined || more.length > 0) throw new TypeError('no directoryName');
    const name = nameOf(only);
    return { form: 'directory', name, key: `4:${name.key}` };
  }
  if (tag > 8) throw new TypeError('no GeneralName');
  return {
    form: `other-${tag}`,
    key: `${tag}:${Buffer.from(block.valueBeforeDecodeView).toString('hex')}`,
  };
};

const ia5String = (bytes: Uint8Array): string => {
  // NUL and other control characters end a name for some readers and not for others
  if (bytes.some((byte) => byte < 0x20 || byte > 0x7e)) throw new TypeError('no IA5String');
  return Buffer.from(bytes).toString('latin1');
};
