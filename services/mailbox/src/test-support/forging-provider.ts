import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a provider answers at its token endpoint; given its own issuer. */
export type Forgery = (issuer: string) => Promise<string>;

export interface ForgingProvider {
  readonly issuer: string;
  stop(): Promise<void>;
}

/** A provider that gives whatever ID token it is told to, whoever asks: for what a real one never does. */
export const startForgingProvider = async (
  keys: readonly object[],
  forge: Forgery,
): Promise<ForgingProvider> => {
  let issuer = '';
  const answers: Readonly<Record<string, () => object | Promise<object>>> = {
    '/.well-known/openid-configuration': () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256', 'ES256', 'PS256', 'RS512', 'HS256', 'none'],
    }),
    '/keys': () => ({ keys }),
    '/token': async () => ({
      access_token: 'a',
      token_type: 'bearer',
      id_token: await forge(issuer),
    }),
  };
  const answer = async (path: string, response: ServerResponse): Promise<void> => {
    const body = await answers[path]?.();
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? {}));
  };
  const server = createServer((request, response) => {
    void answer(new URL(request.url ?? '/', issuer).pathname, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // of a server that listens on a port
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
