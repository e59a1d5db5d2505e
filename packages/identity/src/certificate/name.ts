import * as asn1js from 'asn1js';

import { children, decode, isSet } from './asn1.ts';
import { limits } from './limits.ts';

/** One attribute of a distinguished name as it stands in DER. */
export interface NameAttribute {
  readonly oid: string;
  /** The text of a PrintableString, UTF8String or IA5String; undefined for any other type. */
  readonly text: string | undefined;
}

/** A distinguished name, read from DER, never from a printed form. */
export interface Name {
  /** One comparable string for each RDN (RFC 5280, 7.1). */
  readonly rdns: readonly string[];
  /** Equal for equal names. */
  readonly key: string;
  readonly attributes: readonly NameAttribute[];
}

export const readName = (der: Uint8Array): Name => nameOf(decode(der, asn1js.Sequence));

export const nameOf = (sequence: asn1js.BaseBlock): Name => {
  const sets = children(sequence);
  if (sets.length > limits.rdns) throw new RangeError('too many RDNs');
  const read = sets.map(readRdn);
  return withKey(
    read.map(({ key }) => key),
    read.flatMap(({ attributes }) => attributes),
  );
};

/** A name one RDN longer: how distribution points name themselves relative to the issuer of a CRL. */
export const withRdn = (name: Name, rdn: asn1js.BaseBlock): Name => {
  const { key, attributes } = readRdn(rdn);
  return withKey([...name.rdns, key], [...name.attributes, ...attributes]);
};

/** Whether a name lies in the subtree below another. */
export const isWithin = (name: Name, base: Name): boolean =>
  base.rdns.length <= name.rdns.length && base.rdns.every((rdn, index) => name.rdns[index] === rdn);

const withKey = (rdns: readonly string[], attributes: readonly NameAttribute[]): Name => ({
  rdns,
  key: JSON.stringify(rdns),
  attributes,
});

/** A SET, or the same under a context tag (nameRelativeToCRLIssuer). */
const readRdn = (
  block: asn1js.BaseBlock,
): { readonly key: string; readonly attributes: readonly NameAttribute[] } => {
  if (block.idBlock.tagClass === 1 && !isSet(block)) throw new TypeError('no RDN');
  const read = children(block).map(readAttribute);
  if (read.length === 0) throw new TypeError('an empty RDN');
  return {
    key: JSON.stringify(read.map(({ key }) => key).sort()),
    attributes: read.map(({ attribute }) => attribute),
  };
};

const readAttribute = (
  block: asn1js.BaseBlock,
): { readonly key: string; readonly attribute: NameAttribute } => {
  const [type, value, ...more] = children(block);
  if (!(type instanceof asn1js.ObjectIdentifier) || value === undefined || more.length > 0)
    throw new TypeError('no attribute');
  const oid = type.valueBlock.toString();
  const text = textOf(value);
  return {
    key:
      text === undefined
        ? `${oid}#${Buffer.from(value.valueBeforeDecodeView).toString('hex')}`
        : `${oid}=${prepared(text)}`,
    attribute: { oid, text },
  };
};

/** Case, compatibility forms and the width of white space don't tell names apart (RFC 4518, by RFC 5280, 7.1). */
const prepared = (text: string): string =>
  text.normalize('NFKC').toLowerCase().trim().replace(/\s+/gu, ' ');

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const textOf = (block: asn1js.BaseBlock): string | undefined => {
  if (
    !(block instanceof asn1js.PrintableString) &&
    !(block instanceof asn1js.Utf8String) &&
    !(block instanceof asn1js.IA5String)
  )
    return undefined;
  const text = strict.decode(block.valueBlock.valueHexView);
  if (block instanceof asn1js.PrintableString && !/^[A-Za-z0-9 '()+,\-./:=?@*_&]*$/.test(text))
    return undefined;
  return text;
};
