import { certIdParts } from '../ocsp/cert-id.ts';
import type { OcspStatement, ReadOcsp } from '../ocsp/read-response.ts';
import { keyUsageBits, oids } from '../extensions.ts';
import { limits } from '../limits.ts';
import type { ReadCertificate } from '../read-certificate.ts';
import { verifyIssued, verifySignature } from '../signature.ts';
import type { Work } from './work.ts';

export interface OcspDeps {
  readonly answers: readonly ReadOcsp[];
  readonly at: Date;
  readonly work: Work;
  /** Whether CRLs say that a responder's own certificate is good. */
  readonly isGoodByLists: (responder: ReadCertificate) => boolean;
}

/**
 * What responders say of a certificate by answers that are current and signed by who may (RFC 6960, 4.2.2.2): the worst of
 * it. `silent`: none of them is about it.
 */
export const ocspStatus = (
  certificate: ReadCertificate,
  issuer: ReadCertificate,
  deps: OcspDeps,
): OcspStatement['status'] | 'silent' => {
  const said = new Set(
    deps.answers.flatMap((answer) => {
      const about = answer.statements.filter(
        (statement) =>
          isAbout(statement, certificate, issuer) && isCurrent(statement, answer, deps.at),
      );
      return about.length > 0 && isAuthorised(answer, issuer, deps)
        ? about.map(({ status }) => status)
        : [];
    }),
  );
  return (['revoked', 'unknown', 'good'] as const).find((status) => said.has(status)) ?? 'silent';
};

const isAbout = (
  { hash, nameHash, keyHash, serial }: OcspStatement,
  certificate: ReadCertificate,
  issuer: ReadCertificate,
): boolean => {
  if (serial !== certificate.serial) return false;
  const wanted = certIdParts(certificate, issuer, hash);
  return wanted.nameHash.equals(nameHash) && wanted.keyHash.equals(keyHash);
};

/** What wasn't made for us may be an old answer played again, and is believed for a day at most. */
const isCurrent = (
  { thisUpdate, nextUpdate }: OcspStatement,
  { producedAt, isForUs }: ReadOcsp,
  at: Date,
): boolean => {
  const now = at.getTime();
  const age = now - thisUpdate.getTime();
  if (age < -limits.clockSkewMs || producedAt.getTime() > now + limits.clockSkewMs) return false;
  if (nextUpdate === undefined) return isForUs && age <= limits.ocspMomentMs;
  return at < nextUpdate && (isForUs || age <= limits.ocspAgeMs);
};

/** Signed by the issuer itself, or by a responder whom that very issuer made one. */
const isAuthorised = (answer: ReadOcsp, issuer: ReadCertificate, deps: OcspDeps): boolean =>
  [issuer, ...answer.certificates].some((signer) => {
    deps.work.signature();
    return (
      verifySignature(answer.signatureAlgorithm, answer.signature, signer.publicKey) === 'right' &&
      (signer === issuer || isResponderOf(signer, issuer, deps))
    );
  });

const isResponderOf = (
  responder: ReadCertificate,
  issuer: ReadCertificate,
  { at, work, isGoodByLists }: OcspDeps,
): boolean => {
  const { extensions, notBefore, notAfter } = responder;
  if (extensions === undefined || extensions.unknownCritical) return false;
  if (at < notBefore || at > notAfter) return false;
  if (extensions.extendedKeyUsage?.has(oids.ocspSigning) !== true) return false;
  if (extensions.keyUsage?.has(keyUsageBits.digitalSignature) === false) return false;
  if (responder.issuer.key !== issuer.subject.key) return false;
  work.signature();
  if (verifyIssued(responder, issuer) !== 'right') return false;
  return extensions.ocspNoCheck || isGoodByLists(responder);
};
