import { verify, type KeyObject } from 'node:crypto';

import type { ReadCertificate } from './read-certificate.ts';

/** The signature algorithms that are allowed, and no others: no SHA-1, no MD5, no DSA. */
const allowed: Readonly<Record<string, { readonly hash: string; readonly key: 'rsa' | 'ec' }>> = {
  '1.2.840.113549.1.1.11': { hash: 'sha256', key: 'rsa' },
  '1.2.840.113549.1.1.12': { hash: 'sha384', key: 'rsa' },
  '1.2.840.113549.1.1.13': { hash: 'sha512', key: 'rsa' },
  '1.2.840.10045.4.3.2': { hash: 'sha256', key: 'ec' },
  '1.2.840.10045.4.3.3': { hash: 'sha384', key: 'ec' },
  '1.2.840.10045.4.3.4': { hash: 'sha512', key: 'ec' },
};

const curves: ReadonlySet<string | undefined> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

export type SignatureVerdict = 'right' | 'wrong' | 'algorithm-refused';

/** Verifies by OpenSSL, after the algorithm and the key were found to be allowed. */
export const verifySignature = (
  algorithm: string,
  signed: { readonly over: Uint8Array; readonly bytes: Uint8Array },
  key: KeyObject,
): SignatureVerdict => {
  const known = allowed[algorithm];
  if (!known || known.key !== key.asymmetricKeyType || !isStrong(key)) return 'algorithm-refused';
  return verify(known.hash, signed.over, key, signed.bytes) ? 'right' : 'wrong';
};

/** By our reading and by OpenSSL's of the whole certificate. */
export const verifyIssued = (
  certificate: ReadCertificate,
  issuer: ReadCertificate,
): SignatureVerdict => {
  if (certificate.signature === undefined) return 'wrong';
  const verdict = verifySignature(
    certificate.signatureAlgorithm,
    certificate.signature,
    issuer.publicKey,
  );
  if (verdict !== 'right') return verdict;
  return certificate.secondOpinion.verify(issuer.publicKey) ? 'right' : 'wrong';
};

/** Too long a key or exponent costs time, too short a one safety. */
export const isStrong = ({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean => {
  if (asymmetricKeyType === 'ec') return curves.has(asymmetricKeyDetails?.namedCurve);
  const { modulusLength = 0, publicExponent = 0n } = asymmetricKeyDetails ?? {};
  return (
    asymmetricKeyType === 'rsa' &&
    modulusLength >= 2048 &&
    modulusLength <= 8192 &&
    publicExponent >= 3n &&
    publicExponent < 2n ** 33n
  );
};
