/** What the answer to one request has to be. */
export interface SamlExpectations {
  /** The identity provider's keys, each an RSA key of its certificate in PEM; no other key is ever looked at. */
  readonly idpCertificates: readonly string[];
  /** Our entity id. */
  readonly audience: string;
  /** The address at which responses are taken. */
  readonly recipient: string;
  readonly requestId: string;
  readonly at: Date;
  /** The identity provider's entity id, where it is known. */
  readonly issuer?: string;
  /** The authentication contexts that were asked for; any, where none were. */
  readonly contexts?: ReadonlySet<string>;
  /** Whoever logs in has to have done so since then: what was asked for with `ForceAuthn`. */
  readonly authenticatedSince?: Date;
  /** Our keys for encrypted assertions, in PEM; without any, none is taken. */
  readonly decryptionKeys?: readonly string[];
}
