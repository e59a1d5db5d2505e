import { getCACertificates } from 'node:tls';
import type { Credentials } from '@kuvert/shared/ports/credentials';
import { Agent, buildConnector } from 'undici';
import { kindOfAddress } from './addresses.ts';
import { fetchFailure } from './failures.ts';
import { isListed } from './hosts.ts';
import type { HostPattern } from './hosts.ts';
import { systemResolve } from './resolve.ts';
import type { Resolve, ResolvedAddress } from './resolve.ts';

export interface GuardOptions {
  /** Where the carrier keeps media; a redirect too must lead to one of them. */
  readonly hosts: readonly HostPattern[];
  /** Lets listed hosts be on this machine, and speak plain http: for tests and the demonstration. */
  readonly allowLoopback?: boolean;
  /** Those of the hosts that may have a private address: systems within the house's own network. */
  readonly privateHosts?: readonly HostPattern[];
  /** Lets listed hosts speak plain http: for what is signed itself, as CRLs and answers by OCSP are. */
  readonly plainHttp?: boolean;
  readonly resolve?: Resolve;
  /** A certificate authority (PEM) trusted beside the well-known ones: for a gateway of one's own. */
  readonly ca?: string;
  /** What we show of ourselves where the other side asks for it (mutual TLS), in PEM. */
  readonly clientCertificate?: { readonly cert: string; readonly key: string };
}

/** The URL when it may be visited. @throws KuvertError `fetch-host-forbidden` */
export const checkedUrl = (text: string, guard: GuardOptions, base?: URL): URL => {
  const url = URL.parse(text, base?.href);
  if (!url) throw fetchFailure('fetch-host-forbidden');
  const mayBePlain = guard.allowLoopback === true || guard.plainHttp === true;
  const scheme = url.protocol === 'https:' || (url.protocol === 'http:' && mayBePlain);
  const userInfo = url.username !== '' || url.password !== '';
  if (!scheme || userInfo || !isListed(url, guard.hosts)) {
    throw fetchFailure('fetch-host-forbidden', { details: { host: url.host } });
  }
  return url;
};

/** Resolves the name once. The connection is pinned to what was checked: a second answer can't move it. */
export const checkedAddress = async (url: URL, guard: GuardOptions): Promise<ResolvedAddress> => {
  const addresses = await addressesOf(url.hostname, guard.resolve ?? systemResolve);
  const [first] = addresses;
  if (!first) throw fetchFailure('fetch-failed');
  const kinds = new Set(addresses.map(({ address }) => kindOfAddress(address)));
  const loopback = kinds.has('loopback');
  const strayed = kinds.has('private') && !isListed(url, guard.privateHosts ?? []);
  if (kinds.has('forbidden') || strayed || (loopback && guard.allowLoopback !== true)) {
    throw fetchFailure('fetch-address-forbidden', { details: { host: url.host } });
  }
  // plain http is for this machine alone, and for what is signed itself
  const isPlain = url.protocol === 'http:' && guard.plainHttp !== true;
  if (isPlain && (kinds.has('public') || kinds.has('private'))) {
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

/** What whoever asks wants to know of the connection. */
export interface ConnectionWatch {
  /** Asked once it stands, before a byte is written to it. */
  readonly mayUse?: (() => boolean) | undefined;
  /** Told why it ended. undici tells the last fault alone: of a TLS alert that comes after the handshake, as TLS 1.3 has it, that the other side closed. */
  readonly failed?: (error: Error) => void;
}

/** One connection to the address that was checked. */
export const agentFor = (
  pinned: ResolvedAddress,
  { ca, clientCertificate }: GuardOptions,
  { mayUse = () => true, failed = () => undefined }: ConnectionWatch = {},
): Agent => {
  const connect = buildConnector({
    ...(ca === undefined ? {} : { ca: [...getCACertificates('default'), ca] }),
    ...clientCertificate,
    lookup: (_hostname, options, found) => {
      if (options.all) found(null, [{ address: pinned.address, family: pinned.family }]);
      else found(null, pinned.address, pinned.family);
    },
  });
  return new Agent({
    connections: 1,
    pipelining: 0,
    connect: (options, callback) => {
      connect(options, (...outcome) => {
        const [, socket] = outcome;
        socket?.once('error', failed);
        // undici leaves the socket out when there is none
        if (!socket || mayUse()) return callback(...outcome);
        socket.destroy();
        return callback(new Error('nobody waits for this connection any more'), null);
      });
    },
  });
};

/** The header that shows who asks. */
export const authorization = (credentials: Credentials): string => {
  switch (credentials.kind) {
    case 'basic': {
      const { user, password } = credentials;
      return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    }
    case 'bearer':
      return `Bearer ${credentials.token}`;
  }
};
