import ipaddr from 'ipaddr.js';
import { z } from 'zod';

import { wordsOf } from './environment.ts';

/** Ranges by name, as Express knows them. */
const names: readonly string[] = ['loopback', 'linklocal', 'uniquelocal'];
/** Whoever trusts more than a provider's network trusts everybody. */
const shortest = { ipv4: 8, ipv6: 16 } as const;

const isProxy = (word: string): boolean => {
  if (names.includes(word) || ipaddr.isValid(word)) return true;
  if (!ipaddr.isValidCIDR(word)) return false;
  const [address, bits] = ipaddr.parseCIDR(word);
  return bits >= shortest[address.kind()];
};

/** Whose word on where a request comes from (`X-Forwarded-For`) is taken. */
export const trustedProxyVariables = {
  KUVERT_TRUSTED_PROXIES: z
    .string()
    .default('loopback')
    .transform((text) => wordsOf(text === 'none' ? '' : text))
    .refine(
      (words) => words.every(isProxy),
      'must be addresses or networks of proxies, loopback, linklocal, uniquelocal, or none',
    ),
};
