import { generateKeyPairSync } from 'node:crypto';

import { SignJWT, UnsecuredJWT } from 'jose';

export type Claims = Readonly<Record<string, unknown>>;

/** What the forgeries are for: a client, its secret, and the level that it asked for. */
export interface Forged {
  readonly issuer: string;
  readonly clientId: string;
  readonly nonce: string;
  readonly acr: string;
}

const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
const others = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicPem = ours.publicKey.export({ type: 'spki', format: 'pem' });

/** The provider's own, as it publishes them. */
export const providerKeys = [
  { ...ours.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig' },
];

/** Those of an ID token that is as it must be. */
export const claimsOf = (
  { issuer, clientId, nonce, acr }: Forged,
  changes: Claims = {},
): Claims => {
  const now = Math.floor(Date.now() / 1000);
  return {
    ...{ iss: issuer, sub: 'anna', aud: clientId, iat: now, exp: now + 300 },
    ...{ nonce, name: 'Anna Öberg', acr },
    ...changes,
  };
};

export const signed = (
  claims: Claims,
  alg = 'RS256',
  key: unknown = ours.privateKey,
): Promise<string> =>
  // each test's own kind of key
  new SignJWT(claims).setProtectedHeader({ alg, kid: 'one' }).sign(key as Uint8Array);

/** Claims that make an ID token somebody else's, or nobody's. */
export const wrongClaims: readonly (readonly [what: string, changes: Claims])[] = [
  ['for another login', { nonce: 'x'.repeat(43) }],
  ['for no login', { nonce: undefined }],
  ['for another client', { aud: 'other' }],
  ['for several clients, given to another', { aud: ['kuvert', 'other'], azp: 'other' }],
  ['of another issuer', { iss: 'https://evil.example' }],
  ['that is over', { iat: 1, exp: 300 }],
  ['without an end', { exp: undefined }],
  ['without a time', { iat: undefined }],
  ['of nobody', { sub: undefined }],
];

/** Levels that are none, or too low. */
export const weakClaims: readonly (readonly [what: string, changes: Claims])[] = [
  ['a weaker login', { acr: 'http://id.sambi.se/loa/loa2' }],
  [
    'a login that only looks as strong',
    { acr: 'http://id.elegnamnden.se/loa/1.0/uncertified-loa3' },
  ],
  ['a list of levels', { acr: ['http://id.sambi.se/loa/loa3'] }],
  ['no level', { acr: undefined }],
];

/** Ways to write an ID token that the provider did not, of claims that are as they must be. */
export const forgeriesFor = (
  clientSecret: string,
): readonly (readonly [what: string, forge: (claims: Claims) => Promise<string> | string])[] => [
  ['signed by nobody', (claims) => new UnsecuredJWT(claims).encode()],
  ["signed by another's key", (claims) => signed(claims, 'RS256', others.privateKey)],
  [
    'signed by the public key as if it were a secret',
    (claims) => signed(claims, 'HS256', Buffer.from(publicPem)),
  ],
  [
    'signed by the secret of the client',
    (claims) => signed(claims, 'HS256', Buffer.from(clientSecret)),
  ],
  ['signed by an algorithm off our list', (claims) => signed(claims, 'RS512')],
  [
    'whose claims were changed after it was signed',
    async (claims) => {
      const [head, , signature] = (await signed(claims)).split('.');
      const body = Buffer.from(JSON.stringify({ ...claims, sub: 'bo' })).toString('base64url');
      return `${head}.${body}.${signature}`;
    },
  ],
  ['that is none', () => 'a.b.c'],
];
