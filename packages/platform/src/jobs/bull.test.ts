import { randomUUID } from 'node:crypto';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import Bull from 'bull';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { asId } from '@kuvert/shared/ids';
import type { WorkId } from '@kuvert/shared/ids';
import { bellContract } from '@kuvert/testkit/bell-contract';
import { need } from '@kuvert/testkit/needs';
import { createBullBell } from './bull.ts';

const newWork = (): WorkId => asId(randomUUID());
let url: string;
beforeAll(async () => {
  ({ url } = await need('redis'));
});

bellContract('Bull on Redis', {
  create: async (onError) => createBullBell({ url, onError, concurrency: 2 }),
});

describe('what Redis sees of a work', () => {
  it('is its id, and nothing once it was answered', async () => {
    const room = `room-${randomUUID()}`;
    const bell = createBullBell({ url, onError: () => undefined });
    const id = newWork();
    await bell.ring(room, id);
    const queue = new Bull(room, url, { prefix: 'kuvert' });
    expect(await queue.getJob(id)).toMatchObject({ data: { id }, opts: { attempts: 1 } });
    await bell.listen(room, async () => {
      throw new Error('fails');
    });
    await vi.waitFor(async () => expect(await queue.getJob(id)).toBeNull(), { timeout: 20_000 });
    await queue.close();
    await bell.close();
  });
});

/** A way to the real Redis that can be cut: what comes through it is passed on, or swallowed. */
const createLine = async () => {
  const to = new URL(url);
  const sockets = new Set<Socket>();
  let swallows = false;
  const server = createServer((near) => {
    sockets.add(near);
    near.on('error', () => undefined);
    if (swallows) return;
    const far = connect(Number(to.port), to.hostname);
    sockets.add(far);
    far.on('error', () => near.destroy());
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // TCP: always AddressInfo
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  return {
    url: `redis://:${to.password}@127.0.0.1:${port}`,
    hangUp,
    cut: () => {
      server.close();
      hangUp();
    },
    mend: () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve)),
    swallow: () => {
      swallows = true;
      hangUp();
    },
  };
};

describe('a lost Redis', () => {
  const onError = vi.fn<(error: unknown) => void>();
  const timeoutMs = 300;
  let line: Awaited<ReturnType<typeof createLine>>;
  let bell: ReturnType<typeof createBullBell>;
  let room: string;

  beforeEach(async () => {
    onError.mockReset();
    room = `room-${randomUUID()}`;
    line = await createLine();
    bell = createBullBell({ url: line.url, onError, timeoutMs, closeMs: 1000 });
  });
  afterEach(async () => {
    await bell.close();
    line.cut();
  });

  const rung = async (heard: () => boolean): Promise<void> => {
    await vi.waitFor(
      async () => {
        await bell.ring(room, newWork());
        expect(heard()).toBe(true);
      },
      { timeout: 10_000 },
    );
  };

  it('makes no ring throw or hang, and is told of', async () => {
    await bell.ring(room, newWork());
    line.cut();
    onError.mockReset();
    const before = Date.now();
    await bell.ring(room, newWork());
    expect(Date.now() - before).toBeLessThan(timeoutMs + 200);
    expect(onError).toHaveBeenCalled();
  });

  it('is found out by the check', async () => {
    await bell.check();
    line.cut();
    await expect(bell.check()).rejects.toMatchObject({ code: 'bell-unreachable' });
  });

  it('that does not answer any more makes no ring and no check hang', async () => {
    line.swallow();
    await bell.ring(room, newWork());
    expect(onError).toHaveBeenCalled();
    await expect(bell.check()).rejects.toMatchObject({ code: 'bell-unreachable' });
  });

  it('is heard again when it comes back', async () => {
    let heard = 0;
    await bell.listen(room, async () => void heard++);
    await expect(rung(() => heard > 0)).resolves.toBeUndefined();
    line.cut();
    await bell.ring(room, newWork());
    await line.mend();
    heard = 0;
    await expect(rung(() => heard > 0)).resolves.toBeUndefined();
  });

  it('that comes late is heard by who listened before', async () => {
    line.cut();
    let heard = 0;
    await bell.listen(room, async () => void heard++);
    await line.mend();
    await expect(rung(() => heard > 0)).resolves.toBeUndefined();
  });

  it('keeps no bell from being closed', async () => {
    await bell.listen(room, async () => undefined);
    await bell.ring(room, newWork());
    line.swallow();
    const before = Date.now();
    await bell.close();
    expect(Date.now() - before).toBeLessThan(3000);
  });
});
