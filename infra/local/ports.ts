import { createServer } from 'node:net';

import { freePort } from '@kuvert/platform/postgres/free-port';

/** Where the demonstration would like to answer; the next free port is taken where one is in use. */
export const preferredPorts = {
  mailbox: 8080,
  ingest: 8081,
  provider: 8085,
  carrier: 8086,
  ingestOperations: 8090,
  mailboxOperations: 8091,
  outboundOperations: 8092,
} as const;

export type Ports = Readonly<Record<keyof typeof preferredPorts, number>>;

/** The preferred ports, each replaced by a free one where it is taken. */
export const choosePorts = async (): Promise<Ports> => {
  const chosen = { ...preferredPorts } as Record<keyof Ports, number>;
  for (const name of Object.keys(preferredPorts) as (keyof Ports)[])
    if (!(await isFree(chosen[name]))) chosen[name] = await freePort();
  return chosen;
};

/** Ports that nobody prefers: for houses beside others, as in tests. */
export const chooseFreePorts = async (): Promise<Ports> => {
  const names = Object.keys(preferredPorts) as (keyof Ports)[];
  const ports = await Promise.all(names.map(() => freePort()));
  return Object.fromEntries(names.map((name, index) => [name, ports[index]])) as Ports;
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
