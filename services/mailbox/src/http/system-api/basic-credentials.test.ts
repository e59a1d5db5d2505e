import { describe, expect, it } from 'vitest';

import { readBasic } from './basic-credentials.ts';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('credentials by HTTP Basic', () => {
  it('are id and secret, each form-encoded', () => {
    expect(readBasic(basic('an%20id:a+secret%3Awith:colons'))).toEqual({
      clientId: 'an id',
      secret: 'a secret:with:colons',
    });
  });

  it.each([
    ['missing', undefined],
    ['of another scheme', 'Bearer abc'],
    ['no base64', 'Basic !!!'],
    ['without a secret', basic('an id')],
    ['encoded wrongly', basic('%:%')],
    ['too long', basic(`id:${'x'.repeat(400)}`)],
  ])('are none when they are %s', (_what, header) => {
    expect(readBasic(header)).toBeUndefined();
  });
});
