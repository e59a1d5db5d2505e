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

  /** Somebody's session at a service provider. */
  export interface Participant {
    readonly serviceProviderId: string;
    readonly serviceProviderLogoutURL: string;
    readonly nameId: string;
    readonly nameIdFormat: string;
    readonly sessionIndex: string;
    /** Signs its messages. */
    readonly cert?: string;
    readonly binding?: string;
  }

  export interface Participants {
    hasElements(): boolean;
    getFirst(callback: (error: null, found: Participant | undefined) => void): void;
    get(
      issuer: string,
      sessionIndexes: readonly string[],
      nameId: string,
      callback: (error: null, found: Participant | undefined) => void,
    ): void;
    remove(
      issuer: string,
      sessionIndex: string,
      nameId: string,
      callback: (error: null) => void,
    ): void;
  }

  type Loaded = (error: null, state: object | undefined) => void;

  export interface LogoutStore {
    save(request: Request, state: object, callback: (error: null, id: string) => void): void;
    load(request: Request, id: string, options: Loaded | object, callback?: Loaded): void;
    update(request: Request, id: string, state: object, callback: (error: null) => void): void;
  }

  export interface LogoutOptions {
    readonly issuer: string;
    readonly key: string;
    readonly cert: string;
    readonly deflate: boolean;
    readonly protocolBinding: string;
    readonly signatureAlgorithm: string;
    readonly digestAlgorithm: string;
    readonly destination: string;
    readonly store: LogoutStore;
    readonly sessionParticipants: Participants;
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
    logout(options: LogoutOptions): RequestHandler;
    metadata(options: {
      readonly issuer: string;
      readonly cert: string;
      readonly redirectEndpointPath: string;
      readonly postEndpointPath: string;
      readonly logoutEndpointPaths: { readonly redirect?: string; readonly post?: string };
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
