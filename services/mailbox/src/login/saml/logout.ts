import { createHmac, hkdfSync } from 'node:crypto';

import {
  logoutRequest,
  logoutResponse,
  type LogoutSender,
  type SamlDispatch,
  type SamlSession,
} from '@kuvert/identity/saml/logout-messages';
import {
  readLogoutRequest,
  readLogoutResponse,
  type LogoutExpectations,
  type LogoutRequested,
  type ReceivedLogout,
} from '@kuvert/identity/saml/read-logout';
import type { IdpMetadata } from '@kuvert/identity/saml/idp-metadata';
import type { SamlRefusal } from '@kuvert/identity/saml/reasons';
import { KuvertError } from '@kuvert/shared/errors';

import type { SamlProviderDeps } from './provider.ts';
import type { SamlConfig } from './saml-config.ts';

/** Where the identity provider has browsers bring its requests to log out, and its answers to ours. */
export const samlLogoutPath = '/saml/logout';

/** What a session's row knows the identity provider's by: nobody is found by them who hasn't got our key. */
export interface SessionNames {
  /** Of whom it is there. */
  readonly subject: string;
  /** Of the session there; null: its assertion named none. */
  readonly session: string | null;
}

/** Sessions that the identity provider ends, by the names of their rows. */
export interface EndedBySaml extends LogoutRequested {
  readonly issuer: string;
  readonly subjects: readonly string[];
  /** None: every one of theirs. */
  readonly sessions: readonly string[];
}

export interface SamlLogout {
  namesOf(there: SamlSession): SessionNames;
  /** Whether a session's row means this one. */
  isOf(there: SamlSession, names: SessionNames): boolean;
  /**
   * Asks the identity provider to end a session; undefined where it has no place for that, or isn't to be asked.
   * @throws KuvertError `login-provider-unreachable`
   */
  ask(
    there: SamlSession,
    secrets: { readonly id: string; readonly relayState: string },
  ): Promise<SamlDispatch | undefined>;
  /** @throws KuvertError `logout-refused`, `login-provider-unreachable` */
  requested(received: ReceivedLogout): Promise<EndedBySaml>;
  /** Undefined where it has no place for answers. */
  answer(request: LogoutRequested): Promise<SamlDispatch | undefined>;
  /** That everything is over there. @throws KuvertError `logout-refused`, `login-provider-unreachable` */
  confirmed(received: ReceivedLogout, requestId: string): Promise<void>;
}

/** Why a message about logging out ended nothing: for the log alone. */
export type LogoutRefusal = SamlRefusal | 'request-used' | 'not-under-way';

/** The cause of a `logout-refused`. */
export class LogoutRefused extends Error {
  override readonly name = 'LogoutRefused';
  readonly reason: LogoutRefusal;

  constructor(reason: LogoutRefusal) {
    super(reason);
    this.reason = reason;
  }
}

export const logoutRefused = (reason: LogoutRefusal): KuvertError =>
  new KuvertError('logout-refused', 'this message logs nobody out', {
    cause: new LogoutRefused(reason),
  });

/** SAML 2.0's Single Logout by the browser, both ways. */
export const createSamlLogout = (config: SamlConfig, deps: SamlProviderDeps): SamlLogout => {
  const { files, keeper, origin, clock, randomness } = deps;
  const keys = files.decryptionKeys.map(nameKeyOf);
  const namesBy = (key: Buffer, { nameId, sessionIndex }: SamlSession): SessionNames => ({
    subject: keyed(key, [config.idp, nameId]),
    session: sessionIndex === undefined ? null : keyed(key, [config.idp, nameId, sessionIndex]),
  });
  const expectations = ({ entityId, certificates }: IdpMetadata): LogoutExpectations => ({
    issuer: entityId,
    idpCertificates: certificates,
    destination: `${origin}${samlLogoutPath}`,
    at: clock.now(),
  });
  const sender = (to: Pick<LogoutSender, 'id' | 'binding' | 'url' | 'relayState'>) => ({
    ...to,
    issuer: config.entityId,
    privateKey: files.key,
    certificate: files.certificate,
  });
  return {
    namesOf: (there) => namesBy(keys[0] ?? nameKeyOf(files.key), there),
    isOf: (there, { subject, session }) =>
      keys.some((key) => {
        const names = namesBy(key, there);
        return names.subject === subject && names.session === session;
      }),
    ask: async (there, secrets) => {
      const { signOut } = await keeper.current();
      if (!signOut || !config.logsOutThere) return undefined;
      return logoutRequest(sender({ ...secrets, ...signOut }), there);
    },
    requested: async (received) => {
      const metadata = await keeper.current();
      const request = readLogoutRequest(received, expectations(metadata));
      if (typeof request === 'string') throw logoutRefused(request);
      const { nameId, sessionIndexes } = request;
      const named = keys.flatMap((key) =>
        sessionIndexes.map((sessionIndex) => namesBy(key, { nameId, sessionIndex })),
      );
      return {
        ...request,
        issuer: metadata.entityId,
        subjects: keys.map((key) => namesBy(key, { nameId }).subject),
        sessions: named.flatMap(({ session }) => session ?? []),
      };
    },
    answer: async ({ id, relayState }) => {
      const { signOut } = await keeper.current();
      if (!signOut) return undefined;
      const { binding, responseUrl } = signOut;
      const to = { id: `_${randomness.token(16)}`, binding, url: responseUrl, relayState };
      return logoutResponse(sender(to), id);
    },
    confirmed: async (received, requestId) => {
      const expected = { ...expectations(await keeper.current()), requestId };
      const outcome = readLogoutResponse(received, expected);
      if (outcome !== 'ended') throw logoutRefused(outcome);
    },
  };
};

/** For names alone, out of a key that every replica has. */
const nameKeyOf = (privateKey: string): Buffer =>
  Buffer.from(hkdfSync('sha256', privateKey, '', 'kuvert saml session names', 32));

const keyed = (key: Buffer, parts: readonly string[]): string =>
  createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url');
