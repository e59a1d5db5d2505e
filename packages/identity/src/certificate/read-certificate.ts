import { createHash, X509Certificate, type KeyObject } from 'node:crypto';

import * as asn1js from 'asn1js';
import { Certificate } from 'pkijs';

import { decode, integerKey } from './asn1.ts';
import { readExtensions, type CertificateExtensions } from './extensions.ts';
import { limits } from './limits.ts';
import { readName, type Name } from './name.ts';

/** A certificate as it was read; nothing of it is verified yet. */
export interface ReadCertificate {
  readonly der: Uint8Array;
  /** SHA-256. */
  readonly fingerprint: string;
  readonly version: number;
  readonly serial: string;
  readonly issuer: Name;
  /** The DER of `issuer`, which OCSP hashes. */
  readonly issuerName: Uint8Array;
  readonly subject: Name;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: KeyObject;
  readonly signatureAlgorithm: string;
  /** Undefined when the certificate names two different algorithms for its one signature. */
  readonly signature: { readonly over: Uint8Array; readonly bytes: Uint8Array } | undefined;
  /** Undefined when one of them is damaged: such a certificate is never part of a path. */
  readonly extensions: CertificateExtensions | undefined;
  /** OpenSSL's reading of the same bytes. */
  readonly secondOpinion: X509Certificate;
}

/**
 * Reads DER by two readers, pkijs and OpenSSL, which have to agree on where the certificate ends.
 *
 * @returns undefined when it is no certificate to one of them
 */
export const readCertificate = (der: Uint8Array): ReadCertificate | undefined => {
  if (der.byteLength > limits.certificateBytes) return undefined;
  try {
    const secondOpinion = new X509Certificate(der);
    if (!secondOpinion.raw.equals(der)) return undefined;
    const read = new Certificate({ schema: decode(der, asn1js.Sequence) });
    const sameAlgorithm = read.signature.isEqual(read.signatureAlgorithm);
    return {
      der,
      fingerprint: createHash('sha256').update(der).digest('hex'),
      version: read.version + 1,
      serial: integerKey(read.serialNumber),
      issuer: readName(new Uint8Array(read.issuer.valueBeforeDecode)),
      issuerName: new Uint8Array(read.issuer.valueBeforeDecode),
      subject: readName(new Uint8Array(read.subject.valueBeforeDecode)),
      notBefore: timeOf(read.notBefore.value),
      notAfter: timeOf(read.notAfter.value),
      publicKey: secondOpinion.publicKey,
      signatureAlgorithm: read.signatureAlgorithm.algorithmId,
      signature: sameAlgorithm
        ? { over: read.tbsView, bytes: read.signatureValue.valueBlock.valueHexView }
        : undefined,
      extensions: extensionsOf(read),
      secondOpinion,
    };
  } catch {
    // whatever a reader says of bytes from outside, they are no certificate
    return undefined;
  }
};

const extensionsOf = ({
  version,
  extensions = [],
}: Certificate): CertificateExtensions | undefined => {
  if (version !== 2 && extensions.length > 0) return undefined;
  try {
    return readExtensions(extensions);
  } catch {
    return undefined;
  }
};

export const timeOf = (date: Date): Date => {
  if (Number.isNaN(date.getTime())) throw new RangeError('no time');
  return date;
};

/** Issued under its own name: a CA that changes its key, or a root. */
export const isSelfIssued = ({ issuer, subject }: ReadCertificate): boolean =>
  issuer.key === subject.key;
