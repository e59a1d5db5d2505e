import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

import { interactionPolicy, Provider, type Configuration, type JWK } from 'oidc-provider';

import type { OidcOptions } from '../oidc.ts';
import { createMemoryAdapters } from './memory-adapter.ts';
import { logoutPage, messagePage } from './page.ts';

const { base, Check } = interactionPolicy;

/** The provider proper: code flow with PKCE for one client, RS256. */
export const createProvider = async (issuer: string, options: OidcOptions): Promise<Provider> =>
  new Provider(issuer, await configurationOf(options));

const configurationOf = async (options: OidcOptions): Promise<Configuration> => ({
  adapter: createMemoryAdapters(),
  clients: [
    {
      client_id: options.clientId,
      ...(options.clientKey
        ? {
            token_endpoint_auth_method: 'private_key_jwt' as const,
            jwks: { keys: [options.clientKey] },
          }
        : { client_secret: options.clientSecret }),
      id_token_signed_response_alg: options.idTokenAlgorithm ?? 'RS256',
      redirect_uris: [...options.redirectUris],
      post_logout_redirect_uris: options.redirectUris.map((uri) => new URL('/login', uri).href),
      // the first is told of logouts, wherever they were made
      ...(options.redirectUris[0] === undefined
        ? {}
        : { backchannel_logout_uri: new URL('/logout/by-provider', options.redirectUris[0]).href }),
      backchannel_logout_session_required: true,
      response_types: ['code'],
      grant_types: ['authorization_code'],
    },
  ],
  jwks: { keys: [await newSigningKey(options.idTokenAlgorithm ?? 'RS256')] },
  acrValues: [...(options.acr ?? [])],
  enabledJWA: { idTokenSigningAlgValues: ['RS256', 'PS256', 'RS512'] },
  cookies: { keys: [randomBytes(32).toString('base64url')] },
  pkce: { required: () => true },
  claims: {
    openid: ['sub'],
    profile: ['name', ...claimsOf(options)],
    acr: null,
  },
  conformIdTokenClaims: options.nameIn === 'userinfo',
  features: {
    claimsParameter: { enabled: true },
    devInteractions: { enabled: false },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      // whoever says whom they log out isn't asked once more
      logoutSource: (context, form) => {
        context.body = logoutPage(context.get('accept-language'), form);
      },
    },
  },
  interactions: {
    policy: chooseEachTime(),
    url: (_context, interaction) => `/interaction/${interaction.uid}`,
  },
  ttl: {
    AccessToken: 300,
    AuthorizationCode: 60,
    Grant: 3600,
    IdToken: 300,
    Interaction: 3600,
    Session: 3600,
  },
  // it tells a house on this very machine of logouts, where its own guard against that is in the way
  fetch: (url, { dispatcher: _guard, ...options }: RequestInit = {}) =>
    globalThis.fetch(url, options),
  findAccount: (_context, subject) => {
    const person = options.people.find((each) => each.subject === subject);
    return (
      person && {
        accountId: subject,
        claims: () => ({ ...person.claims, sub: person.subject, name: person.name }),
      }
    );
  },
  // Nobody is asked for consent: there is one client, and it belongs to the house.
  loadExistingGrant: async (context) => {
    const { client, provider, session } = context.oidc;
    if (!client || !session?.accountId) return undefined;
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid profile');
    grant.addOIDCClaims(claimsOf(options));
    await grant.save();
    return grant;
  },
  renderError: (context, out) => {
    context.type = 'html';
    context.body = messagePage(context.get('accept-language'), out.error);
  },
});

/** What people have besides a name. */
const claimsOf = ({ people }: OidcOptions): string[] => [
  ...new Set(people.flatMap(({ claims = {} }) => Object.keys(claims))),
];

/** A demonstration asks each time who it shall be, though the browser was here before. */
const chooseEachTime = (): interactionPolicy.DefaultPolicy => {
  const policy = base();
  policy
    .get('login')
    ?.checks.add(
      new Check('choose', 'a person is chosen at each login', (context) =>
        context.oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
      ),
    );
  return policy;
};

const newSigningKey = async (alg: string): Promise<JWK> => {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  // An RSA key's export has kty, as JWK asks for; Node's type leaves it open.
  return { ...(privateKey.export({ format: 'jwk' }) as JWK), alg, use: 'sig' };
};
