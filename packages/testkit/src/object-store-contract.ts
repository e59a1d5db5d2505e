import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { asId } from '@kuvert/shared/ids';
import type { ObjectName } from '@kuvert/shared/ids';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';

const newName = (): ObjectName => asId(randomUUID());
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/** What every object store does: run it against each adapter. `create` gives a store that is empty at first. */
export const objectStoreContract = (name: string, create: () => Promise<ObjectStore>): void => {
  describe(`the object store: ${name}`, () => {
    let store: ObjectStore;
    beforeAll(async () => {
      store = await create();
    });

    const names = async (): Promise<ObjectName[]> => {
      const found: ObjectName[] = [];
      for await (const { name: each } of store.list()) found.push(each);
      return found;
    };

    it('gives back what was put', async () => {
      const [object, bytes] = [newName(), randomBytes(100_000)];
      await store.put(object, bytes);
      expect(bytes.equals(await store.get(object, bytes.byteLength))).toBe(true);
    });

    it('keeps an empty object', async () => {
      const object = newName();
      await store.put(object, new Uint8Array());
      expect(await store.get(object, 0)).toHaveLength(0);
    });

    it('keeps an object of several megabytes', async () => {
      const [object, bytes] = [newName(), randomBytes(7 * 1024 * 1024 + 1)];
      await store.put(object, bytes);
      expect(bytes.equals(await store.get(object, bytes.byteLength))).toBe(true);
    });

    it('keeps what was put, whatever becomes of the bytes handed in', async () => {
      const [object, bytes] = [newName(), Buffer.from('before')];
      await store.put(object, bytes);
      bytes.write('after!');
      expect(text(await store.get(object, 6))).toBe('before');
    });

    it('never overwrites an object', async () => {
      const object = newName();
      await store.put(object, Buffer.from('first'));
      await expect(store.put(object, Buffer.from('second'))).rejects.toMatchObject({
        code: 'object-exists',
      });
      expect(text(await store.get(object, 100))).toBe('first');
    });

    it('lets one of two writers at once win, whole', async () => {
      const object = newName();
      const both = await Promise.allSettled(
        ['a', 'b'].map((letter) => store.put(object, Buffer.alloc(50_000, letter))),
      );
      const winner = both.findIndex(({ status }) => status === 'fulfilled');
      const loser = both.find((each) => each.status === 'rejected');
      expect(loser?.reason).toMatchObject({ code: 'object-exists' });
      expect(text(await store.get(object, 50_000))).toBe((winner === 0 ? 'a' : 'b').repeat(50_000));
    });

    it('says that an object is missing', async () => {
      await expect(store.get(newName(), 100)).rejects.toMatchObject({ code: 'object-missing' });
    });

    it('gives no object that is larger than allowed', async () => {
      const object = newName();
      await store.put(object, Buffer.from('four'));
      await expect(store.get(object, 3)).rejects.toMatchObject({ code: 'body-too-large' });
      expect(await store.get(object, 4)).toHaveLength(4);
    });

    it('removes an object, and one that is not there', async () => {
      const object = newName();
      await store.put(object, Buffer.from('gone soon'));
      await store.remove(object);
      await expect(store.get(object, 100)).rejects.toMatchObject({ code: 'object-missing' });
      expect(await names()).not.toContain(object);
      await expect(store.remove(object)).resolves.toBeUndefined();
    });

    it('lists every object once, with its age', async () => {
      const objects = Array.from({ length: 5 }, newName);
      const before = Date.now();
      for (const object of objects) await store.put(object, Buffer.from(object));
      const listed = new Map<ObjectName, Date>();
      for await (const each of store.list()) {
        expect(listed.has(each.name)).toBe(false);
        listed.set(each.name, each.modifiedAt);
      }
      for (const object of objects) {
        // a server's clock counts whole seconds and runs for itself
        expect(Math.abs((listed.get(object)?.getTime() ?? 0) - before)).toBeLessThan(30_000);
      }
    });

    it.each(['', '../escape', 'plain', `${randomUUID()}/x`, randomUUID().toUpperCase() + 'A'])(
      'refuses the name "%s", which is no random UUID',
      async (wrong) => {
        const object: ObjectName = asId(wrong);
        const refused = { code: 'object-store-failed' };
        await expect(store.put(object, Buffer.from('x'))).rejects.toMatchObject(refused);
        await expect(store.get(object, 1)).rejects.toMatchObject(refused);
        await expect(store.remove(object)).rejects.toMatchObject(refused);
      },
    );

    it('says that it can be used', async () => {
      await expect(store.check()).resolves.toBeUndefined();
    });
  });
};
