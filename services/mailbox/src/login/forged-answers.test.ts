import { systemClock } from '@kuvert/shared/clock';
import { ClientSecretBasic } from 'openid-client';
import { describe, expect, it } from 'vitest';

import {
  claimsOf,
  forgeriesFor,
  providerKeys,
  signed,
  weakClaims,
  wrongClaims,
  type Claims,
} from '../test-support/forged-id-tokens.ts';
import { startForgingProvider } from '../test-support/forging-provider.ts';
import { parseLevels } from './assurance.ts';
import { createOpenIdProvider } from './openid-provider.ts';
import { anyProvider } from './presets.ts';
import type { Identified } from './provider.ts';

const origin = 'http://localhost:65001';
const clientSecret = 'a secret of more than two hundred and fifty-six bits';
const loa3 = 'http://id.sambi.se/loa/loa3';
const secrets = {
  state: 's'.repeat(43),
  nonce: 'n'.repeat(43),
  codeVerifier: 'v'.repeat(43),
  loa: null,
};
/** Comes back from a provider that gave such an ID token. */
const comeBack = async (
  forge: (claims: (changes: Claims) => Claims) => Promise<string>,
  query: Readonly<Record<string, string>> = {},
): Promise<Identified> => {
  const provider = await startForgingProvider(providerKeys, (issuer) => {
    const forged = { issuer, clientId: 'kuvert', nonce: secrets.nonce, acr: loa3 };
    return forge((changes) => claimsOf(forged, changes));
  });
  try {
    const client = createOpenIdProvider(
      {
        issuer: provider.issuer,
        clientId: 'kuvert',
        proof: { kind: 'secret', file: '' },
        ...{ acr: [loa3], levels: parseLevels('') ?? new Map(), unsaid: null },
        ...{
          preset: anyProvider,
          idTokenSeconds: 300,
          logsOutThere: true,
          isForStaff: true,
          allowHttp: true,
        },
      },
      ClientSecretBasic(clientSecret),
      origin,
      systemClock,
    );
    const back = new URLSearchParams({ code: 'c', state: secrets.state, ...query });
    return await client.identify(new URL(`${origin}/login/callback?${back.toString()}`), secrets);
  } finally {
    await provider.stop();
  }
};
const refused = (reason: string) => ({ code: 'login-failed', cause: { reason } });

describe('an ID token', () => {
  it('that is as it must be says who somebody is', async () => {
    expect(await comeBack((claims) => signed(claims({ sid: 'a' })))).toMatchObject({
      subjects: ['anna'],
      loa: 'LoA3',
      sid: 'a',
    });
  });

  it.each(wrongClaims)('%s is refused', async (_what, changes) => {
    await expect(comeBack((claims) => signed(claims(changes)))).rejects.toMatchObject(
      refused('answer-invalid'),
    );
  });

  it.each(weakClaims)('of %s is refused', async (_what, changes) => {
    await expect(comeBack((claims) => signed(claims(changes)))).rejects.toMatchObject(
      refused('assurance-too-low'),
    );
  });

  it('that is good for longer than five minutes is refused', async () => {
    const exp = Math.floor(Date.now() / 1000) + 400;
    await expect(comeBack((claims) => signed(claims({ exp })))).rejects.toMatchObject(
      refused('token-too-long'),
    );
  });

  it.each(forgeriesFor(clientSecret))('%s is refused', async (_what, forge) => {
    await expect(comeBack(async (claims) => forge(claims({})))).rejects.toMatchObject(
      refused('answer-invalid'),
    );
  });
});

describe('an answer', () => {
  it.each([
    ['with another state', { state: 'x'.repeat(43) }],
    ['that names another issuer (RFC 9207)', { iss: 'https://evil.example' }],
  ])('%s is refused', async (_what, query) => {
    await expect(comeBack((claims) => signed(claims({})), query)).rejects.toMatchObject(
      refused('answer-invalid'),
    );
  });
});
