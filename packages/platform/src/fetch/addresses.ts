import ipaddr from 'ipaddr.js';

/** What kind of place an address is; only `public` and, where it was allowed, `loopback` and `private` may be reached. */
export type AddressKind = 'public' | 'loopback' | 'private' | 'forbidden';

/** All of today's public IPv6 addresses (RFC 4291 2.4, IANA); NAT64, mapped and translated ones lie elsewhere. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Sorts an address. IPv4 addresses in IPv6 clothes (mapped, NAT64, 6to4, Teredo) are forbidden whatever they hide:
 * no carrier publishes them, and they lead around the check.
 */
export const kindOfAddress = (text: string): AddressKind => {
  if (!ipaddr.isValid(text)) return 'forbidden';
  const address = ipaddr.parse(text);
  const range = address.range();
  if (range === 'loopback') return 'loopback';
  // RFC 1918 and RFC 4193
  if (range === 'private' || range === 'uniqueLocal') return 'private';
  if (range !== 'unicast') return 'forbidden';
  if (address instanceof ipaddr.IPv6 && !address.match(globalUnicast)) return 'forbidden';
  return 'public';
};
