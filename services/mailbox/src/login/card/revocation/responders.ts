import { randomBytes } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import { limits } from '@kuvert/identity/certificate/limits';
import { nonceBytes, ocspRequest } from '@kuvert/identity/certificate/ocsp/request';
import { readOcsp, type ReadOcsp } from '@kuvert/identity/certificate/ocsp/read-response';
import type { RevocationSource } from '@kuvert/identity/certificate/revocation-sources';
import type { SignedDataFetch } from '@kuvert/platform/fetch/signed-data';
import { KuvertError } from '@kuvert/shared/errors';

export interface RespondersDeps {
  readonly fetch: SignedDataFetch;
  readonly answered: (url: string) => void;
  readonly failed: (url: string, error: unknown) => void;
  readonly answerWithinMs: number;
}

/** Asks the responders that a certificate names, one after the other; undefined when none answers. */
export type AskResponders = (
  source: RevocationSource,
  urls: readonly string[],
) => Promise<ReadOcsp | undefined>;

/** A card that comes back within minutes isn't asked about again; a revoked one is out after them. */
const keptMs = 2 * 60_000;
const mostKept = 5_000;

export const createResponders = ({
  fetch,
  answered,
  failed,
  answerWithinMs,
}: RespondersDeps): AskResponders => {
  const kept = new LRUCache<string, Promise<ReadOcsp | undefined>>({ max: mostKept, ttl: keptMs });
  const ask = async ({ certificate, issuer }: RevocationSource, urls: readonly string[]) => {
    for (const url of urls) {
      const nonce = randomBytes(nonceBytes);
      try {
        const bytes = await fetch(url, {
          maxBytes: limits.ocspBytes,
          deadlineMs: answerWithinMs,
          question: {
            type: 'application/ocsp-request',
            bytes: ocspRequest(certificate, issuer, nonce),
          },
        });
        const answer = readOcsp(bytes, nonce);
        if (answer) {
          answered(url);
          return answer;
        }
        throw new KuvertError('fetch-failed', 'The responder gave no answer to our question.');
      } catch (error) {
        failed(url, error);
      }
    }
    return undefined;
  };
  return async (source, urls) => {
    const { certificate, issuer } = source;
    const key = `${issuer.fingerprint} ${certificate.fingerprint}`;
    const known = kept.get(key);
    if (known) return known;
    const asked = ask(source, urls);
    kept.set(key, asked);
    const answer = await asked;
    // silence is asked about again
    if (!answer) kept.delete(key);
    return answer;
  };
};
