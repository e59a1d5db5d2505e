import { KuvertError } from '@kuvert/shared/errors';
import type { Fetched, FetchOptions, GuardedFetch } from '@kuvert/shared/ports/fetch';
import { fetch } from 'undici';
import type { Response } from 'undici';
import { failureOfStatus, fetchFailure } from './failures.ts';
import { agentFor, authorization, checkedAddress, checkedUrl } from './guard.ts';
import type { GuardOptions } from './guard.ts';
import { readBounded } from './read-bounded.ts';
import { untilAborted } from './until-aborted.ts';

export type { GuardOptions } from './guard.ts';

const maxRedirects = 3;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Makes the fetch that every transport is handed; see the port for what it promises. */
export const createGuardedFetch = (guard: GuardOptions): GuardedFetch => {
  return async (url, options) => {
    const deadline = AbortSignal.timeout(options.deadlineMs);
    const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline;
    try {
      return await untilAborted(follow(url, guard, { ...options, signal }), signal);
    } catch (error) {
      if (deadline.aborted) throw fetchFailure('fetch-too-slow', { cause: error });
      if (error instanceof KuvertError) throw error;
      throw fetchFailure('fetch-failed', { cause: error });
    }
  };
};

type Request = FetchOptions & { readonly signal: AbortSignal };

const follow = async (first: string, guard: GuardOptions, request: Request): Promise<Fetched> => {
  let url = checkedUrl(first, guard);
  const firstOrigin = url.origin;
  let mayAuthenticate = true;
  for (let followed = 0; followed <= maxRedirects; followed++) {
    request.signal.throwIfAborted();
    // once away from the first origin nobody gets the credentials again, not even that origin
    mayAuthenticate &&= url.origin === firstOrigin;
    const answer = await visit(url, guard, request, mayAuthenticate);
    if (!(answer instanceof URL)) return answer;
    url = answer;
  }
  throw fetchFailure('fetch-too-many-redirects');
};

/** One request; answers with what came or with where it redirects to. */
const visit = async (
  url: URL,
  guard: GuardOptions,
  { maxBytes, signal, method = 'GET', credentials }: Request,
  mayAuthenticate: boolean,
): Promise<Fetched | URL> => {
  const agent = agentFor(await checkedAddress(url, guard), guard);
  try {
    const response = await fetch(url, {
      method,
      signal,
      dispatcher: agent,
      redirect: 'manual',
      headers: {
        // pages of a fax are compressed already, and a cut gzip body would be read as a whole one
        'accept-encoding': 'identity',
        ...(mayAuthenticate && credentials ? { authorization: authorization(credentials) } : {}),
      },
    });
    // what changes something isn't carried on to another place
    if (redirects.has(response.status) && method === 'GET') return redirectOf(url, response, guard);
    if (!response.ok) throw failureOfStatus(response.status);
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      bytes: await readBounded(response, maxBytes),
    };
  } finally {
    // also drops what a body not read to its end still sends
    await agent.destroy();
  }
};

const redirectOf = (from: URL, response: Response, guard: GuardOptions): URL => {
  const location = response.headers.get('location');
  if (location === null)
    throw fetchFailure('fetch-failed', { details: { status: response.status } });
  return checkedUrl(location, guard, from);
};
