import type { ReadOcsp } from '../ocsp/read-response.ts';
import type { ReadCertificate } from '../read-certificate.ts';
import type { ReadCrl } from '../read-crl.ts';
import type { CertificateRefusal } from '../reasons.ts';
import { PathBuilder, type KnownCertificates, type SearchFault } from './build.ts';
import { validateConstraints } from './constraints.ts';
import { Revocation } from './revocation.ts';
import { TooMuchWork, Work } from './work.ts';

export interface PathInput extends KnownCertificates {
  readonly leaf: ReadCertificate;
  readonly crls: readonly ReadCrl[];
  /** Answers by OCSP. */
  readonly ocsp?: readonly ReadOcsp[] | undefined;
  readonly at: Date;
}

export type PathResult =
  | {
      readonly valid: true;
      /** The trust anchor first, the leaf last. */
      readonly path: readonly ReadCertificate[];
    }
  | { readonly valid: false; readonly reason: CertificateRefusal };

/** Looks for a path that RFC 5280 calls valid; `suits` may refuse one that is, with the reason why. */
export const validatePath = (
  { leaf, crls, ocsp = [], at, ...known }: PathInput,
  suits: Judge = () => undefined,
): PathResult => {
  const work = new Work();
  const builder = new PathBuilder(known, work);
  const revocation: Revocation = new Revocation({
    crls,
    ocsp,
    at,
    builder,
    work,
    isValid: (certificate, anchor) =>
      search(certificate, (path) =>
        path[0]?.fingerprint === anchor.fingerprint ? faultOf(path) : 'issuer-unknown',
      ).valid,
  });

  const faultOf = (path: readonly ReadCertificate[]): CertificateRefusal | undefined =>
    validateConstraints(path, at) ?? revocationFault(path, revocation);

  /** The first path without a fault, or else the fault of the likeliest one. */
  const search = (certificate: ReadCertificate, judge: Judge): PathResult => {
    const fault: SearchFault = { reason: 'issuer-unknown' };
    let first: CertificateRefusal | undefined;
    for (const path of builder.pathsTo(certificate, fault)) {
      work.step();
      const reason = judge(path);
      if (reason === undefined) return { valid: true, path };
      first ??= reason;
    }
    return { valid: false, reason: first ?? fault.reason };
  };

  if (builder.isAnchor(leaf)) return { valid: false, reason: 'trust-anchor' };
  try {
    return search(leaf, (path) => faultOf(path) ?? suits(path));
  } catch (error) {
    if (error instanceof TooMuchWork) return { valid: false, reason: 'too-much-work' };
    throw error;
  }
};

type Judge = (path: readonly ReadCertificate[]) => CertificateRefusal | undefined;

/** From the trust anchor down, since whoever is revoked says nothing of others. */
const revocationFault = (
  path: readonly ReadCertificate[],
  revocation: Revocation,
): CertificateRefusal | undefined => {
  const [anchor] = path;
  for (const [index, certificate] of path.entries()) {
    const issuer = path[index - 1];
    if (anchor === undefined || issuer === undefined) continue;
    const status = revocation.statusOf({ certificate, issuer, anchor });
    if (status === 'revoked') return 'revoked';
    if (status === 'unknown') return 'revocation-unknown';
  }
  return undefined;
};
