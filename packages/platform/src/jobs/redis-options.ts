import { KuvertError } from '@kuvert/shared/errors';

/** What the Redis client is told, as far as an address says it. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  /** The certificate is checked against this name. */
  readonly tls?: { readonly servername: string };
}

/**
 * Reads `redis://[user:password@]host[:port][/db]`; `rediss://` is TLS.
 * @throws KuvertError `configuration-wrong`; it never quotes the address, which holds a password.
 */
export const redisAddress = (text: string): RedisAddress => {
  const url = URL.parse(text);
  const db = url === null ? Number.NaN : Number(url.pathname.slice(1) || 0);
  const scheme = url?.protocol === 'redis:' || url?.protocol === 'rediss:';
  if (url === null || !scheme || url.hostname === '' || !Number.isInteger(db)) {
    throw new KuvertError(
      'configuration-wrong',
      'The address of Redis is not of the form redis[s]://[user:password@]host[:port][/db].',
    );
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return {
    host,
    port: Number(url.port || 6379),
    db,
    ...(url.username ? { username: decodeURIComponent(url.username) } : {}),
    ...(url.password ? { password: decodeURIComponent(url.password) } : {}),
    ...(url.protocol === 'rediss:' ? { tls: { servername: host } } : {}),
  };
};
