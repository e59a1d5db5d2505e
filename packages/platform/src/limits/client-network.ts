import type { Request } from 'express';
import ipaddr from 'ipaddr.js';

/** What one customer of an Internet provider has at least, and can move about in. */
const prefix = { ipv4: 24, ipv6: 64 } as const;

/** The network that a request comes from, such as `192.0.2.0/24`; by the proxies that are trusted, and no other's word. */
export const networkOf = ({ ip }: Pick<Request, 'ip'>): string => {
  if (ip === undefined || !ipaddr.isValid(ip)) return 'unknown';
  const address = ipaddr.process(ip);
  const bits = prefix[address.kind()];
  const whole = `${address.toString()}/${bits}`;
  const network =
    address.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(whole)
      : ipaddr.IPv6.networkAddressFromCIDR(whole);
  return `${network.toString()}/${bits}`;
};
