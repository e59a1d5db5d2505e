/** What is used of `samlp`, which brings no types. */
declare module 'samlp' {
  import type { Request, RequestHandler } from 'express';

  export interface ProfileMapper {
    getClaims(): Readonly<Record<string, string | readonly string[]>>;
    getNameIdentifier(): {
      readonly nameIdentifier: string;
      readonly nameIdentifierFormat: string;
    };
  }

  export interface AnswerOptions {
    readonly issuer: string;
    readonly cert: string;
    readonly key: string;
    readonly audience: string;
    readonly recipient: string;
    readonly destination: string;
    readonly inResponseTo: string;
    readonly lifetimeInSeconds: number;
    readonly authnContextClassRef: string;
    readonly sessionIndex: string;
    readonly signAssertion: boolean;
    readonly signResponse: boolean;
    readonly signatureAlgorithm: 'rsa-sha256';
    readonly digestAlgorithm: 'sha256';
    readonly signatureNamespacePrefix: string;
    readonly encryptionCert?: string;
    readonly encryptionPublicKey?: string;
    readonly profileMapper: () => ProfileMapper;
  }

  export interface ParsedRequest {
    readonly id?: string;
    readonly issuer?: string;
    readonly assertionConsumerServiceURL?: string;
    readonly forceAuthn?: string;
  }

  interface Samlp {
    metadata(options: {
      readonly issuer: string;
      readonly cert: string;
      readonly redirectEndpointPath: string;
      readonly postEndpointPath: string;
      readonly logoutEndpointPaths: { readonly redirect: string };
    }): RequestHandler;
    /** Verifies the signature when it is given a certificate. */
    parseRequest(
      request: Request,
      options: {
        readonly signingCert: string;
        readonly signature: unknown;
        readonly sigAlg: unknown;
        readonly relayState: unknown;
      },
      callback: (error: Error | null | undefined, parsed?: ParsedRequest) => void,
    ): void;
    getSamlResponse(
      options: AnswerOptions,
      user: object,
      callback: (error: Error | null, response?: string) => void,
    ): void;
  }

  const samlp: Samlp;
  export default samlp;
}
