import * as client from 'openid-client';

import { KuvertError } from '@kuvert/shared/errors';

import type { LoginConfig } from '../config.ts';
import { acrAsked, isGoodEnough, levelOf } from './assurance.ts';
import { LoginRefused } from './refusal.ts';
import { nameOf } from './name.ts';
import { lazily } from './lazily.ts';
import type { Identified, LoginProvider, LoginSecrets } from './provider.ts';

/** OpenID Connect Core 3.1.3.7 lets many more pass; these are signatures by a key that the provider alone has. */
const idTokenAlgorithms = ['RS256', 'ES256', 'PS256'];
const timeoutSeconds = 5;
const metadataKeptMs = 60 * 60 * 1000;
const scope = 'openid profile';

/**
 * Code flow with PKCE (RFC 9700). The provider is asked for its metadata at the first login, so that the mailbox
 * starts while it is down.
 */
export const createOpenIdProvider = (
  config: LoginConfig,
  auth: client.ClientAuth,
  redirectUri: string,
): LoginProvider => {
  const configuration = lazily(() => discover(config, auth), metadataKeptMs);
  return {
    authorizationUrl: async (secrets) => {
      const challenge = await client.calculatePKCECodeChallenge(secrets.codeVerifier);
      const url = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope,
        state: secrets.state,
        nonce: secrets.nonce,
        code_challenge: challenge,
        code_challenge_method: 'S256',
        ...assuranceAsked(acrAsked(config, secrets.loa)),
      });
      return url.href;
    },
    identify: async (callback, secrets) =>
      identify(await configuration(), config, callback, secrets),
  };
};

const discover = async (
  config: LoginConfig,
  auth: client.ClientAuth,
): Promise<client.Configuration> => {
  const execute = config.allowHttp ? [client.allowInsecureRequests] : [];
  const options = { execute, timeout: timeoutSeconds };
  try {
    const found = await client.discovery(
      new URL(config.issuer),
      config.clientId,
      undefined,
      auth,
      options,
    );
    return restricted(found.serverMetadata(), config, auth);
  } catch (cause) {
    throw new KuvertError(
      'login-provider-unreachable',
      "the identity provider can't be reached now",
      { cause },
    );
  }
};

/** The same provider with the algorithms that we accept, every signature checked. */
const restricted = (
  server: client.ServerMetadata,
  config: LoginConfig,
  auth: client.ClientAuth,
): client.Configuration => {
  const configuration = new client.Configuration(
    {
      ...server,
      id_token_signing_alg_values_supported: (
        server.id_token_signing_alg_values_supported ?? ['RS256']
      ).filter((algorithm) => idTokenAlgorithms.includes(algorithm)),
    },
    config.clientId,
    undefined,
    auth,
  );
  configuration.timeout = timeoutSeconds;
  if (config.allowHttp) client.allowInsecureRequests(configuration);
  // by default the library trusts TLS for an ID token that comes from the token endpoint
  client.enableNonRepudiationChecks(configuration);
  return configuration;
};

const identify = async (
  configuration: client.Configuration,
  config: LoginConfig,
  callback: URL,
  secrets: LoginSecrets,
): Promise<Identified> => {
  try {
    const tokens = await client.authorizationCodeGrant(configuration, callback, {
      expectedState: secrets.state,
      expectedNonce: secrets.nonce,
      pkceCodeVerifier: secrets.codeVerifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw failed(new LoginRefused('answer-invalid'));
    const who = { issuer: claims.iss, subject: claims.sub };
    if (!isGoodEnough(config, secrets.loa, claims['acr']))
      throw failed(new LoginRefused('assurance-too-low', { who }));
    const name =
      nameOf(claims) ??
      nameOf(await client.fetchUserInfo(configuration, tokens.access_token, claims.sub));
    if (name === undefined) throw failed(new LoginRefused('nameless', { who }));
    const loa = levelOf(config, claims['acr']);
    return { ...who, name, loa };
  } catch (cause) {
    throw cause instanceof KuvertError ? cause : failed(refusalOf(cause));
  }
};

/** Essential, so that a provider that can't give it refuses; we check what comes back all the same. */
const assuranceAsked = (acr: readonly string[]): Record<string, string> =>
  acr.length === 0
    ? {}
    : {
        acr_values: acr.join(' '),
        claims: JSON.stringify({ id_token: { acr: { essential: true, values: acr } } }),
      };

const refusalOf = (cause: unknown): LoginRefused =>
  new LoginRefused(
    cause instanceof client.AuthorizationResponseError ? 'provider-refused' : 'answer-invalid',
    { cause },
  );

const failed = (cause: LoginRefused): KuvertError =>
  new KuvertError('login-failed', 'the login could not be completed', { cause });
