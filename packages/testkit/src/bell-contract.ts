import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { asId } from '@kuvert/shared/ids';
import type { WorkId } from '@kuvert/shared/ids';
import type { Bell } from '@kuvert/shared/ports/bell';

/** What the contract needs of the bell that it tests. */
export interface BellUnderTest {
  /** A bell that answers two rings at a time and reports to `onError`. */
  create(onError: (error: unknown) => void): Promise<Bell>;
}

const newWork = (): WorkId => asId(randomUUID());
/** A room of its own for each test, so that none hears another's rings. */
const newRoom = (): string => `room-${randomUUID()}`;

/** What every bell does: run it against each adapter. */
export const bellContract = (name: string, { create }: BellUnderTest): void => {
  describe(`the bell: ${name}`, () => {
    let bell: Bell;
    let room: string;
    const onError = vi.fn<(error: unknown) => void>();

    beforeAll(async () => {
      bell = await create(onError);
    });
    afterAll(() => bell.close());
    beforeEach(() => {
      onError.mockReset();
      room = newRoom();
    });

    it('wakes who listens in the room, with the id that was rung', async () => {
      const heard = vi.fn<(id: WorkId) => Promise<void>>().mockResolvedValue();
      await bell.listen(room, heard);
      const id = newWork();
      await bell.ring(room, id);
      await vi.waitFor(() => expect(heard).toHaveBeenCalledExactlyOnceWith(id), {
        timeout: 20_000,
      });
    });

    it('wakes for the same id again once it was answered', async () => {
      const heard: WorkId[] = [];
      await bell.listen(room, async (id) => void heard.push(id));
      const id = newWork();
      await vi.waitFor(
        async () => {
          await bell.ring(room, id);
          expect(heard.length).toBeGreaterThan(2);
        },
        { timeout: 5000 },
      );
      expect(new Set(heard)).toEqual(new Set([id]));
    });

    it('is not heard in another room', async () => {
      const here = vi.fn<(id: WorkId) => Promise<void>>().mockResolvedValue();
      const there = vi.fn<(id: WorkId) => Promise<void>>().mockResolvedValue();
      await bell.listen(room, here);
      await bell.listen(newRoom(), there);
      await bell.ring(room, newWork());
      await vi.waitFor(() => expect(here).toHaveBeenCalledOnce(), { timeout: 20_000 });
      expect(there).not.toHaveBeenCalled();
    });

    it('rings on after an answer failed, and tells of the failure', async () => {
      const failing = newWork();
      const heard: WorkId[] = [];
      await bell.listen(room, async (id) => {
        heard.push(id);
        if (id === failing) throw new Error('the work failed');
      });
      const next = newWork();
      await bell.ring(room, failing);
      await bell.ring(room, next);
      await vi.waitFor(() => expect(heard).toContain(next), { timeout: 20_000 });
      await vi.waitFor(
        () =>
          expect(onError).toHaveBeenCalledWith(
            expect.objectContaining({ message: 'the work failed' }),
          ),
        { timeout: 20_000 },
      );
    });

    it('rings again for an id whose answer failed', async () => {
      const heard: WorkId[] = [];
      await bell.listen(room, async (id) => {
        heard.push(id);
        throw new Error('fails each time');
      });
      const id = newWork();
      await vi.waitFor(
        async () => {
          await bell.ring(room, id);
          expect(heard.length).toBeGreaterThan(1);
        },
        { timeout: 5000 },
      );
    });

    it('gives no more answers at a time than it was told', async () => {
      const gate = Promise.withResolvers<void>();
      let now = 0;
      let most = 0;
      let done = 0;
      await bell.listen(room, async () => {
        most = Math.max(most, ++now);
        await gate.promise;
        now--;
        done++;
      });
      await Promise.all(Array.from({ length: 8 }, () => bell.ring(room, newWork())));
      await vi.waitFor(() => expect(now).toBe(2), { timeout: 20_000 });
      gate.resolve();
      await vi.waitFor(() => expect(done).toBe(8), { timeout: 20_000 });
      expect(most).toBe(2);
    });

    it('stops listening when the answers under way have ended', async () => {
      const gate = Promise.withResolvers<void>();
      const heard: WorkId[] = [];
      let ended = false;
      const stop = await bell.listen(room, async (id) => {
        heard.push(id);
        await gate.promise;
        ended = true;
      });
      await bell.ring(room, newWork());
      await vi.waitFor(() => expect(heard).toHaveLength(1), { timeout: 20_000 });
      const stopped = stop().then(() => ended);
      gate.resolve();
      expect(await stopped).toBe(true);
      await bell.ring(room, newWork());
      expect(heard).toHaveLength(1);
    });

    it('can be rung when nobody listens', async () => {
      await expect(bell.ring(room, newWork())).resolves.toBeUndefined();
    });

    it('says that it can be rung', async () => {
      await expect(bell.check()).resolves.toBeUndefined();
    });

    it('says that it cannot be rung once it is closed, and still throws nothing when rung', async () => {
      const closed = await create(onError);
      await closed.close();
      await expect(closed.check()).rejects.toThrow(/./);
      await expect(closed.ring(room, newWork())).resolves.toBeUndefined();
      await expect(closed.close()).resolves.toBeUndefined();
    });
  });
};
