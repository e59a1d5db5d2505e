import { encryptionFault } from './encrypted-assertion.ts';
import type { SamlRefusal } from './reasons.ts';
import { allOf, childrenOf, ns, type XmlElement } from './xml.ts';

/** A response in which nothing stands where a reader might take it for something else. */
export type ShapedResponse = PlainResponse | EncryptedResponse;

export interface PlainResponse {
  readonly kind: 'plain';
  readonly response: XmlElement;
  readonly responseSignature: XmlElement | undefined;
  readonly assertionSignature: XmlElement | undefined;
}

export interface EncryptedResponse {
  readonly kind: 'encrypted';
  readonly response: XmlElement;
  /** Its signature is verified before anything is decrypted. */
  readonly responseSignature: XmlElement;
}

/**
 * One response, one assertion directly in it, signatures directly in either, every id once. What remains of signature
 * wrapping (XSW) after that has nowhere to hide: names are looked for in every namespace and at every depth.
 */
export const shapeOf = (root: XmlElement, mayBeEncrypted = false): ShapedResponse | SamlRefusal => {
  const all = allOf(root);
  if (!isA(root, ns.protocol, 'Response')) return 'not-a-response';
  if (all.some((one) => one !== root && one.name === 'Response')) return 'not-a-response';
  if (mayBeEncrypted && all.some(({ name }) => name === 'EncryptedAssertion'))
    return encryptedShape(root, all);
  const assertion = assertionOf(root, all);
  if (typeof assertion === 'string') return assertion;
  if (!hasDistinctIds([root, assertion], all)) return 'id-several';
  if (!hasVersion(root) || !hasVersion(assertion)) return 'not-a-response';
  return withSignatures(root, assertion, all);
};

const encryptedShape = (
  root: XmlElement,
  all: readonly XmlElement[],
): EncryptedResponse | SamlRefusal => {
  const [encrypted, ...more] = all.filter(({ name }) => /^(Encrypted)?Assertion$/.test(name));
  if (encrypted === undefined || more.length > 0) return 'assertion-several';
  if (encrypted.parent !== root || encrypted.namespace !== ns.assertion)
    return 'assertion-misplaced';
  if (!hasDistinctIds([root], all)) return 'id-several';
  if (!hasVersion(root)) return 'not-a-response';
  const signatures = all.filter(({ name }) => name === 'Signature');
  const [responseSignature] = signatures;
  if (responseSignature === undefined) return 'signature-missing';
  const isPlaced =
    responseSignature.parent === root && responseSignature.namespace === ns.signature;
  if (!isPlaced || signatures.length > 1) return 'signature-misplaced';
  const fault = encryptionFault(root, encrypted);
  return fault ?? { kind: 'encrypted', response: root, responseSignature };
};

/** An assertion that was decrypted: alone, with one signature of its own at most. */
export const shapeOfDecrypted = (
  assertion: XmlElement,
): { readonly signature: XmlElement | undefined } | SamlRefusal => {
  const all = allOf(assertion);
  if (!isA(assertion, ns.assertion, 'Assertion')) return 'assertion-missing';
  if (all.some(({ name }) => name === 'Response')) return 'not-a-response';
  if (all.some((one) => one !== assertion && /^(Encrypted)?Assertion$/.test(one.name)))
    return 'assertion-several';
  if (all.some(({ name }) => /^Encrypted(ID|Data|Attribute)$/.test(name)))
    return 'assertion-encrypted';
  if (!hasDistinctIds([assertion], all)) return 'id-several';
  if (!hasVersion(assertion)) return 'not-a-response';
  const signatures = all.filter(({ name }) => name === 'Signature');
  const own = childrenOf(assertion, ns.signature, 'Signature');
  return signatures.length === own.length && own.length <= 1
    ? { signature: own[0] }
    : 'signature-misplaced';
};

const isA = (element: XmlElement, namespace: string, name: string): boolean =>
  element.namespace === namespace && element.name === name;

const hasVersion = ({ attributes }: XmlElement): boolean => attributes.get('Version') === '2.0';

const assertionOf = (root: XmlElement, all: readonly XmlElement[]): XmlElement | SamlRefusal => {
  if (all.some(({ name }) => /^Encrypted(Assertion|ID|Data|Attribute)$/.test(name)))
    return 'assertion-encrypted';
  const [first, ...more] = all.filter(({ name }) => name === 'Assertion');
  if (first === undefined) return 'assertion-missing';
  if (more.length > 0) return 'assertion-several';
  if (first.parent !== root || first.namespace !== ns.assertion) return 'assertion-misplaced';
  return first;
};

const hasDistinctIds = (identified: readonly XmlElement[], all: readonly XmlElement[]): boolean => {
  const ids = all.flatMap((one) => one.ids);
  const named = identified.every(
    ({ attributes, ids: own }) =>
      own.length === 1 && /^[\w.-]{1,256}$/.test(attributes.get('ID') ?? ''),
  );
  return named && new Set(ids).size === ids.length;
};

const withSignatures = (
  response: XmlElement,
  assertion: XmlElement,
  all: readonly XmlElement[],
): PlainResponse | SamlRefusal => {
  const signatures = all.filter(({ name }) => name === 'Signature');
  if (signatures.length === 0) return 'signature-missing';
  const own = (parent: XmlElement): readonly XmlElement[] =>
    childrenOf(parent, ns.signature, 'Signature');
  const [responseSignature, ...second] = own(response);
  const [assertionSignature, ...third] = own(assertion);
  const placed = [responseSignature, assertionSignature].filter((one) => one !== undefined);
  if (second.length + third.length > 0 || placed.length !== signatures.length)
    return 'signature-misplaced';
  return { kind: 'plain', response, responseSignature, assertionSignature };
};
