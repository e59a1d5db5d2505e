import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import { KuvertError } from '@kuvert/shared/errors';

import type { EndedAtProvider, LoginProvider } from '../login/provider.ts';
import { endSessionsAt, takeLogoutToken } from '../store/provider-logouts.ts';
import { providerSessionOf, type LogOutDeps } from './sessions.ts';

/** Ends what goes on of somebody in one place; false when the same logout was told there before. */
export type EndSessions = (ended: EndedAtProvider) => Promise<boolean>;

/**
 * Ends the sessions of somebody who logged out at the identity provider, by its logout token, once; in every place, since
 * the provider tells one of them.
 * @throws KuvertError `logout-token-wrong`, `login-provider-unreachable`
 */
export const endAtProvider =
  (provider: Pick<LoginProvider, 'endedBy'>, places: readonly EndSessions[]) =>
  async (logoutToken: string): Promise<void> => {
    const ended = await provider.endedBy(logoutToken);
    const isNews = await Promise.all(places.map((end) => end(ended)));
    if (!isNews.includes(true))
      throw new KuvertError('logout-token-wrong', 'the logout token was used before');
  };

/** In one place: sessions, and what of them was told, commit together. */
export const endSessionsOf =
  ({ database, tables, writeDown, announce, clock }: LogOutDeps): EndSessions =>
  ({ issuer, subject, sid, id, expiresAt }) =>
    database.transaction(async (transaction) => {
      const at = clock.now();
      const token = { hash: hashSecret(JSON.stringify([issuer, id])), expiresAt, at };
      if (!(await takeLogoutToken(transaction, tables, token))) return false;
      const providerSession = providerSessionOf(issuer, sid);
      const which = { issuer, subject, providerSession, at };
      const ended = await endSessionsAt(transaction, tables, which);
      for (const { idHash } of ended) await announce(transaction, idHash);
      for (const { person } of ended)
        await writeDown(transaction, { person, what: 'session-ended', detail: 'provider' });
      return true;
    });
