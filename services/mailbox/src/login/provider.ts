import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';

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
  readonly subject: string;
  /** For people to read; the provider's word, bounded. */
  readonly name: string;
  /** How sure the provider was; null: it said nothing that we know. */
  readonly loa: LevelOfAssurance | null;
}

/** The municipality's identity provider. */
export interface LoginProvider {
  /** Where the browser goes to log in. @throws KuvertError `login-provider-unreachable` */
  authorizationUrl(secrets: LoginSecrets): Promise<string>;
  /**
   * Turns the address that the browser came back with into a person.
   * @throws KuvertError `login-failed` when anything in it isn't as it must be, `login-provider-unreachable`
   */
  identify(callback: URL, secrets: LoginSecrets): Promise<Identified>;
}
