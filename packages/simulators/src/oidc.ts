import express from 'express';
import type { JWK } from 'oidc-provider';

import { listen } from './listen.ts';
import { chooserRoutes } from './oidc/chooser.ts';
import type { OidcPerson } from './oidc/person.ts';
import { createProvider } from './oidc/provider.ts';

export interface OidcOptions {
  /** Of 127.0.0.1; a free one when absent. */
  readonly port?: number;
  readonly people: readonly OidcPerson[];
  readonly clientId: string;
  readonly clientSecret: string;
  /** The only addresses that a login may return to. */
  readonly redirectUris: readonly string[];
  /** Where the person's name stands: in the ID token, or at the userinfo endpoint alone. */
  readonly nameIn?: 'id-token' | 'userinfo';
  /** The client proves itself by this public key (`private_key_jwt`) in place of its secret. */
  readonly clientKey?: JWK;
  /** What ID tokens are signed by; RS256 unless told. Another one is for testing what a client refuses. */
  readonly idTokenAlgorithm?: 'RS256' | 'PS256' | 'RS512';
  /**
   * Levels of assurance that it can give, for clients that ask: a login has the first of those asked for that is among
   * them, else the first.
   */
  readonly acr?: readonly string[];
  /** PEM texts: with them the issuer is https, as a house in production asks for. The certificate names 127.0.0.1. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

export interface RunningOidc {
  readonly issuer: string;
  stop(): Promise<void>;
}

/**
 * A real OpenID provider for the demonstration and for tests: anybody may log in as any of `people`, without a
 * secret. Keys are made at the start, nothing is kept.
 */
export const startOidc = async (options: OidcOptions): Promise<RunningOidc> => {
  const app = express();
  app.disable('x-powered-by');
  const { origin: issuer, stop } = await listen(app, options.port, options.tls);
  const provider = await createProvider(issuer, options);
  chooserRoutes(app, provider, options);
  app.use(provider.callback());
  return { issuer, stop };
};
