import { constants } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { TLSSocket } from 'node:tls';

import { closeServer, listenOn, type Listening } from '@kuvert/platform/http/server';

import type { CardFiles } from './trust.ts';

export interface CardListenerOptions extends Pick<CardFiles, 'ca' | 'certificate' | 'key'> {
  readonly host: string;
  readonly port: number;
  /** A connection came to nothing before a request was made on it, by this code of OpenSSL's or Node's. */
  readonly refused: (code: string) => void;
}

/** People type their PIN while the handshake waits for the card. */
const handshakeMs = 90_000;
const mostConnections = 1_000;

/**
 * Listens by TLS to those who show a certificate, and to nobody else. Each request has a connection and a whole handshake of
 * its own: nothing is resumed, so that who shows no card is never taken for who showed one before.
 */
export const listenToCards = async (
  listener: RequestListener,
  { host, port, refused, ca, certificate, key }: CardListenerOptions,
): Promise<Listening> => {
  const server = createServer(
    {
      key,
      cert: certificate,
      ca: [...ca],
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      ALPNProtocols: ['http/1.1'],
      secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
      handshakeTimeout: handshakeMs,
      headersTimeout: 10_000,
      requestTimeout: 10_000,
      keepAlive: false,
      maxHeaderSize: 16_384,
      connectionsCheckingInterval: 5_000,
    },
    listener,
  );
  server.maxConnections = mostConnections;
  server.maxRequestsPerSocket = 1;
  tellRefused(server, refused);
  const actual = await listenOn(server, host, port);
  return { port: actual, origin: `https://${host}:${actual}`, stop: () => closeServer(server) };
};

const tellRefused = (server: Server, refused: (code: string) => void): void => {
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
    // Node ends a connection whose certificate it refuses as if the other side had done so; the cause stays at the socket
    const cause: unknown = socket.authorizationError;
    refused(typeof cause === 'string' ? cause : (error.code ?? 'unknown'));
    socket.destroy();
  });
};
