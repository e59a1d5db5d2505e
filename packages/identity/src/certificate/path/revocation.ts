import { allReasons, type DistributionPoint } from '../distribution-points.ts';
import { keyUsageBits } from '../extensions.ts';
import { limits } from '../limits.ts';
import type { ReadCertificate } from '../read-certificate.ts';
import type { ReadCrl } from '../read-crl.ts';
import type { ReadOcsp } from '../ocsp/read-response.ts';
import { verifySignature } from '../signature.ts';
import type { PathBuilder } from './build.ts';
import { directoryNames, implicitPoint, reasonsCovered } from './crl-scope.ts';
import { ocspStatus } from './ocsp-status.ts';
import type { Work } from './work.ts';

/** Unknown is as bad as revoked. */
export type RevocationStatus = 'good' | 'revoked' | 'unknown';

export interface RevocationDeps {
  readonly crls: readonly ReadCrl[];
  readonly ocsp: readonly ReadOcsp[];
  readonly at: Date;
  readonly builder: PathBuilder;
  readonly work: Work;
  /** Whether the issuer of a CRL, which isn't in the path itself, has a valid path from the same trust anchor. */
  readonly isValid: (certificate: ReadCertificate, anchor: ReadCertificate) => boolean;
}

/** Where a certificate stands. */
export interface Place {
  readonly certificate: ReadCertificate;
  readonly issuer: ReadCertificate;
  readonly anchor: ReadCertificate;
}

interface Signed {
  readonly crl: ReadCrl;
  readonly signer: ReadCertificate;
}

/** What CRLs say of a certificate (RFC 5280, 6.3), for all reasons together, and answers by OCSP. */
export class Revocation {
  readonly #deps: RevocationDeps;
  readonly #current: readonly ReadCrl[];
  /** Issuers of CRLs whose own path is being validated. */
  readonly #open = new Set<string>();

