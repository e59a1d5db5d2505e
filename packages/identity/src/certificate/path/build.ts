import { limits } from '../limits.ts';
import type { ReadCertificate } from '../read-certificate.ts';
import type { CertificateRefusal } from '../reasons.ts';
import type { SignatureVerdict } from '../signature.ts';
import { verifyIssued } from '../signature.ts';
import type { Work } from './work.ts';

/** What is known of certificates: nothing is fetched. */
export interface KnownCertificates {
  readonly anchors: readonly ReadCertificate[];
  readonly intermediates: readonly ReadCertificate[];
}

/** Why a search for paths came to nothing: the fault that came nearest to an issuer. */
export interface SearchFault {
  reason: CertificateRefusal;
}

/** Finds chains of right signatures from a certificate up to a trust anchor, and verifies each signature once. */
export class PathBuilder {
  readonly #anchors: ReadonlySet<string>;
  readonly #bySubject: ReadonlyMap<string, readonly ReadCertificate[]>;
  readonly #verified = new Map<string, SignatureVerdict>();
  readonly #work: Work;

  constructor({ anchors, intermediates }: KnownCertificates, work: Work) {
    this.#anchors = new Set(anchors.map(({ fingerprint }) => fingerprint));
    this.#bySubject = bySubject([...anchors, ...intermediates]);
    this.#work = work;
  }

  isAnchor({ fingerprint }: ReadCertificate): boolean {
    return this.#anchors.has(fingerprint);
  }

  /** Certificates with this subject, trust anchors first. */
  named(key: string): readonly ReadCertificate[] {
    return this.#bySubject.get(key) ?? [];
  }

  /** Every path to `leaf`, the trust anchor first, the likeliest one first. */
  *pathsTo(leaf: ReadCertificate, fault: SearchFault): Generator<readonly ReadCertificate[]> {
    yield* this.#up([leaf], fault);
  }

  *#up(
    path: readonly [ReadCertificate, ...ReadCertificate[]],
    fault: SearchFault,
  ): Generator<readonly ReadCertificate[]> {
    const [lowest] = path;
    if (path.length >= limits.pathCertificates) return;
    for (const issuer of this.#issuersOf(lowest)) {
      this.#work.step();
      if (path.some((one) => isSameEntity(one, issuer))) continue;
      const verdict = this.#verdictOf(lowest, issuer);
      if (verdict !== 'right') {
        if (fault.reason === 'issuer-unknown') fault.reason = reasonOf(verdict);
        continue;
      }
      if (this.isAnchor(issuer)) yield [issuer, ...path];
      else yield* this.#up([issuer, ...path], fault);
    }
  }

  /** The key identifiers are a hint for the order alone: they aren't signed by whom they point at. */
  #issuersOf({ issuer, extensions }: ReadCertificate): readonly ReadCertificate[] {
    const wanted = extensions?.authorityKey;
    const rank = (one: ReadCertificate): number =>
      wanted !== undefined && one.extensions?.subjectKey === wanted ? 0 : 1;
    return [...this.named(issuer.key)].sort((one, other) => rank(one) - rank(other));
  }

  #verdictOf(certificate: ReadCertificate, issuer: ReadCertificate): SignatureVerdict {
    const pair = `${certificate.fingerprint} ${issuer.fingerprint}`;
    const known = this.#verified.get(pair);
    if (known !== undefined) return known;
    this.#work.signature();
    const verdict = verifyIssued(certificate, issuer);
    this.#verified.set(pair, verdict);
    return verdict;
  }
}

const reasonOf = (verdict: Exclude<SignatureVerdict, 'right'>): CertificateRefusal =>
  verdict === 'wrong' ? 'signature-wrong' : verdict;

/** A path that comes back to a name and key goes round in a circle. */
const isSameEntity = (one: ReadCertificate, other: ReadCertificate): boolean =>
  one.fingerprint === other.fingerprint ||
  (one.subject.key === other.subject.key && one.publicKey.equals(other.publicKey));

const bySubject = (
  certificates: readonly ReadCertificate[],
): ReadonlyMap<string, readonly ReadCertificate[]> => {
  const unique = new Map(certificates.toReversed().map((one) => [one.fingerprint, one]));
  const index = new Map<string, ReadCertificate[]>();
  for (const certificate of [...unique.values()].toReversed()) {
    const { key } = certificate.subject;
    index.set(key, [...(index.get(key) ?? []), certificate]);
  }
  return index;
};
