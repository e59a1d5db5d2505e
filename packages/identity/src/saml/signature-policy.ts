import type { SamlRefusal } from './reasons.ts';
import { allOf, childrenOf, ns, onlyChild, type XmlElement } from './xml.ts';

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/** By RSA: what else xml-crypto knows is SHA-1 or a shared key. */
const signatureMethods: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
]);

const digestMethods: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
]);

/** What a signature consists of, each once, and of whose child it is. */
const parts: Readonly<Record<string, string>> = {
  SignedInfo: 'Signature',
  SignatureValue: 'Signature',
  CanonicalizationMethod: 'SignedInfo',
  SignatureMethod: 'SignedInfo',
  Reference: 'SignedInfo',
  Transforms: 'Reference',
  DigestMethod: 'Reference',
  DigestValue: 'Reference',
};

/** Besides, KeyInfo may be there; its content is never looked at. */
const ofSignature: ReadonlySet<string> = new Set(['SignedInfo', 'SignatureValue', 'KeyInfo']);

/** What is wrong with a signature before anybody verifies it. */
export const signatureFault = (signature: XmlElement): SamlRefusal | undefined => {
  const all = allOf(signature);
  const isWhole = Object.entries(parts).every(([name, parent]) => {
    const [only, ...more] = all.filter((one) => one.name === name);
    return only?.namespace === ns.signature && more.length === 0 && only.parent?.name === parent;
  });
  if (!isWhole || signature.children.some(({ name }) => !ofSignature.has(name)))
    return 'signature-misplaced';
  if (!hasOnlyWhatIsSigned(all)) return 'signature-misplaced';
  const info = onlyChild(signature, ns.signature, 'SignedInfo');
  const reference = info && onlyChild(info, ns.signature, 'Reference');
  if (!info || !reference) return 'signature-misplaced';
  return (
    algorithmFault(info, reference) ??
    transformFault(info, reference) ??
    referenceFault(signature, reference)
  );
};

/** No text between the parts, and base64 that can be written in no other way: one signature has one form. */
const hasOnlyWhatIsSigned = (all: readonly XmlElement[]): boolean =>
  all.every((one) => {
    if (one.name === 'SignatureValue' || one.name === 'DigestValue') return isBase64(one.text);
    return !(one.name in parts || one.name === 'Signature') || /^[ \t\r\n]*$/.test(one.text);
  });

const isBase64 = (text: string): boolean => {
  const joined = text.replace(/[ \t\r\n]+/g, '');
  return joined !== '' && Buffer.from(joined, 'base64').toString('base64') === joined;
};

const algorithmOf = (parent: XmlElement, name: string): string =>
  onlyChild(parent, ns.signature, name)?.attributes.get('Algorithm') ?? '';

const algorithmFault = (info: XmlElement, reference: XmlElement): SamlRefusal | undefined =>
  signatureMethods.has(algorithmOf(info, 'SignatureMethod')) &&
  digestMethods.has(algorithmOf(reference, 'DigestMethod'))
    ? undefined
    : 'algorithm-refused';

const transformFault = (info: XmlElement, reference: XmlElement): SamlRefusal | undefined => {
  const transforms = onlyChild(reference, ns.signature, 'Transforms');
  const named = transforms ? childrenOf(transforms, ns.signature, 'Transform') : [];
  const algorithms = named.map(({ attributes }) => attributes.get('Algorithm')).join(' ');
  const isAllowed =
    algorithmOf(info, 'CanonicalizationMethod') === exclusive &&
    algorithms === `${enveloped} ${exclusive}` &&
    named.length === transforms?.children.length;
  return isAllowed ? undefined : 'transform-refused';
};

const referenceFault = (signature: XmlElement, reference: XmlElement): SamlRefusal | undefined =>
  reference.attributes.get('URI') === `#${signature.parent?.attributes.get('ID') ?? ''}`
    ? undefined
    : 'reference-wrong';
