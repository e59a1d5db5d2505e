import type { ReadCertificate } from './read-certificate.ts';
import type { ReadCrl } from './read-crl.ts';
import { verifySignature } from './signature.ts';

/** Whether one of these certificates signed a CRL. Whether it may is for the validation of a path to say. */
export const isSignedByOneOf = (
  { issuer, signatureAlgorithm, signature }: ReadCrl,
  certificates: readonly ReadCertificate[],
): boolean =>
  certificates.some(
    ({ subject, publicKey }) =>
      subject.key === issuer.key &&
      verifySignature(signatureAlgorithm, signature, publicKey) === 'right',
  );
