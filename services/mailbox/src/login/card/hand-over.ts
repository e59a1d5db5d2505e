import jwt from 'jsonwebtoken';
import { z } from 'zod';

import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import type { Database } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import type { Randomness } from '@kuvert/shared/ids';

import { addHandOver, takeHandOver, type HandedOver } from '../../store/card-hand-overs.ts';

const seconds = 60;
const algorithm = 'HS256';
const issuer = 'kuvert-card';
/** Links to documents are signed with the same key: none of them is ever a hand-over. */
const type = 'card-hand-over+jwt';

/** Whoever holds it learns nobody's name from it: that stays in the row, which it opens once. */
const Claims = z.object({ jti: z.string().regex(/^[\w-]{43}$/) });

export interface HandOvers {
  /** For one login under way, by its state. */
  give(state: string, person: HandedOver): Promise<string>;
  /** Once, within a minute, for that same login; undefined for everything else. */
  take(token: string, state: string): Promise<HandedOver | undefined>;
}

export interface HandOverDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'token'>;
  readonly key: string;
  /** The mailbox's origin. */
  readonly audience: string;
}

/** What takes a login from the listener for cards to the mailbox's origin. */
export const createHandOvers = (deps: HandOverDeps): HandOvers => {
  const { database, clock, randomness, key, audience } = deps;
  const now = (): number => Math.floor(clock.now().getTime() / 1000);
  return {
    give: async (state, person) => {
      const jti = randomness.token(32);
      const at = clock.now();
      await addHandOver(database, {
        ...person,
        idHash: hashSecret(jti),
        stateHash: hashSecret(state),
        at,
        expiresAt: new Date(at.getTime() + seconds * 1000),
      });
      const header = { alg: algorithm, typ: type };
      const claims = { iat: now() };
      return jwt.sign(claims, key, { header, issuer, audience, expiresIn: seconds, jwtid: jti });
    },
    take: async (token, state) => {
      const jti = jtiOf(token, deps, now());
      if (jti === undefined) return undefined;
      return takeHandOver(database, {
        idHash: hashSecret(jti),
        stateHash: hashSecret(state),
        now: clock.now(),
      });
    },
  };
};

const jtiOf = (
  token: string,
  { key, audience }: HandOverDeps,
  clockTimestamp: number,
): string | undefined => {
  try {
    const algorithms: jwt.Algorithm[] = [algorithm];
    const options = { algorithms, issuer, audience, clockTimestamp, maxAge: seconds };
    const { header, payload } = jwt.verify(token, key, { ...options, complete: true });
    return header.typ === type ? Claims.parse(payload).jti : undefined;
  } catch {
    return undefined;
  }
};
