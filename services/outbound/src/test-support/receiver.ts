import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface ReceivedWebhook {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A department's system that takes webhooks. */
export interface Receiver {
  readonly origin: string;
  /** In the order of their coming, to this path. */
  received(path: string): readonly ReceivedWebhook[];
  /** How this path answers from now on; 204 until told. */
  answer(path: string, how: (response: ServerResponse) => void): void;
  stop(): void;
}

export const startReceiver = async (): Promise<Receiver> => {
  const received: ReceivedWebhook[] = [];
  const answers = new Map<string, (response: ServerResponse) => void>();
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = (await buffer(request)).toString();
    const path = request.url ?? '';
    received.push({ path, headers: request.headers, body });
    const how = answers.get(path) ?? ((plain: ServerResponse) => plain.writeHead(204).end());
    how(response);
  };
  const server = createServer((request, response) => {
    take(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // TCP: always AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    received: (path) => received.filter((each) => each.path === path),
    answer: (path, how) => void answers.set(path, how),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
