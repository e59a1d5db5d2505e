import jwt, { type SignOptions } from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import { createHandOvers, type HandOverDeps } from './hand-over.ts';

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.urlOf('mailbox'), onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

const state = 's'.repeat(43);
const anna = { subject: 'SE2321000016-1A2B', name: 'Anna Andersson', loa: 'LoA3' } as const;

const depsOf = (): Omit<HandOverDeps, 'clock'> & {
  clock: ReturnType<typeof createFixedClock>;
} => ({
  ...{ database, clock: createFixedClock(), randomness: systemRandomness },
  ...{ key: 'k'.repeat(43), audience: 'https://mailbox.example' },
});

/** The id of a hand-over that waits to be taken, in a token with nothing wrong but what a test changes. */
const tokenOf = (
  given: string,
  { key, audience, clock }: HandOverDeps,
  change: SignOptions = {},
  iat = clock.now().getTime() / 1000,
): string => {
  const { jti = '' } = jwt.decode(given, { json: true }) ?? {};
  return jwt.sign({ iat }, key, {
    header: { alg: 'HS256', typ: 'card-hand-over+jwt' },
    ...{ issuer: 'kuvert-card', audience, jwtid: jti },
    ...change,
  });
};

describe('a hand-over that waits', () => {
  it('is taken by whoever comes with its id, signed as it was given', async () => {
    const deps = depsOf();
    const handOvers = createHandOvers(deps);
    const given = await handOvers.give(state, anna);
    expect(await handOvers.take(tokenOf(given, deps), state)).toEqual(anna);
  });

  it.each<[string, SignOptions]>([
    ['by another issuer', { issuer: 'kuvert-links' }],
    ['for another origin', { audience: 'https://other.example' }],
    ['by another algorithm', { header: { alg: 'HS512', typ: 'card-hand-over+jwt' } }],
    ['as another type of token', { header: { alg: 'HS256', typ: 'JWT' } }],
  ])('is not taken by its own key %s', async (_what, change) => {
    const deps = depsOf();
    const handOvers = createHandOvers(deps);
    const given = await handOvers.give(state, anna);
    expect(await handOvers.take(tokenOf(given, deps, change), state)).toBeUndefined();
  });

  it('is not taken by a token from two minutes ago, whatever end that states', async () => {
    const deps = depsOf();
    const handOvers = createHandOvers(deps);
    const given = await handOvers.give(state, anna);
    const old = deps.clock.now().getTime() / 1000 - 120;
    const token = tokenOf(given, deps, { expiresIn: 600 }, old);
    expect(await handOvers.take(token, state)).toBeUndefined();
  });

  it('is over in its row as well, whatever the token states', async () => {
    const deps = depsOf();
    const handOvers = createHandOvers(deps);
    const given = await handOvers.give(state, anna);
    deps.clock.advance(61_000);
    expect(await handOvers.take(tokenOf(given, deps), state)).toBeUndefined();
  });

  it('is taken for its own login alone, and once', async () => {
    const deps = depsOf();
    const handOvers = createHandOvers(deps);
    const given = await handOvers.give(state, anna);
    const taken = [
      await handOvers.take(given, 'o'.repeat(43)),
      await handOvers.take(given, state),
      await handOvers.take(given, state),
    ];
    expect(taken).toEqual([undefined, anna, undefined]);
  });
});
