import { keyUsageBits, oids, type CertificateExtensions } from './extensions.ts';
import { hsaIdOf, type HsaId } from './hsa-id.ts';
import { limits } from './limits.ts';
import type { Name } from './name.ts';
import { policiesOfPath } from './path/policies-of-path.ts';
import { validatePath } from './path/validate-path.ts';
import { readCertificate, type ReadCertificate } from './read-certificate.ts';
import type { ReadOcsp } from './ocsp/read-response.ts';
import type { ReadCrl } from './read-crl.ts';
import { blocksOf } from './read-file.ts';
import type { CertificateRefusal } from './reasons.ts';
import { isStrong } from './signature.ts';
import { isFunctionIssuer } from './siths.ts';

/** Levels of assurance (tillitsnivå) as the Swedish framework numbers them. */
export type Loa = 1 | 2 | 3 | 4;

/** Who issues what logs a person in; configuration. */
export interface CardRules {
  /** Common names of every CA below the trust anchor that a path may have. */
  readonly issuers: ReadonlySet<string>;
  /** Which certificate policy gives which level; a policy that is missing here gives none. */
  readonly policies: ReadonlyMap<string, Loa>;
  readonly leastLoa: Loa;
}

/** What a path is looked for in; read once, used for each check. */
export interface CardTrust {
  readonly anchors: readonly ReadCertificate[];
  readonly intermediates: readonly ReadCertificate[];
  readonly crls: readonly ReadCrl[];
  /** Answers by OCSP, beside the CRLs. */
  readonly ocsp?: readonly ReadOcsp[] | undefined;
}

export type CertificateVerdict =
  | {
      readonly accepted: true;
      readonly hsaId: HsaId;
      /** As the card writes it, for people to read; undefined when it writes none. */
      readonly name: string | undefined;
      readonly loa: Loa;
      readonly reason: 'accepted';
    }
  | Refused;

export type PathVerdict = { readonly accepted: true; readonly reason: 'accepted' } | Refused;

interface Refused {
  readonly accepted: false;
  readonly reason: CertificateRefusal;
}

/** Whether a certificate logs its person in: a valid path, and the rules that make it a person's card at a level. */
export const checkCertificate = (
  file: Uint8Array,
  trust: CardTrust,
  rules: CardRules,
  at: Date,
): CertificateVerdict => {
  const leaf = readLeaf(file);
  if (typeof leaf === 'string') return refused(leaf);
  const result = validatePath({ leaf, ...trust, at }, (path) => pathFault(path, rules));
  if (!result.valid) return refused(result.reason);
  const person = hsaIdOf(leaf.subject);
  if ('reason' in person) return refused(person.reason);
  const level = levelOf(leaf, result.path, rules);
  if (typeof level === 'string') return refused(level);
  return {
    accepted: true,
    hsaId: person.hsaId,
    name: personNameOf(leaf.subject),
    loa: level,
    reason: 'accepted',
  };
};

/** Whether RFC 5280 calls a path to the certificate valid, whosesoever it is. */
export const checkPath = (file: Uint8Array, trust: CardTrust, at: Date): PathVerdict => {
  const leaf = readLeaf(file);
  if (typeof leaf === 'string') return refused(leaf);
  const result = validatePath({ leaf, ...trust, at });
  return result.valid ? { accepted: true, reason: 'accepted' } : refused(result.reason);
};

const refused = (reason: CertificateRefusal): Refused => ({ accepted: false, reason });

const readLeaf = (file: Uint8Array): ReadCertificate | CertificateRefusal => {
  // base64 and the lines around it make a certificate longer by half at most
  if (file.byteLength > 2 * limits.certificateBytes) return 'certificate-too-large';
  const [der, ...more] = blocksOf(file, 'CERTIFICATE');
  if (der === undefined || more.length > 0) return 'certificate-unreadable';
  return readCertificate(der) ?? 'certificate-unreadable';
};

/** What a valid path lacks to be that of a person's card, apart from who the person is. */
const pathFault = (
  path: readonly ReadCertificate[],
  rules: CardRules,
): CertificateRefusal | undefined => {
  const leaf = path.at(-1);
  if (leaf?.extensions === undefined) return 'extension-malformed';
  return (
    issuerFault(path, rules) ??
    usageFault(leaf.extensions) ??
    (isStrong(leaf.publicKey) ? undefined : 'algorithm-refused')
  );
};

/**
 * Every CA below the trust anchor is named, not the issuing one alone: else any of them could make itself a CA of
 * that name.
 */
const issuerFault = (
  path: readonly ReadCertificate[],
  { issuers }: CardRules,
): CertificateRefusal | undefined => {
  const cas = path.length === 2 ? path.slice(0, 1) : path.slice(1, -1);
  for (const { subject, extensions } of cas) {
    const name = commonNameOf(subject);
    if (name !== undefined && isFunctionIssuer(name)) return 'function-certificate';
    if (name === undefined || !issuers.has(name)) return 'issuer-not-accepted';
    if (!mayAuthenticateClients(extensions, true)) return 'not-for-client-authentication';
  }
  return undefined;
};

/** Given name and surname, or else the common name. */
const personNameOf = (subject: Name): string | undefined => {
  const text = (oid: string): string | undefined =>
    subject.attributes.find((each) => each.oid === oid)?.text;
  const parts = [text(oids.givenName), text(oids.surname)].filter((part) => part !== undefined);
  return parts.length === 2 ? parts.join(' ') : commonNameOf(subject);
};

/** The one common name; a second one makes it nobody's. */
const commonNameOf = ({ attributes }: Name): string | undefined => {
  const [first, ...more] = attributes.filter(({ oid }) => oid === oids.commonName);
  return more.length === 0 ? first?.text : undefined;
};

const usageFault = (extensions: CertificateExtensions): CertificateRefusal | undefined => {
  const { basicConstraints, keyUsage } = extensions;
  const has = (usage: keyof typeof keyUsageBits): boolean =>
    keyUsage?.has(keyUsageBits[usage]) ?? false;
  if (basicConstraints.ca || has('keyCertSign') || has('cRLSign')) return 'certificate-of-a-ca';
  if (has('nonRepudiation')) return 'signing-certificate';
  if (!has('digitalSignature')) return 'no-digital-signature';
  return mayAuthenticateClients(extensions, false) ? undefined : 'not-for-client-authentication';
};

/** A CA may leave its extended key usage open; a card says clientAuth. */
const mayAuthenticateClients = (
  extensions: CertificateExtensions | undefined,
  ca: boolean,
): boolean => {
  const usage = extensions?.extendedKeyUsage;
  if (usage === undefined) return ca;
  return usage.has(oids.clientAuth) || (ca && usage.has(oids.anyExtendedKeyUsage));
};

/** By the policies that the card states itself and the CAs above it, where they state any, allow; the lowest counts. */
const levelOf = (
  { extensions }: ReadCertificate,
  path: readonly ReadCertificate[],
  { policies, leastLoa }: CardRules,
): Loa | CertificateRefusal => {
  const stated = [...(extensions?.policies ?? [])].filter((policy) => policies.has(policy));
  const valid = policiesOfPath(path);
  if (!stated.some((policy) => valid.has(policy))) return 'policy-not-accepted';
  const level = stated
    .flatMap((policy) => policies.get(policy) ?? [])
    .reduce<Loa>((lowest, one) => (one < lowest ? one : lowest), 4);
  return level < leastLoa ? 'level-too-low' : level;
};
