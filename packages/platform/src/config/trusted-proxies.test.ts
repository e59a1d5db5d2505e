import { expect, it } from 'vitest';
import { z } from 'zod';

import { trustedProxyVariables } from './trusted-proxies.ts';

const read = (text?: string) =>
  z.object(trustedProxyVariables).safeParse({ KUVERT_TRUSTED_PROXIES: text });

it.each([
  [undefined, ['loopback']],
  ['none', []],
  ['loopback 10.1.0.0/16, 192.0.2.4', ['loopback', '10.1.0.0/16', '192.0.2.4']],
  ['uniquelocal 2001:db8::/32', ['uniquelocal', '2001:db8::/32']],
])('%s trusts these', (text, trusted) => {
  expect(read(text).data?.KUVERT_TRUSTED_PROXIES).toEqual(trusted);
});

it.each(['everybody', '0.0.0.0/0', '::/0', '10.0.0.0/4', 'proxy.example.se', 'true'])(
  '%s is refused',
  (text) => {
    expect(read(text).success).toBe(false);
  },
);
