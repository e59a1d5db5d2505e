import { KuvertError } from '@kuvert/shared/errors';
import { systemClock } from '@kuvert/shared/clock';
import type { Clock } from '@kuvert/shared/clock';
import { isUuid } from '@kuvert/shared/ids';
import type { ObjectName } from '@kuvert/shared/ids';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';

interface StoredObject {
  readonly bytes: Uint8Array;
  readonly modifiedAt: Date;
}

/** An object store in memory; `objects` shows what lies in it. */
export interface MemoryObjectStore extends ObjectStore {
  readonly objects: ReadonlyMap<ObjectName, StoredObject>;
}

export const createMemoryObjectStore = (clock: Clock = systemClock): MemoryObjectStore => {
  const objects = new Map<ObjectName, StoredObject>();
  return {
    objects,
    put: async (name, bytes) => {
      assertName(name);
      if (objects.has(name)) throw new KuvertError('object-exists', 'The name is taken.');
      objects.set(name, { bytes: new Uint8Array(bytes), modifiedAt: clock.now() });
    },
    get: async (name, maxBytes) => {
      assertName(name);
      const object = objects.get(name);
      if (object === undefined) throw new KuvertError('object-missing', 'There is no such object.');
      if (object.bytes.byteLength > maxBytes) {
        throw new KuvertError('body-too-large', 'The object is larger than allowed.');
      }
      return new Uint8Array(object.bytes);
    },
    remove: async (name) => {
      assertName(name);
      objects.delete(name);
    },
    list: async function* () {
      for (const [name, { modifiedAt }] of [...objects]) yield { name, modifiedAt };
    },
    check: async () => undefined,
  };
};

const assertName = (name: ObjectName): void => {
  if (!isUuid(name)) throw new KuvertError('object-store-failed', 'The name is not a UUID.');
};
