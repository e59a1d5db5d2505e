import { freePorts, isFree } from '@kuvert/platform/postgres/free-port';

/** Where the demonstration would like to answer; the next free port is taken where one is in use. */
export const preferredPorts = {
  mailbox: 8081,
  room: 8083,
  card: 8084,
  ingest: 8080,
  outbound: 8082,
  provider: 8085,
  carrier: 8086,
  mail: 8087,
  mailPage: 8088,
  messageService: 8089,
  ingestOperations: 8090,
  mailboxOperations: 8091,
  outboundOperations: 8092,
  cardOffice: 8093,
} as const;

const names = Object.keys(preferredPorts) as (keyof Ports)[];

export type Ports = Readonly<Record<keyof typeof preferredPorts, number>>;

/** The preferred ports, each replaced by a free one where it is taken. */
export const choosePorts = async (): Promise<Ports> => {
  const others = await chooseFreePorts();
  const chosen = await Promise.all(
    names.map(async (name) => {
      const preferred = preferredPorts[name];
      return [name, (await isFree(preferred)) ? preferred : others[name]] as const;
    }),
  );
  return portsOf(chosen);
};

/** Ports that nobody prefers: for houses beside others, as in tests. */
export const chooseFreePorts = async (): Promise<Ports> => {
  const ports = await freePorts(names.length);
  return portsOf(names.map((name, index) => [name, ports[index] ?? 0] as const));
};

// every name, once
const portsOf = (entries: readonly (readonly [keyof Ports, number])[]): Ports =>
  Object.fromEntries(entries) as Ports;
