import type { SamlRefusal } from './reasons.ts';
import { allOf, childrenOf, ns, type XmlElement } from './xml.ts';

/** A response in which nothing stands where a reader might take it for something else. */
export interface ShapedResponse {
  readonly response: XmlElement;
  readonly assertion: XmlElement;
  readonly responseSignature: XmlElement | undefined;
  readonly assertionSignature: XmlElement | undefined;
}

/**
 * One response, one assertion directly in it, signatures directly in either, every id once. What remains of signature
 * wrapping (XSW) after that has nowhere to hide: names are looked for in every namespace and at every depth.
 */
export const shapeOf = (root: XmlElement): ShapedResponse | SamlRefusal => {
  const all = allOf(root);
  if (!isA(root, ns.protocol, 'Response')) return 'not-a-response';
  if (all.some((one) => one !== root && one.name === 'Response')) return 'not-a-response';
  const assertion = assertionOf(root, all);
  if (typeof assertion === 'string') return assertion;
  if (!hasDistinctIds(root, assertion, all)) return 'id-several';
  if (!hasVersion(root) || !hasVersion(assertion)) return 'not-a-response';
  return withSignatures(root, assertion, all);
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

const hasDistinctIds = (
  root: XmlElement,
  assertion: XmlElement,
  all: readonly XmlElement[],
): boolean => {
  const ids = all.flatMap((one) => one.ids);
  const named = [root, assertion].every(
    ({ attributes, ids: own }) =>
      own.length === 1 && /^[\w.-]{1,256}$/.test(attributes.get('ID') ?? ''),
  );
  return named && new Set(ids).size === ids.length;
};

const withSignatures = (
  response: XmlElement,
  assertion: XmlElement,
  all: readonly XmlElement[],
): ShapedResponse | SamlRefusal => {
  const signatures = all.filter(({ name }) => name === 'Signature');
  if (signatures.length === 0) return 'signature-missing';
  const own = (parent: XmlElement): readonly XmlElement[] =>
    childrenOf(parent, ns.signature, 'Signature');
  const [responseSignature, ...second] = own(response);
  const [assertionSignature, ...third] = own(assertion);
  const placed = [responseSignature, assertionSignature].filter((one) => one !== undefined);
  if (second.length + third.length > 0 || placed.length !== signatures.length)
    return 'signature-misplaced';
  return { response, assertion, responseSignature, assertionSignature };
};
