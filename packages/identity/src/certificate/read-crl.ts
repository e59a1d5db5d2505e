import { createHash } from 'node:crypto';

import * as asn1js from 'asn1js';
import { AlgorithmIdentifier, Extensions, Time, type Extension } from 'pkijs';

import { decode, integerKey } from './asn1.ts';
import { readEntries, type CrlEntries, type CrlEntry } from './crl-entries.ts';
import { derBytes, derTags, derValueAt, derValues, type DerValue } from './der.ts';
import {
  readIssuingDistributionPoint,
  type IssuingDistributionPoint,
} from './distribution-points.ts';
import { extensionValues, oids, readAuthorityKey } from './extensions.ts';
import { limits } from './limits.ts';
import { readName, type Name } from './name.ts';
import { timeOf } from './read-certificate.ts';

/** A revocation list as it was read; nothing of it is verified yet. */
export interface ReadCrl {
  /** SHA-256. */
  readonly fingerprint: string;
  readonly issuer: Name;
  readonly thisUpdate: Date;
  /** Undefined says nothing of how long the list is true. */
  readonly nextUpdate: Date | undefined;
  readonly signatureAlgorithm: string;
  readonly signature: { readonly over: Uint8Array; readonly bytes: Uint8Array };
  readonly scope: IssuingDistributionPoint | undefined;
  /** The DER of `scope`, by which a delta finds its base. */
  readonly scopeKey: string;
  readonly authorityKey: string | undefined;
  readonly number: bigint | undefined;
  /** For a delta CRL: the number of the base that it goes on from. */
  readonly deltaOf: bigint | undefined;
  /** What the list says of the certificate with this issuer and serial number. */
  readonly entry: (issuer: Name, serial: string) => CrlEntry | undefined;
}

/** @returns undefined when it is no CRL, or one with something critical that isn't understood here */
export const readCrl = (der: Uint8Array): ReadCrl | undefined => {
  if (der.byteLength > limits.crlBytes) return undefined;
  try {
    return crlOf(der);
  } catch {
    // whatever a reader says of bytes from outside, they are no list that tells anything
    return undefined;
  }
};

const crlOf = (der: Uint8Array): ReadCrl => {
  const { tbs, algorithm, signature } = readOuter(der);
  const fields = readTbs(der, tbs);
  if (!Buffer.from(derBytes(der, algorithm)).equals(derBytes(der, fields.algorithm)))
    throw new TypeError('two algorithms for one signature');
  const issuer = readName(derBytes(der, fields.issuer));
  const extensions = readExtensions(fields.extensions);
  const entries: CrlEntries = fields.revoked
    ? readEntries(der, fields.revoked, issuer, extensions.scope?.indirect === true)
    : new Map();
  return {
    fingerprint: createHash('sha256').update(der).digest('hex'),
    issuer,
    thisUpdate: readTime(derBytes(der, fields.thisUpdate)),
    nextUpdate: fields.nextUpdate && readTime(derBytes(der, fields.nextUpdate)),
    signatureAlgorithm: new AlgorithmIdentifier({
      schema: decode(derBytes(der, algorithm), asn1js.Sequence),
    }).algorithmId,
    signature: {
      over: derBytes(der, tbs),
      bytes: decode(derBytes(der, signature), asn1js.BitString).valueBlock.valueHexView,
    },
    ...extensions,
    entry: (of, serial) => entries.get(of.key)?.get(serial),
  };
};

const readOuter = (
  der: Uint8Array,
): { readonly tbs: DerValue; readonly algorithm: DerValue; readonly signature: DerValue } => {
  const outer = derValueAt(der, 0, der.byteLength);
  const [tbs, algorithm, signature, ...more] = derValues(der, outer.content, outer.end);
  const isWhole = outer.tag === derTags.sequence && outer.end === der.byteLength;
  if (!isWhole || tbs?.tag !== derTags.sequence || !algorithm || !signature || more.length > 0)
    throw new TypeError('no CertificateList');
  return { tbs, algorithm, signature };
};

interface TbsFields {
  readonly algorithm: DerValue;
  readonly issuer: DerValue;
  readonly thisUpdate: DerValue;
  readonly nextUpdate: DerValue | undefined;
  readonly revoked: DerValue | undefined;
  readonly extensions: readonly Extension[];
}

const isTime = ({ tag }: DerValue): boolean =>
  tag === derTags.utcTime || tag === derTags.generalizedTime;

/** [0], explicit. */
const extensionsTag = 0xa0;

const readTbs = (der: Uint8Array, tbs: DerValue): TbsFields => {
  const rest = [...derValues(der, tbs.content, tbs.end)];
  const next = (is: (value: DerValue) => boolean): DerValue | undefined =>
    rest[0] && is(rest[0]) ? rest.shift() : undefined;
  const isSequence = ({ tag }: DerValue): boolean => tag === derTags.sequence;
  next(({ tag }) => tag === derTags.integer);
  const algorithm = next(isSequence);
  const issuer = next(isSequence);
  const thisUpdate = next(isTime);
  const nextUpdate = next(isTime);
  const revoked = next(isSequence);
  const tagged = next(({ tag }) => tag === extensionsTag);
  if (!algorithm || !issuer || !thisUpdate || rest.length > 0)
    throw new TypeError('no TBSCertList');
  const extensions = tagged
    ? new Extensions({ schema: decode(der.subarray(tagged.content, tagged.end), asn1js.Sequence) })
        .extensions
    : [];
  return { algorithm, issuer, thisUpdate, nextUpdate, revoked, extensions };
};

const readTime = (der: Uint8Array): Date =>
  timeOf(new Time({ schema: asn1js.fromBER(der).result }).value);

const understood: ReadonlySet<string> = new Set([
  oids.issuingDistributionPoint,
  oids.deltaCrlIndicator,
  oids.crlNumber,
  oids.authorityKeyIdentifier,
]);

/** @throws when one is damaged, there twice, or critical and not understood */
const readExtensions = (
  extensions: readonly Extension[],
): Pick<ReadCrl, 'scope' | 'scopeKey' | 'authorityKey' | 'number' | 'deltaOf'> => {
  if (extensions.some(({ extnID, critical }) => critical && !understood.has(extnID)))
    throw new TypeError('a critical extension that is not understood');
  const values = extensionValues(extensions);
  const value = <T>(oid: string, reader: (der: Uint8Array) => T): T | undefined => {
    const der = values.get(oid);
    return der && reader(der);
  };
  return {
    scope: value(oids.issuingDistributionPoint, readIssuingDistributionPoint),
    scopeKey: Buffer.from(values.get(oids.issuingDistributionPoint) ?? []).toString('hex'),
    authorityKey: value(oids.authorityKeyIdentifier, readAuthorityKey),
    number: value(oids.crlNumber, bigInteger),
    deltaOf: value(oids.deltaCrlIndicator, bigInteger),
  };
};

const bigInteger = (der: Uint8Array): bigint =>
  BigInt(`0x${integerKey(decode(der, asn1js.Integer))}`);
