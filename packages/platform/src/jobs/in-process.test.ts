import { describe, expect, it, vi } from 'vitest';
import { bellContract } from '@kuvert/testkit/bell-contract';
import { asId } from '@kuvert/shared/ids';
import { createInProcessBell } from './in-process.ts';

bellContract('in this process', {
  create: async (onError) => createInProcessBell({ onError, concurrency: 2 }),
});

describe('the bell in this process', () => {
  it('answers a work rung many times while it waits once', async () => {
    const gate = Promise.withResolvers<void>();
    const bell = createInProcessBell({ onError: () => undefined, concurrency: 1 });
    const heard: string[] = [];
    await bell.listen('ingest', async (id) => {
      heard.push(id);
      await gate.promise;
    });
    await bell.ring('ingest', asId('first'));
    for (let n = 0; n < 100; n++) await bell.ring('ingest', asId('second'));
    gate.resolve();
    await vi.waitFor(() => expect(heard).toEqual(['first', 'second']), { timeout: 20_000 });
    await bell.close();
    expect(heard).toHaveLength(2);
  });

  it('closes although an answer never ends, and says so', async () => {
    const onError = vi.fn<(error: unknown) => void>();
    const bell = createInProcessBell({ onError, closeMs: 10 });
    await bell.listen('ingest', () => new Promise<void>(() => undefined));
    await bell.ring('ingest', asId('endless'));
    await bell.close();
    expect(onError).toHaveBeenCalledOnce();
  });
});
