import { KuvertError } from '@kuvert/shared/errors';

import { failureOfStatus, fetchFailure } from './failures.ts';
import type { GuardOptions } from './guard.ts';
import { guardedRequest } from './guarded-request.ts';
import { readBounded } from './read-bounded.ts';
import { untilAborted } from './until-aborted.ts';

export interface SignedDataRequest {
  readonly maxBytes: number;
  readonly deadlineMs: number;
  /** Posted, with its media type; a GET without. */
  readonly question?: { readonly type: string; readonly bytes: Uint8Array };
}

/**
 * Fetches what carries a signature of its own, from listed hosts, by plain http as well: CRLs, answers by OCSP. A redirect
 * is followed nowhere.
 * @throws KuvertError with a `fetch-…` code
 */
export type SignedDataFetch = (url: string, request: SignedDataRequest) => Promise<Uint8Array>;

export const createSignedDataFetch = (
  guard: Pick<GuardOptions, 'hosts' | 'allowLoopback' | 'privateHosts' | 'resolve'>,
): SignedDataFetch => {
  const plain = { ...guard, plainHttp: true };
  return async (url, { maxBytes, deadlineMs, question }) => {
    const signal = AbortSignal.timeout(deadlineMs);
    const request = {
      method: question ? ('POST' as const) : ('GET' as const),
      headers: question ? { 'content-type': question.type } : {},
      body: question?.bytes,
      signal,
    };
    try {
      const asked = guardedRequest(url, plain, request, async (response) => {
        if (response.status !== 200) throw failureOfStatus(response.status);
        return readBounded(response, maxBytes);
      });
      return await untilAborted(asked, signal);
    } catch (error) {
      if (signal.aborted) throw fetchFailure('fetch-too-slow', { cause: error });
      if (error instanceof KuvertError) throw error;
      throw fetchFailure('fetch-failed', { cause: error });
    }
  };
};
