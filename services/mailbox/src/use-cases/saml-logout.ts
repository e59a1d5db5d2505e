import type { SamlDispatch, SamlSession } from '@kuvert/identity/saml/logout-messages';
import type { ReceivedLogout } from '@kuvert/identity/saml/read-logout';
import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import type { SharedLimit } from '@kuvert/platform/limits/shared-limit';
import { KuvertError } from '@kuvert/shared/errors';
import type { Randomness } from '@kuvert/shared/ids';

import {
  LogoutRefused,
  logoutRefused,
  type EndedBySaml,
  type LogoutRefusal,
  type SamlLogout,
} from '../login/saml/logout.ts';
import { audit } from '../store/audit.ts';
import { takeLogoutToken } from '../store/provider-logouts.ts';
import {
  addSamlLogout,
  endSamlSessions,
  readSessionNames,
  takeSamlLogout,
} from '../store/saml-logouts.ts';
import type { Session } from '../store/sessions.ts';
import { loginWithinMs } from './begin-login.ts';
import type { LogOutDeps } from './sessions.ts';

/** Messages that log nobody out and are on record, for each minute, of all who come with one. */
export const strayLogouts = { what: 'stray-logouts', most: 30, windowMs: 60_000 };

export interface SamlLogoutDeps extends LogOutDeps {
  readonly provider: SamlLogout;
  readonly randomness: Pick<Randomness, 'token'>;
  /** Bounds how many refusals are on record: anybody can make as many as they like. */
  readonly strays: SharedLimit;
}

/** What the browser kept of its session at the identity provider, if this session's row means the same; before it ends. */
export const recogniseThere =
  ({ database, provider }: SamlLogoutDeps) =>
  async (session: Session, kept: SamlSession | undefined): Promise<SamlSession | undefined> => {
    const names = kept && (await readSessionNames(database, session.idHash));
    return names && provider.isOf(kept, names) ? kept : undefined;
  };

/**
 * Asks the identity provider to end a session there too; undefined where it can't be asked.
 * @throws KuvertError `login-provider-unreachable`
 */
export const askToLogOut =
  ({ database, provider, randomness, clock }: SamlLogoutDeps) =>
  async (there: SamlSession): Promise<SamlDispatch | undefined> => {
    const [relayState, id] = [randomness.token(32), `_${randomness.token(32)}`];
    const dispatch = await provider.ask(there, { id, relayState });
    if (!dispatch) return undefined;
    const at = clock.now();
    await addSamlLogout(database, {
      ...{ stateHash: hashSecret(relayState), requestId: id, at },
      oldest: new Date(at.getTime() - loginWithinMs),
    });
    return dispatch;
  };

/**
 * Ends what a request of the identity provider's names, at once and on every replica, and says so; once for each request.
 * @throws KuvertError `logout-refused`, `login-provider-unreachable`
 */
export const endBySaml =
  (deps: SamlLogoutDeps) =>
  async (received: ReceivedLogout): Promise<SamlDispatch | undefined> => {
    try {
      const ended = await deps.provider.requested(received);
      await endOnce(deps, ended);
      return await deps.provider.answer(ended);
    } catch (error) {
      throw await onRecord(deps, error);
    }
  };

/** Sessions, and that this was asked for, commit together. */
const endOnce = (
  { database, tables, clock, announce, writeDown }: SamlLogoutDeps,
  { issuer, id, usableUntil, subjects, sessions }: EndedBySaml,
): Promise<void> =>
  database.transaction(async (transaction) => {
    const at = clock.now();
    const hash = hashSecret(JSON.stringify(['saml', issuer, id]));
    if (!(await takeLogoutToken(transaction, tables, { hash, expiresAt: usableUntil, at })))
      throw logoutRefused('request-used');
    const ended = await endSamlSessions(transaction, { subjects, sessions, at });
    for (const { idHash } of ended) await announce(transaction, idHash);
    for (const { person } of ended)
      await writeDown(transaction, { person, what: 'session-ended', detail: 'provider' });
  });

/**
 * Takes the identity provider's answer to a request of ours: whether it is over there as well.
 * @throws KuvertError `logout-refused` when nobody asked
 */
export const confirmLogout =
  (deps: SamlLogoutDeps) =>
  async (received: ReceivedLogout, relayState: string): Promise<boolean> => {
    const { database, provider, clock } = deps;
    const requestId = await takeSamlLogout(database, {
      stateHash: hashSecret(relayState),
      oldest: new Date(clock.now().getTime() - loginWithinMs),
    });
    if (requestId === undefined) throw await onRecord(deps, logoutRefused('not-under-way'));
    try {
      await provider.confirmed(received, requestId);
      return true;
    } catch (error) {
      await onRecord(deps, error);
      if (error instanceof KuvertError) return false;
      throw error;
    }
  };

/** Refuses what nobody could read. */
export const refuseLogout =
  (deps: SamlLogoutDeps) =>
  (reason: LogoutRefusal): Promise<unknown> =>
    onRecord(deps, logoutRefused(reason));

/** Puts a refusal on record; the error as it was. */
const onRecord = async ({ database, strays }: SamlLogoutDeps, error: unknown): Promise<unknown> => {
  const refused = error instanceof KuvertError ? error.cause : undefined;
  if (!(refused instanceof LogoutRefused) || (await strays.take('all')) > 0) return error;
  await database.transaction((transaction) =>
    audit(transaction, { person: null, action: 'logout-refused', detail: refused.reason }),
  );
  return error;
};
