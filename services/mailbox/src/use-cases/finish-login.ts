import { KuvertError } from '@kuvert/shared/errors';

import { hashSecret } from '../login/secret-hash.ts';
import { audit } from '../store/audit.ts';
import { takeLoginAttempt } from '../store/login-attempts.ts';
import { upsertPerson } from '../store/people.ts';
import { addSession, endSession } from '../store/sessions.ts';
import { loginWithinMs, type LoginDeps } from './begin-login.ts';

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
  (deps: LoginDeps & { readonly sessionMs: number }) =>
  async ({ callback, browser, before }: FinishInput): Promise<FinishedLogin> => {
    const { database, provider, clock, randomness } = deps;
    const state = callback.searchParams.get('state') ?? '';
    const attempt = await takeLoginAttempt(database, {
      stateHash: hashSecret(state),
      browserHash: hashSecret(browser),
      oldest: new Date(clock.now().getTime() - loginWithinMs),
    });
    if (!attempt) throw new KuvertError('login-failed', 'this login is not under way');
    const identified = await provider.identify(callback, { ...attempt, state });
    const session = randomness.token(32);
    const at = clock.now();
    await database.transaction(async (transaction) => {
      const person = await upsertPerson(transaction, randomness, { ...identified, at });
      if (before !== undefined) await endSession(transaction, hashSecret(before), at);
      await addSession(transaction, {
        idHash: hashSecret(session),
        person,
        csrfToken: randomness.token(32),
        at,
        expiresAt: new Date(at.getTime() + deps.sessionMs),
      });
      await audit(transaction, { person, action: 'login' });
    });
    return { session, returnTo: attempt.returnTo };
  };