  constructor(deps: RevocationDeps) {
    this.#deps = deps;
    this.#current = deps.crls.filter(
      ({ thisUpdate, nextUpdate }) =>
        thisUpdate <= deps.at && nextUpdate !== undefined && deps.at < nextUpdate,
    );
  }

  /** One of the two is enough for good, and one for everything else. */
  statusOf(place: Place): RevocationStatus {
    const { certificate, issuer } = place;
    const answer = ocspStatus(certificate, issuer, {
      answers: this.#deps.ocsp,
      at: this.#deps.at,
      work: this.#deps.work,
      isGoodByLists: (responder) =>
        this.#statusByLists({ ...place, certificate: responder }) === 'good',
    });
    if (answer === 'revoked' || answer === 'unknown') return answer;
    const lists = this.#statusByLists(place);
    return answer === 'good' && lists === 'unknown' ? 'good' : lists;
  }

  #statusByLists(place: Place): RevocationStatus {
    const { certificate } = place;
    const covered = new Set<number>();
    const points = [...(certificate.extensions?.distributionPoints ?? [])];
    for (const point of [...points, implicitPoint(certificate)]) {
      for (const signed of this.#completeFor(place, point)) {
        const reasons = reasonsCovered(signed.crl, certificate, point);
        if (this.#isRevoked(place, point, signed)) return 'revoked';
        for (const reason of reasons ?? []) covered.add(reason);
      }
      if (covered.size === allReasons.size) return 'good';
    }
    return 'unknown';
  }

  #isRevoked(place: Place, point: DistributionPoint, signed: Signed): boolean {
    const { issuer, serial } = place.certificate;
    const later = this.#deltaOf(place, point, signed)?.entry(issuer, serial);
    const entry = later ?? signed.crl.entry(issuer, serial);
    return entry !== undefined && !entry.removed;
  }

  /** The newest complete CRL of each scope and issuer that speaks of the certificate by this point. */
  #completeFor(place: Place, point: DistributionPoint): readonly Signed[] {
    const newest = new Map<string, Signed>();
    for (const crl of this.#current) {
      if (crl.deltaOf !== undefined || !reasonsCovered(crl, place.certificate, point)) continue;
      const signer = this.#signerOf(crl, place, point);
      if (!signer) continue;
      const key = `${crl.scopeKey} ${signer.fingerprint}`;
      const other = newest.get(key);
      if (!other || isNewer(crl, other.crl)) newest.set(key, { crl, signer });
    }
    return [...newest.values()];
  }

  /** The newest delta that goes on from a complete CRL (RFC 5280, 6.3.3 (c)). */
  #deltaOf(place: Place, point: DistributionPoint, { crl, signer }: Signed): ReadCrl | undefined {
    const { number } = crl;
    if (number === undefined) return undefined;
    return this.#current
      .filter(
        (delta) =>
          delta.deltaOf !== undefined &&
          delta.number !== undefined &&
          delta.issuer.key === crl.issuer.key &&
          delta.scopeKey === crl.scopeKey &&
          delta.authorityKey === crl.authorityKey &&
          delta.deltaOf <= number &&
          number < delta.number &&
          this.#signerOf(delta, place, point)?.fingerprint === signer.fingerprint,
      )
      .reduce<ReadCrl | undefined>(
        (newest, delta) => (newest && !isNewer(delta, newest) ? newest : delta),
        undefined,
      );
  }

  /** Who signed a CRL and may: the issuer of the certificate, or one with a valid path from the same trust anchor. */
  #signerOf(crl: ReadCrl, place: Place, point: DistributionPoint): ReadCertificate | undefined {
    const named = this.#deps.builder.named(crl.issuer.key);
    const likeliest = place.issuer.subject.key === crl.issuer.key ? [place.issuer] : [];
    return [...likeliest, ...named].find(
      (candidate) =>
        maySignCrls(candidate) &&
        this.#isSignedBy(crl, candidate) &&
        this.#isTrusted(candidate, place, point),
    );
  }

  readonly #verified = new Map<string, boolean>();

  #isSignedBy(crl: ReadCrl, candidate: ReadCertificate): boolean {
    const pair = `${crl.fingerprint} ${candidate.fingerprint}`;
    const known = this.#verified.get(pair);
    if (known !== undefined) return known;
    this.#deps.work.signature();
    const right =
      verifySignature(crl.signatureAlgorithm, crl.signature, candidate.publicKey) === 'right';
    this.#verified.set(pair, right);
    return right;
  }

  #isTrusted(candidate: ReadCertificate, place: Place, point: DistributionPoint): boolean {
    const { certificate, issuer, anchor } = place;
    if (candidate.fingerprint === issuer.fingerprint) return true;
    if (candidate.fingerprint === anchor.fingerprint) return true;
    if (this.#open.has(candidate.fingerprint))
      // the certificate's own issuer made it so: this issuer of CRLs speaks for itself as well
      return candidate.fingerprint === certificate.fingerprint && isNamed(candidate, point);
    if (this.#open.size >= limits.crlIssuerDepth) return false;
    this.#open.add(candidate.fingerprint);
    try {
      return this.#deps.isValid(candidate, anchor);
    } finally {
      this.#open.delete(candidate.fingerprint);
    }
  }
}

const isNamed = ({ subject }: ReadCertificate, { crlIssuer }: DistributionPoint): boolean =>
  crlIssuer !== undefined && directoryNames(crlIssuer).some(({ key }) => key === subject.key);

const maySignCrls = ({ extensions }: ReadCertificate): boolean =>
  extensions !== undefined && (extensions.keyUsage?.has(keyUsageBits.cRLSign) ?? true);

const isNewer = (one: ReadCrl, other: ReadCrl): boolean =>
  one.thisUpdate.getTime() !== other.thisUpdate.getTime()
    ? one.thisUpdate > other.thisUpdate
    : (one.number ?? 0n) > (other.number ?? 0n);
