import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';

import type { ToldGroups } from './told-groups.ts';

/** What binds an answer of the identity provider to the login that asked for it. */
export interface LoginSecrets {
  readonly state: string;
  readonly nonce: string;
  /** PKCE: sent as its SHA-256 first, as itself at the end. */
  readonly codeVerifier: string;
  /** Asked for in place of what is asked at every login: this level or more. */
  readonly loa: LevelOfAssurance | null;
}

/** Somebody whom the identity provider vouches for. */
export interface Identified {
  readonly issuer: string;
  /** Whom they are known as; several: they have yet to choose. */
  readonly subjects: readonly [string, ...string[]];
  /** For people to read; the provider's word, bounded. */
  readonly name: string;
  /** How sure the provider was; null: it said nothing that we know. */
  readonly loa: LevelOfAssurance | null;
  /** Of the directory; undefined: the login says nothing of them. */
  readonly groups?: ToldGroups | undefined;
  /** Of the session that began at the provider; null: it named none. */
  readonly sid: string | null;
  /** As it came; for logging out there. It says who somebody is: kept by their browser alone. */
  readonly idToken?: string;
}

/** Somebody who logged out at the provider. */
export interface EndedAtProvider {
  readonly issuer: string;
  /** Who; null where the session alone is named. */
  readonly subject: string | null;
  /** Which session of theirs at the provider; null: every one. */
  readonly sid: string | null;
  /** Of the message that said so, unique at the issuer. */
  readonly id: string;
  /** From then on it would be too old. */
  readonly expiresAt: Date;
}

/** A means by which people log in. */
export interface Identifier {
  /** Where the browser goes to log in. @throws KuvertError `login-provider-unreachable` */
  authorizationUrl(secrets: LoginSecrets): Promise<string>;
  /**
   * Turns the address that the browser came back with into a person.
   * @throws KuvertError `login-failed` when anything in it isn't as it must be, `login-provider-unreachable`
   */
  identify(callback: URL, secrets: LoginSecrets): Promise<Identified>;
}

/** The municipality's identity provider. */
export interface LoginProvider extends Identifier {
  /**
   * Where the browser goes to log out at the provider as well, and comes back from; undefined where it has no such place,
   * or isn't to be asked.
   * @param idToken of the login, where the browser still has it: without it providers ask once more
   * @throws KuvertError `login-provider-unreachable`
   */
  logoutUrl(idToken: string | undefined): Promise<string | undefined>;
  /** Who logged out there, by its logout token. @throws KuvertError `logout-token-wrong`, `login-provider-unreachable` */
  endedBy(logoutToken: string): Promise<EndedAtProvider>;
}
