import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Where ports are chosen: below those that systems give to outgoing connections and to listeners on port 0 (Linux from 32768,
 * RFC 6335 from 49152). From among those, somebody else's connection could have a port before whoever chose it listens.
 */
const range = { from: 15_000, below: 32_000 };

/** A loopback TCP port that nobody listens on now. */
export const freePort = async (): Promise<number> => {
  const [port = 0] = await freePorts(1);
  return port;
};

/** So many different ones. */
export const freePorts = async (count: number): Promise<readonly number[]> => {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(range.from, range.below);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
};

/** Whether nobody listens there now. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
