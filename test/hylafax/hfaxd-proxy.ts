import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What stands between a client and its server, once the client sends this command. */
export interface Interference {
  /** The beginning of the command; empty: at once. */
  readonly at: string;
  /** What the client hears instead of the server; nothing when it is undefined. */
  readonly says?: string;
  /** The server gets the command all the same. */
  readonly passesOn?: boolean;
  readonly hangsUp?: boolean;
}

/** A connection to hfaxd that can be disturbed. Data connections go past it. */
export interface HfaxdProxy {
  readonly port: number;
  setInterference(interference: Interference | undefined): void;
  /** Resolves when a client has sent the command that it was last set to. */
  disturbed(): Promise<void>;
  stop(): void;
}

export const startHfaxdProxy = async (serverPort: number): Promise<HfaxdProxy> => {
  let interference: Interference | undefined;
  let heard = Promise.withResolvers<void>();
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1');
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => open.delete(socket));
    }
    let silenced = false;
    const disturb = ({ says, hangsUp = false }: Interference): void => {
      silenced = true;
      heard.resolve();
      if (says !== undefined) client.write(`${says}\r\n`);
      if (hangsUp) client.end();
    };
    client.on('data', (chunk) => {
      const matches =
        interference?.at !== '' && chunk.toString().startsWith(interference?.at ?? '\0');
      if (interference && matches) {
        if (interference.passesOn) upstream.write(chunk);
        disturb(interference);
      } else if (!silenced) {
        upstream.write(chunk);
      }
    });
    upstream.on('data', (chunk) => {
      if (!silenced) client.write(chunk);
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => (silenced ? undefined : client.destroy()));
    if (interference?.at === '') disturb(interference);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // TCP: always AddressInfo
    port: (server.address() as AddressInfo).port,
    setInterference: (next) => {
      interference = next;
      heard = Promise.withResolvers();
    },
    disturbed: () => heard.promise,
    stop: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
};
