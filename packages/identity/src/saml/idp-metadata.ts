import { X509Certificate } from 'node:crypto';

import { hasUsableKey } from './check-response.ts';
import { signatureFault } from './signature-policy.ts';
import { signedRootOf } from './signed-root.ts';
import { allOf, childrenOf, ns, onlyChild, parseXml, textOf, type XmlElement } from './xml.ts';

/** What an identity provider's metadata say, as far as a login needs it. */
export interface IdpMetadata {
  readonly entityId: string;
  /** Takes requests to log in by redirect. */
  readonly signInUrl: string;
  /** Takes requests to log out, and answers to such; undefined: it doesn't, or not by the browser. */
  readonly signOut: SignOutAddress | undefined;
  /** In PEM; several, while it changes its key. */
  readonly certificates: readonly string[];
  /** From then on they are worth nothing; undefined: they don't say. */
  readonly validUntil: Date | undefined;
  /** To be asked for anew after so long; undefined: they don't say. */
  readonly cacheMs: number | undefined;
}

export interface SignOutAddress {
  readonly binding: 'redirect' | 'post';
  readonly url: string;
  readonly responseUrl: string;
}

/** Why metadata are of no use; stable. */
export const metadataRefusals = {
  'metadata-too-large': 'more bytes or elements than metadata may have',
  'metadata-unreadable': 'not UTF-8, not well-formed XML, a DOCTYPE, or no metadata',
  'metadata-not-signed': 'a certificate is configured for their signature, and they have none',
  'metadata-signature-wrong': 'not signed by the certificate that is configured, or changed since',
  'metadata-over': 'their validUntil has passed',
  'metadata-of-others': 'they have no identity provider of the entity id that is configured',
  'metadata-without-address': 'it has no address for logging in by HTTP-Redirect, or not by https',
  'metadata-without-key': 'it has no RSA key of 2048 bits or more for signatures',
} as const;

export type MetadataRefusal = keyof typeof metadataRefusals;

export interface MetadataRules {
  /** Whose, among the entities of a federation. */
  readonly entityId: string;
  /** Who signs them, in PEM; none: whoever answers at their address is believed. */
  readonly signedBy: readonly string[];
  readonly at: Date;
  /** Plain http to an identity provider on this machine. */
  readonly allowHttp: boolean;
}

/** What metadata may cost: a federation has hundreds of entities. */
export const metadataLimits = {
  bytes: 8 * 1024 * 1024,
  depth: 32,
  elements: 250_000,
  attributesOfAnElement: 64,
} as const;

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads the metadata of one identity provider; where a signature is asked for, from the bytes that it covers. */
export const readIdpMetadata = (
  file: Uint8Array,
  rules: MetadataRules,
): IdpMetadata | MetadataRefusal => {
  if (file.byteLength > metadataLimits.bytes) return 'metadata-too-large';
  const root = rootOf(file, rules.signedBy);
  if (typeof root === 'string') return root;
  const found = allOf(root).filter(
    (one) => isA(one, 'EntityDescriptor') && one.attributes.get('entityID') === rules.entityId,
  );
  const providers = found.flatMap((entity) =>
    childrenOf(entity, ns.metadata, 'IDPSSODescriptor').filter(speaksSaml2),
  );
  const [provider, ...more] = providers;
  if (provider === undefined || more.length > 0) return 'metadata-of-others';
  const validUntil = validUntilOf(provider);
  if (validUntil && !(validUntil.getTime() > rules.at.getTime())) return 'metadata-over';
  return providerOf(provider, rules, validUntil);
};

const isA = (element: XmlElement, name: string): boolean =>
  element.namespace === ns.metadata && element.name === name;

const speaksSaml2 = ({ attributes }: XmlElement): boolean =>
  (attributes.get('protocolSupportEnumeration') ?? '').split(/\s+/).includes(ns.protocol);

const rootOf = (file: Uint8Array, signedBy: readonly string[]): XmlElement | MetadataRefusal => {
  const xml = decoded(file);
  const root = xml === undefined ? 'metadata-unreadable' : metadataOf(xml);
  if (xml === undefined || typeof root === 'string' || signedBy.length === 0) return root;
  const signature = onlyChild(root, ns.signature, 'Signature');
  if (!signature) return 'metadata-not-signed';
  if (signatureFault(signature) !== undefined || !signedBy.every(hasUsableKey))
    return 'metadata-signature-wrong';
  // an id that is there twice could be signed in the one place and read in the other
  if (!hasDistinctIds(root)) return 'metadata-signature-wrong';
  const signed = signedRootOf(xml, signedBy);
  return signed === undefined ? 'metadata-signature-wrong' : metadataOf(signed);
};

const hasDistinctIds = (root: XmlElement): boolean => {
  const ids = allOf(root).flatMap(({ ids: own }) => own);
  return new Set(ids).size === ids.length;
};

