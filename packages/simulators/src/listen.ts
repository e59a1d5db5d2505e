import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Listening {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Listens on loopback, at any free port unless one is given; over TLS where it is told how. */
export const listen = async (
  app: RequestListener,
  port = 0,
  tls?: ServerOptions,
): Promise<Listening> => {
  const server = tls ? createTlsServer(tls, app) : createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    // TCP: always AddressInfo
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
