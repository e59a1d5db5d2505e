import { getCACertificates } from 'node:tls';
import { KuvertError } from '@kuvert/shared/errors';
import type { Fetched, FetchOptions, GuardedFetch } from '@kuvert/shared/ports/fetch';
import { Agent, fetch } from 'undici';
import type { Response } from 'undici';
import { kindOfAddress } from './addresses.ts';
import { failureOfStatus, fetchFailure } from './failures.ts';
import { isListed } from './hosts.ts';
import type { HostPattern } from './hosts.ts';
import { readBounded } from './read-bounded.ts';
import { systemResolve } from './resolve.ts';
import type { Resolve, ResolvedAddress } from './resolve.ts';

export interface GuardOptions {
  /** Where the carrier keeps media; a redirect too must lead to one of them. */
  readonly hosts: readonly HostPattern[];
  /** Lets listed hosts be on this machine, and speak plain http: for tests and the demonstration. */
  readonly allowLoopback?: boolean;
  readonly resolve?: Resolve;
  /** A certificate authority (PEM) trusted beside the well-known ones: for a gateway of one's own. */
  readonly ca?: string;
}

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
  { maxBytes, signal, method = 'GET', basicAuth }: Request,
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
        ...(mayAuthenticate && basicAuth ? { authorization: basic(basicAuth) } : {}),
      },
    });
    // a deletion isn't carried on to another place
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

const checkedUrl = (text: string, guard: GuardOptions, base?: URL): URL => {
  const url = URL.parse(text, base?.href);
  if (!url) throw fetchFailure('fetch-host-forbidden');
  const scheme = url.protocol === 'https:' || (url.protocol === 'http:' && guard.allowLoopback);
  const userInfo = url.username !== '' || url.password !== '';
  if (!scheme || userInfo || !isListed(url, guard.hosts)) {
    throw fetchFailure('fetch-host-forbidden', { details: { host: url.host } });
  }
  return url;
};

/** Resolves the name once. The connection is pinned to what was checked: a second answer can't move it. */
const checkedAddress = async (url: URL, guard: GuardOptions): Promise<ResolvedAddress> => {
  const addresses = await addressesOf(url.hostname, guard.resolve ?? systemResolve);
  const [first] = addresses;
  if (!first) throw fetchFailure('fetch-failed');
  const kinds = new Set(addresses.map(({ address }) => kindOfAddress(address)));
  const loopback = kinds.has('loopback');
  if (kinds.has('forbidden') || (loopback && guard.allowLoopback !== true)) {
    throw fetchFailure('fetch-address-forbidden', { details: { host: url.host } });
  }
  // plain http is for this machine alone
  if (url.protocol === 'http:' && kinds.has('public')) {
    throw fetchFailure('fetch-host-forbidden', { details: { host: url.host } });
  }
  return first;
};

const addressesOf = async (
  hostname: string,
  resolve: Resolve,
): Promise<readonly ResolvedAddress[]> => {
  if (hostname.startsWith('[')) return [{ address: hostname.slice(1, -1), family: 6 }];
  if (/^[\d.]+$/.test(hostname)) return [{ address: hostname, family: 4 }];
  return resolve(hostname);
};

const agentFor = (pinned: ResolvedAddress, { ca }: GuardOptions): Agent =>
  new Agent({
    connections: 1,
    pipelining: 0,
    connect: {
      ...(ca === undefined ? {} : { ca: [...getCACertificates('default'), ca] }),
      lookup: (_hostname, options, found) => {
        if (options.all) found(null, [{ address: pinned.address, family: pinned.family }]);
        else found(null, pinned.address, pinned.family);
      },
    },
  });

const redirectOf = (from: URL, response: Response, guard: GuardOptions): URL => {
  const location = response.headers.get('location');
  if (location === null)
    throw fetchFailure('fetch-failed', { details: { status: response.status } });
  return checkedUrl(location, guard, from);
};

const basic = ({ user, password }: { readonly user: string; readonly password: string }): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** Ends the wait when the signal does, also while a name is being resolved, which can't be cancelled. */
const untilAborted = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
};
