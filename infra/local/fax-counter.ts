import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { timingSafeEqual } from 'node:crypto';

import { KuvertError, codeOf } from '@kuvert/shared/errors';
import type { Randomness } from '@kuvert/shared/ids';
import type { Delivery, SimulatedCarrier } from '@kuvert/simulators/carrier';

const maxBytes = 64 * 1024 * 1024;

/** What `pnpm fax` asks for beside the file's bytes. */
export interface FaxOrder {
  readonly from: string;
  readonly to: string;
}

/** Where `pnpm fax` hands in its file: the simulated carrier sends it as a carrier does. Loopback, and for whoever has the token. */
export const startFaxCounter = async (
  carrier: SimulatedCarrier,
  publicOrigin: string,
  randomness: Pick<Randomness, 'token'>,
): Promise<{ origin: string; token: string; stop: () => Promise<void> }> => {
  const token = randomness.token(32);
  const server = createServer((request, response) => {
    serve(request, token, (bytes, order) =>
      carrier.send({ bytes, from: order.from, to: order.to, tsi: 'KUVERT DEMO' }, { publicOrigin }),
    ).then(
      (delivery) => response.end(JSON.stringify(delivery)),
      (error: unknown) => response.writeHead(400).end(codeOf(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // TCP: always AddressInfo
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    token,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const serve = async (
  request: IncomingMessage,
  token: string,
  send: (bytes: Uint8Array, order: FaxOrder) => Promise<Delivery>,
): Promise<Delivery> => {
  const expected = Buffer.from(`Bearer ${token}`);
  const given = Buffer.from(request.headers.authorization ?? '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new KuvertError('login-required', 'the token is wrong');
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const order = { from: searchParams.get('from') ?? '', to: searchParams.get('to') ?? '' };
  return send(await readBytes(request), order);
};

const readBytes = async (request: IncomingMessage): Promise<Uint8Array> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes)
      throw new KuvertError('body-too-large', 'the file is larger than a fax can be');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
