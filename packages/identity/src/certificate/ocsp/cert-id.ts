import { createHash } from 'node:crypto';

import * as asn1js from 'asn1js';
import { PublicKeyInfo } from 'pkijs';

import { decode } from '../asn1.ts';
import type { ReadCertificate } from '../read-certificate.ts';

/** How a CertID names the issuer (RFC 6960, 4.1.1). SHA-1 finds a name here, and proves nothing. */
export const certIdHashes = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
} as const;

export type CertIdHash = (typeof certIdHashes)[keyof typeof certIdHashes];

export interface CertIdParts {
  readonly nameHash: Buffer;
  readonly keyHash: Buffer;
}

/** By the name that stands in the certificate and the issuer's key. */
export const certIdParts = (
  { issuerName }: ReadCertificate,
  issuer: ReadCertificate,
  hash: CertIdHash,
): CertIdParts => ({
  nameHash: createHash(hash).update(issuerName).digest(),
  keyHash: createHash(hash).update(keyBitsOf(issuer)).digest(),
});

/** The BIT STRING of the key without its tag, length and unused bits. */
const keyBitsOf = ({ publicKey }: ReadCertificate): Uint8Array => {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return new PublicKeyInfo({ schema: decode(spki, asn1js.Sequence) }).subjectPublicKey.valueBlock
    .valueHexView;
};
