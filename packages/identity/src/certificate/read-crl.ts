import { createHash } from 'node:crypto';

import * as asn1js from 'asn1js';
import { CertificateRevocationList, type RevokedCertificate } from 'pkijs';

import { content, decode, integerKey, smallInteger } from './asn1.ts';
import {
  readIssuingDistributionPoint,
  type IssuingDistributionPoint,
} from './distribution-points.ts';
import { extensionValues, oids, readAuthorityKey } from './extensions.ts';
import { readGeneralNames } from './general-name.ts';
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

export interface CrlEntry {
  readonly removed: boolean;
}

/** ReasonCode `removeFromCRL` of a delta: on hold before, and good again. */
const removeFromCrl = 8;

const mostNodes = 4_000_000;

/** @returns undefined when it is no CRL, or one with something critical that isn't understood here */
export const readCrl = (der: Uint8Array): ReadCrl | undefined => {
  if (der.byteLength > limits.crlBytes) return undefined;
  try {
    const read = new CertificateRevocationList({ schema: decode(der, asn1js.Sequence, mostNodes) });
    return crlOf(read, createHash('sha256').update(der).digest('hex'));
  } catch {
    // whatever a reader says of bytes from outside, they are no list that tells anything
    return undefined;
  }
};

const understood: ReadonlySet<string> = new Set([
  oids.issuingDistributionPoint,
  oids.deltaCrlIndicator,
  oids.crlNumber,
  oids.authorityKeyIdentifier,
]);

const crlOf = (read: CertificateRevocationList, fingerprint: string): ReadCrl | undefined => {
  const extensions = read.crlExtensions?.extensions ?? [];
  if (extensions.some(({ extnID, critical }) => critical && !understood.has(extnID)))
    return undefined;
  if (!read.signature.isEqual(read.signatureAlgorithm)) return undefined;
  const values = extensionValues(extensions);
  const value = <T>(oid: string, reader: (der: Uint8Array) => T): T | undefined => {
    const der = values.get(oid);
    return der && reader(der);
  };
  const issuer = readName(new Uint8Array(read.issuer.valueBeforeDecode));
  const scope = value(oids.issuingDistributionPoint, readIssuingDistributionPoint);
  const entries = entriesOf(read.revokedCertificates ?? [], issuer, scope?.indirect === true);
  return {
    fingerprint,
    issuer,
    thisUpdate: timeOf(read.thisUpdate.value),
    nextUpdate: read.nextUpdate && timeOf(read.nextUpdate.value),
    signatureAlgorithm: read.signatureAlgorithm.algorithmId,
    signature: { over: read.tbsView, bytes: read.signatureValue.valueBlock.valueHexView },
    scope,
    scopeKey: Buffer.from(values.get(oids.issuingDistributionPoint) ?? []).toString('hex'),
    authorityKey: value(oids.authorityKeyIdentifier, readAuthorityKey),
    number: value(oids.crlNumber, bigInteger),
    deltaOf: value(oids.deltaCrlIndicator, bigInteger),
    entry: (certificateIssuer, serial) => entries.get(entryKey(certificateIssuer, serial)),
  };
};

const bigInteger = (der: Uint8Array): bigint =>
  BigInt(`0x${integerKey(decode(der, asn1js.Integer))}`);

const entryKey = (issuer: Name, serial: string): string => `${serial} ${issuer.key}`;

/** @throws when an entry has something critical that isn't understood: then no entry can be relied on (RFC 5280, 5.3) */
const entriesOf = (
  revoked: readonly RevokedCertificate[],
  crlIssuer: Name,
  indirect: boolean,
): ReadonlyMap<string, CrlEntry> => {
  const entries = new Map<string, CrlEntry>();
  // the issuer of an entry is that of the entry before it, unless it names one
  let issuer = crlIssuer;
  for (const { userCertificate, crlEntryExtensions } of revoked) {
    const entry = readEntry(crlEntryExtensions?.extensions ?? []);
    if (entry.issuer !== undefined) {
      if (!indirect)
        throw new TypeError('an entry for another issuer in a CRL that is not indirect');
      issuer = entry.issuer;
    }
    entries.set(entryKey(issuer, integerKey(userCertificate)), { removed: entry.removed });
  }
  return entries;
};

const understoodOfEntries: ReadonlySet<string> = new Set([
  oids.reasonCode,
  oids.invalidityDate,
  oids.certificateIssuer,
]);

type EntryExtensions = NonNullable<RevokedCertificate['crlEntryExtensions']>['extensions'];

const readEntry = (
  extensions: EntryExtensions,
): { readonly issuer: Name | undefined; readonly removed: boolean } => {
  if (extensions.some(({ extnID, critical }) => critical && !understoodOfEntries.has(extnID)))
    throw new TypeError('a critical extension of an entry that is not understood');
  const values = extensionValues(extensions);
  const reason = values.get(oids.reasonCode);
  const issuer = values.get(oids.certificateIssuer);
  return {
    issuer: issuer && directoryName(issuer),
    removed: reason !== undefined && reasonOf(reason) === removeFromCrl,
  };
};

const reasonOf = (der: Uint8Array): number => smallInteger(content(decode(der, asn1js.Enumerated)));

const directoryName = (der: Uint8Array): Name => {
  for (const name of readGeneralNames(der)) if (name.form === 'directory') return name.name;
  throw new TypeError('a certificateIssuer without a directoryName');
};
