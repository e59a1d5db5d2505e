import { createRemoteJWKSet } from 'jose';
import * as client from 'openid-client';

import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';

import type { LoginConfig } from '../config.ts';
import { idTokenAlgorithms } from './algorithms.ts';
import { acrAsked, isGoodEnough, levelOf } from './assurance.ts';
import { LoginRefused } from './refusal.ts';
import { nameOf } from './name.ts';
import { lazily } from './lazily.ts';
import { readLogoutToken } from './logout-token.ts';
import { toldGroups } from './told-groups.ts';
import type { Identified, LoginProvider, LoginSecrets } from './provider.ts';
import { subjectsAmong } from './subjects.ts';

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
  /** Ours, as it is registered there. */
  origin: string,
  clock: Clock,
): LoginProvider => {
  const configuration = lazily(() => discover(config, auth), metadataKeptMs);
  const keys = lazily(async () => keysOf(await configuration()), metadataKeptMs);
  return {
    authorizationUrl: async (secrets) => {
      const challenge = await client.calculatePKCECodeChallenge(secrets.codeVerifier);
      const url = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: `${origin}/login/callback`,
        scope,
        state: secrets.state,
        nonce: secrets.nonce,
        code_challenge: challenge,
        code_challenge_method: 'S256',
        ...claimsAsked(config, acrAsked(config, secrets.loa)),
      });
      return url.href;
    },
    identify: async (callback, secrets) =>
      identify(await configuration(), config, callback, secrets),
    logoutUrl: async (idToken) => {
      if (!config.logsOutThere) return undefined;
      const asked = await configuration();
      if (asked.serverMetadata().end_session_endpoint === undefined) return undefined;
      return client.buildEndSessionUrl(asked, {
        post_logout_redirect_uri: `${origin}/login`,
        ...(idToken === undefined ? {} : { id_token_hint: idToken }),
      }).href;
    },
    endedBy: async (logoutToken) => {
      const { issuer } = (await configuration()).serverMetadata();
      const rules = { keys: await keys(), issuer, clientId: config.clientId, now: clock.now() };
      return readLogoutToken(logoutToken, rules);
    },
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

const keysOf = (configuration: client.Configuration): ReturnType<typeof createRemoteJWKSet> =>
  // the library asks no provider without it for logins either
  createRemoteJWKSet(new URL(configuration.serverMetadata().jwks_uri ?? ''), {
    timeoutDuration: timeoutSeconds * 1000,
  });

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
    if (!claims || tokens.id_token === undefined) throw failed(new LoginRefused('answer-invalid'));
    if (claims.exp - claims.iat > config.idTokenSeconds)
      throw failed(new LoginRefused('token-too-long'));
    const subjects = subjectsOf(config.preset, claims);
    if (!subjects) throw failed(new LoginRefused('identity-unclear'));
    const who = { issuer: claims.iss, subject: subjects[0] };
    if (!isGoodEnough(config, secrets.loa, claims['acr']))
      throw failed(new LoginRefused('assurance-too-low', { who }));
    const name =
      nameOf(claims) ??
      nameOf(await client.fetchUserInfo(configuration, tokens.access_token, claims.sub));
    if (name === undefined) throw failed(new LoginRefused('nameless', { who }));
    const loa = levelOf(config, claims['acr']);
    return {
      ...{ issuer: claims.iss, subjects, name, loa },
      groups: toldGroups(config.preset, claims),
      sid: typeof claims['sid'] === 'string' ? claims['sid'] : null,
      idToken: tokens.id_token,
    };
  } catch (cause) {
    throw cause instanceof KuvertError ? cause : failed(refusalOf(cause));
  }
};

/** Essential, so that a provider that can't give it refuses; we check what comes back all the same. */
const claimsAsked = (
  { preset: { subject, groups } }: LoginConfig,
  acr: readonly string[],
): Record<string, string> => {
  const wanted = {
    ...(acr.length > 0 && { acr: { essential: true, values: acr } }),
    ...(subject && { [subject.claim]: { essential: true } }),
    // who has no commission logs in all the same
    ...(groups.areCommissions && { [groups.claim]: null }),
  };
  return {
    ...(acr.length > 0 && { acr_values: acr.join(' ') }),
    ...(Object.keys(wanted).length > 0 && { claims: JSON.stringify({ id_token: wanted }) }),
  };
};

const subjectsOf = (
  { subject }: LoginConfig['preset'],
  claims: Readonly<Record<string, unknown>>,
): Identified['subjects'] | undefined => {
  const said: unknown = claims[subject?.claim ?? 'sub'];
  return subjectsAmong(Array.isArray(said) ? said : [said], subject?.isOne ?? (() => true));
};

const refusalOf = (cause: unknown): LoginRefused =>
  new LoginRefused(
    cause instanceof client.AuthorizationResponseError ? 'provider-refused' : 'answer-invalid',
    { cause },
  );

const failed = (cause: LoginRefused): KuvertError =>
  new KuvertError('login-failed', 'the login could not be completed', { cause });
