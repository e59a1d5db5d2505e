import { createServer, type RequestListener, type Server } from 'node:http';

import { KuvertError } from '@kuvert/shared/errors';

import { errnoOf } from '../system/errno.ts';

export interface Listening {
  readonly port: number;
  readonly origin: string;
  /** Stops accepting, lets requests under way end for a while, then cuts them. */
  stop(): Promise<void>;
}

const graceMs = 5_000;

/** Listens with bounds on slow headers and bodies. */
export const listenHttp = async (
  listener: RequestListener,
  {
    host,
    port,
    requestMs = 60_000,
  }: {
    readonly host: string;
    readonly port: number;
    /** How long a whole request may take to come, in milliseconds. */
    readonly requestMs?: number;
  },
): Promise<Listening> => {
  const server = createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: requestMs,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16_384,
      connectionsCheckingInterval: 5_000,
    },
    listener,
  );
  const actual = await listenOn(server, host, port);
  return {
    port: actual,
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    stop: () => closeServer(server),
  };
};

/** @returns the port, which the system chose where 0 was asked for. @throws KuvertError `configuration-wrong` when it is taken */
export const listenOn = async (server: Server, host: string, port: number): Promise<number> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(listenFault(cause, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
};

/** A taken port is the operator's to mend: said in words. */
const listenFault = (cause: Error, host: string, port: number): Error =>
  errnoOf(cause) === 'EADDRINUSE'
    ? new KuvertError('configuration-wrong', `port ${port} of ${host} is taken`, { cause })
    : cause;

/** Stops accepting, lets requests under way end for a while, then cuts them. */
export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
