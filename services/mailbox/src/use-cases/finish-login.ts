import { KuvertError } from '@kuvert/shared/errors';

import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import { takeLoginAttempt } from '../store/login-attempts.ts';
import { upsertPerson } from '../store/people.ts';
import { addSession, endSession } from '../store/sessions.ts';
import { loginWithinMs, type LoginDeps } from './begin-login.ts';
import type { WriteDown } from './sessions.ts';

export interface FinishedLogin {
  /** For the cookie; rests nowhere but in the browser. */
  readonly session: string;
  readonly returnTo: string;
}

export interface FinishInput {
  /** The whole address that the browser came back with. */
  readonly callback: URL;
  readonly browser: string;
  /** A session that the browser has from before: ended, whoever's it was. */
  readonly before: string | undefined;
}

/**
 * Ends a login: the attempt is used up, the person known, a new session begun and audited in one transaction.
 * @throws KuvertError `login-failed`, `login-provider-unreachable`
 */
export const finishLogin =
  (deps: LoginDeps & { readonly sessionMs: number; readonly writeDown: WriteDown }) =>
  async ({ callback, browser, before }: FinishInput): Promise<FinishedLogin> => {
    const { database, tables, provider, clock, randomness } = deps;
    const state = callback.searchParams.get('state') ?? '';
    const attempt = await takeLoginAttempt(database, tables, {
      stateHash: hashSecret(state),
      browserHash: hashSecret(browser),
      oldest: new Date(clock.now().getTime() - loginWithinMs),
    });
    if (!attempt) throw new KuvertError('login-failed', 'this login is not under way');
    const identified = await provider.identify(callback, { ...attempt, state });
    const session = randomness.token(32);
    const at = clock.now();
    await database.transaction(async (transaction) => {
      const person = await upsertPerson(transaction, tables, randomness, { ...identified, at });
      if (before !== undefined) await endSession(transaction, tables, hashSecret(before), at);
      await addSession(transaction, tables, {
        idHash: hashSecret(session),
        person,
        csrfToken: randomness.token(32),
        loa: identified.loa,
        at,
        expiresAt: new Date(at.getTime() + deps.sessionMs),
      });
      await deps.writeDown(transaction, person, 'login');
    });
    return { session, returnTo: attempt.returnTo };
  };
