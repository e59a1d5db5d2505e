import { codeOf } from '@kuvert/shared/errors';

import type { NoteInPassing } from '../store/note-provider.ts';
import type { LoginProvider } from './provider.ts';

const openid = { kind: 'openid', name: 'openid' } as const;
const unreachable = 'login-provider-unreachable';

/**
 * The identity provider, of which each login says how it goes. That it could not be reached is its failure, or the network's;
 * what is wrong with somebody's answer is not.
 */
export const notingHowItGoes = (provider: LoginProvider, note: NoteInPassing): LoginProvider => {
  const watching = async <Result>(call: Promise<Result>): Promise<Result> => {
    try {
      return await call;
    } catch (error) {
      if (codeOf(error) === unreachable) note(openid, { code: unreachable });
      throw error;
    }
  };
  return {
    authorizationUrl: (secrets) => watching(provider.authorizationUrl(secrets)),
    identify: async (callback, secrets) => {
      const found = await watching(provider.identify(callback, secrets));
      note(openid, 'success');
      return found;
    },
    logoutUrl: (idToken) => watching(provider.logoutUrl(idToken)),
    endedBy: (logoutToken) => watching(provider.endedBy(logoutToken)),
  };
};
