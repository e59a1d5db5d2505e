import { createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';

import { freePorts, isFree } from './free-port.ts';

let server: Server | undefined;

afterEach(() => server?.close());

it('are different, free, and none that the system would give to a connection', async () => {
  const ports = await freePorts(50);

  expect(new Set(ports).size).toBe(50);
  expect(ports.filter((port) => port < 1024 || port >= 32_768)).toEqual([]);
});

it('one is not free while somebody listens there', async () => {
  const [port = 0] = await freePorts(1);
  expect(await isFree(port)).toBe(true);

  server = createServer();
  await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));

  expect(await isFree(port)).toBe(false);
});
