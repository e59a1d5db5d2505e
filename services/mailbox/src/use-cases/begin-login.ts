import type { Clock } from '@kuvert/shared/clock';
import type { Randomness } from '@kuvert/shared/ids';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import { tooMany } from '@kuvert/platform/limits/shared-limit';
import type { Database } from '@kuvert/platform/postgres/database';

import type { Identifier } from '../login/provider.ts';
import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import { addLoginAttempt, countLoginAttempts, type LoginMeans } from '../store/login-attempts.ts';
import type { LoginTables } from '../store/login-tables.ts';

/** From the first click to the provider's answer. */
export const loginWithinMs = 10 * 60 * 1000;

/** Logins under way at once; far above any town hall's, far below what would hurt the database. */
const mostAttempts = 20_000;
const fullForSeconds = 60;

export interface LoginDeps {
  readonly database: Database;
  readonly tables: LoginTables;
  readonly means: LoginMeans;
  readonly provider: Pick<Identifier, 'authorizationUrl'>;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export interface BeginInput {
  readonly browser: string;
  /** Somebody has logged in with it before: it is let in however many others are under way. */
  readonly isKnown: boolean;
  readonly returnTo: string;
  /** A stronger login than usual, to this level or more; null: as at every login. */
  readonly loa: LevelOfAssurance | null;
}

/**
 * Writes down a login that begins in the browser with the secret `browser`, and says where it goes.
 * @throws KuvertError `login-provider-unreachable`, `rate-limited`
 */
export const beginLogin =
  ({ database, tables, means, provider, clock, randomness }: LoginDeps) =>
  async (input: BeginInput): Promise<string> => {
    const secrets = {
      state: randomness.token(32),
      nonce: randomness.token(32),
      codeVerifier: randomness.token(32),
      loa: input.loa,
    };
    const url = await provider.authorizationUrl(secrets);
    if (!input.isKnown && (await countLoginAttempts(database, tables)) >= mostAttempts)
      throw tooMany(fullForSeconds);
    const at = clock.now();
    await addLoginAttempt(database, tables, {
      stateHash: hashSecret(secrets.state),
      browserHash: hashSecret(input.browser),
      nonce: secrets.nonce,
      codeVerifier: secrets.codeVerifier,
      loa: secrets.loa,
      means,
      returnTo: input.returnTo,
      at,
      oldest: new Date(at.getTime() - loginWithinMs),
    });
    return url;
  };