const decoded = (file: Uint8Array): string | undefined => {
  try {
    return strictUtf8.decode(file);
  } catch {
    return undefined;
  }
};

const metadataOf = (xml: string): XmlElement | MetadataRefusal => {
  const root = parseXml(xml, { ...metadataLimits, comments: true });
  if (root === 'xml-too-complex') return 'metadata-too-large';
  if (typeof root === 'string') return 'metadata-unreadable';
  return isA(root, 'EntityDescriptor') || isA(root, 'EntitiesDescriptor')
    ? root
    : 'metadata-unreadable';
};

/** The first end of the provider and of all that it stands in; an end that can't be read is one that has passed. */
const validUntilOf = (provider: XmlElement): Date | undefined => {
  const ends: number[] = [];
  for (let at: XmlElement | undefined = provider; at; at = at.parent) {
    const stated = at.attributes.get('validUntil');
    if (stated !== undefined) ends.push(timeOf(stated));
  }
  return ends.length === 0 ? undefined : new Date(Math.min(...ends));
};

/** xs:dateTime in UTC, as SAML has it. */
const timeOf = (text: string): number =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(text) ? Date.parse(text) || 0 : 0;

const second = 1000;
const unitsMs = { D: 86_400 * second, H: 3_600 * second, M: 60 * second, S: second };

/** The shortest `cacheDuration` (xs:duration without years and months, which have no length) of it and what it stands in. */
const cacheMsOf = (provider: XmlElement): number | undefined => {
  const stated: number[] = [];
  for (let at: XmlElement | undefined = provider; at; at = at.parent) {
    const parts =
      /^P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})(?:\.\d+)?S)?)?$/.exec(
        at.attributes.get('cacheDuration') ?? '',
      );
    if (!parts) continue;
    const [days, hours, minutes, seconds] = parts.slice(1).map((text) => Number(text ?? 0));
    stated.push(
      (days ?? 0) * unitsMs.D +
        (hours ?? 0) * unitsMs.H +
        (minutes ?? 0) * unitsMs.M +
        (seconds ?? 0) * unitsMs.S,
    );
  }
  return stated.length === 0 ? undefined : Math.min(...stated);
};

const bindings = {
  redirect: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
  post: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
} as const;

const providerOf = (
  provider: XmlElement,
  { entityId, allowHttp }: MetadataRules,
  validUntil: Date | undefined,
): IdpMetadata | MetadataRefusal => {
  const signInUrl = serviceOf(provider, 'SingleSignOnService', 'redirect', allowHttp)?.get(
    'Location',
  );
  if (signInUrl === undefined) return 'metadata-without-address';
  const certificates = signingCertificatesOf(provider);
  if (certificates.length === 0) return 'metadata-without-key';
  return {
    ...{ entityId, signInUrl, certificates, validUntil },
    signOut: signOutOf(provider, 'redirect', allowHttp) ?? signOutOf(provider, 'post', allowHttp),
    cacheMs: cacheMsOf(provider),
  };
};

/** The attributes of its first address of a kind that one may go to. */
const serviceOf = (
  provider: XmlElement,
  name: string,
  binding: keyof typeof bindings,
  allowHttp: boolean,
): XmlElement['attributes'] | undefined =>
  childrenOf(provider, ns.metadata, name)
    .map(({ attributes }) => attributes)
    .find(
      (attributes) =>
        attributes.get('Binding') === bindings[binding] &&
        isAddress(attributes.get('Location'), allowHttp),
    );

const signOutOf = (
  provider: XmlElement,
  binding: keyof typeof bindings,
  allowHttp: boolean,
): SignOutAddress | undefined => {
  const found = serviceOf(provider, 'SingleLogoutService', binding, allowHttp);
  const url = found?.get('Location');
  const responseUrl = found?.get('ResponseLocation');
  return url === undefined
    ? undefined
    : { binding, url, responseUrl: isAddress(responseUrl, allowHttp) ? responseUrl : url };
};

const isAddress = (text: string | undefined, allowHttp: boolean): text is string => {
  if (text === undefined || !URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === 'https:' || (allowHttp && protocol === 'http:');
};

/** Whether they have expired isn't looked at: they are names of keys here, which the metadata vouch for. */
const signingCertificatesOf = (provider: XmlElement): readonly string[] => {
  const keys = childrenOf(provider, ns.metadata, 'KeyDescriptor').filter(
    ({ attributes }) => (attributes.get('use') ?? 'signing') === 'signing',
  );
  const texts = keys
    .flatMap(allOf)
    .filter((one) => one.namespace === ns.signature && one.name === 'X509Certificate')
    .flatMap((one) => textOf(one) ?? []);
  return [...new Set(texts.flatMap(pemOf))];
};

const pemOf = (base64: string): readonly string[] => {
  try {
    const pem = new X509Certificate(Buffer.from(base64, 'base64')).toString();
    return hasUsableKey(pem) ? [pem] : [];
  } catch {
    return [];
  }
};
