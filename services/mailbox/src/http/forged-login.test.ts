import { createCookieJar } from '@kuvert/simulators/oidc/cookie-jar';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import {
  claimsOf,
  forgeriesFor,
  providerKeys,
  signed,
  weakClaims,
  wrongClaims,
  type Claims,
} from '../test-support/forged-id-tokens.ts';
import { startForgingProvider, type ForgingProvider } from '../test-support/forging-provider.ts';
import { clientSecret, startHouse, type House } from '../test-support/house.ts';

const acr = 'http://id.sambi.se/loa/loa3';
const clientId = 'kuvert-mailbox';

let house: House;
let provider: ForgingProvider;
/** What the provider says of the login that is under way. */
let forge: (claims: Claims) => Promise<string> | string;
let nonce = '';
let since = 0;

beforeAll(async () => {
  provider = await startForgingProvider(providerKeys, async (issuer) =>
    forge(claimsOf({ issuer, clientId, nonce, acr })),
  );
  house = await startHouse({}, (config) =>
    Promise.resolve({
      ...config,
      login: { ...config.login, issuer: provider.issuer, acr: [acr] },
    }),
  );
});
afterAll(async () => {
  await house.stop();
  await provider.stop();
});
beforeEach(async () => {
  const [row] = await house.database.sql('select coalesce(max(seq), 0)::int as seq from audit');
  since = Number(row?.['seq']);
});

/** From the mailbox's button to its answer to what the provider says. */
const comeBack = async (says: typeof forge) => {
  forge = says;
  const jar = createCookieJar((url, init) => fetch(url, init));
  const start = await jar.fetch(`${house.origin}/login/start`);
  const asked = new URL(start.headers.get('location') ?? '').searchParams;
  nonce = asked.get('nonce') ?? '';
  const query = new URLSearchParams({ code: 'c', state: asked.get('state') ?? '' });
  const { status, headers } = await jar.fetch(`${house.origin}/login/callback?${query.toString()}`);
  return {
    answer: { status, to: headers.get('location'), names: [...headers.keys()].toSorted(byText) },
    isIn: (await jar.fetch(`${house.origin}/api/me`)).ok,
    record: await house.database.sql('select action, detail from audit where seq > $1', [since]),
  };
};
const byText = (one: string, other: string): number => one.localeCompare(other);

describe('a login by an ID token', () => {
  it('that is as it must be lets somebody in', async () => {
    const { answer, isIn, record } = await comeBack((claims) => signed(claims));
    expect(answer).toMatchObject({ status: 303, to: '/' });
    expect(isIn).toBe(true);
    expect(record).toEqual([{ action: 'login', detail: 'LoA3' }]);
  });

  const refused = [
    ...wrongClaims.map(
      ([what, changes]) =>
        [what, 'answer-invalid', (claims: Claims) => signed({ ...claims, ...changes })] as const,
    ),
    ...weakClaims.map(
      ([what, changes]) =>
        [
          `of ${what}`,
          'assurance-too-low',
          (claims: Claims) => signed({ ...claims, ...changes }),
        ] as const,
    ),
    ...forgeriesFor(clientSecret).map(([what, write]) => [what, 'answer-invalid', write] as const),
  ];
  it.each(refused)('%s lets nobody in, and is on record (%s)', async (_what, reason, says) => {
    const { answer, isIn, record } = await comeBack(says);
    expect(answer).toMatchObject({
      status: 303,
      to: '/login?error=login-failed&return=%2F',
    });
    expect(isIn).toBe(false);
    expect(record).toEqual([{ action: 'login-refused', detail: reason }]);
  });

  it('that is refused has the same answer whatever is wrong with it', async () => {
    const answers = [];
    for (const [, , says] of refused) answers.push((await comeBack(says)).answer);
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1);
  });
});
