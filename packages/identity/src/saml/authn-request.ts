import { SAML } from '@node-saml/node-saml';

/** Who asks, and how. */
export interface AuthnRequest {
  /** Unique, an XML name; the answer refers to it. */
  readonly id: string;
  /** Our entity id. */
  readonly issuer: string;
  /** Where the answer is to be posted. */
  readonly recipient: string;
  /** The identity provider's address for requests by redirect. */
  readonly signInUrl: string;
  /** Signs the request, in PEM. */
  readonly privateKey: string;
  /** Comes back with the answer; 80 bytes at most. */
  readonly relayState: string;
  /** Authentication contexts of which one is wanted; none: as the identity provider likes. */
  readonly contexts: readonly string[];
  /** Log in anew, whoever is logged in there. */
  readonly anew: boolean;
  readonly nameIdFormat: string | undefined;
}

/** Where a browser goes to log in: the request, signed with SHA-256, by HTTP-Redirect (SAML bindings, 3.4). */
export const authnRequestUrl = (request: AuthnRequest): Promise<string> =>
  new SAML({
    entryPoint: request.signInUrl,
    issuer: request.issuer,
    callbackUrl: request.recipient,
    // of no use in asking; the library wants one
    idpCert: 'unused',
    privateKey: request.privateKey,
    signatureAlgorithm: 'sha256',
    generateUniqueId: () => request.id,
    authnContext: [...request.contexts],
    disableRequestedAuthnContext: request.contexts.length === 0,
    racComparison: 'exact',
    forceAuthn: request.anew,
    identifierFormat: request.nameIdFormat ?? null,
  }).getAuthorizeUrlAsync(request.relayState, undefined, {});
