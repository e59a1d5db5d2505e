import { describe, expect, it } from 'vitest';

import { newId, type ObjectName } from '@kuvert/shared/ids';
import { createForeseeableRandomness } from '@kuvert/testkit/foreseeable-randomness';
import { createMemoryObjectStore } from '@kuvert/testkit/memory-object-store';

import { filedOrRemoved } from './remove-unused.ts';
import type { StoredDocument } from './stored-document.ts';

/** How many objects are left after filing failed with this code. */
const leftAfter = async (code: string): Promise<number> => {
  const objects = createMemoryObjectStore();
  const objectName: ObjectName = newId(createForeseeableRandomness());
  await objects.put(objectName, Buffer.from('sealed'));
  const deps = { objects, events: { objectLeft: () => undefined } };
  // all that is looked at
  const documents = [{ objectName } as StoredDocument];
  const error = Object.assign(new Error('no'), { code });
  await filedOrRemoved(deps, documents, () => Promise.reject(error)).catch(() => undefined);
  return objects.objects.size;
};

describe('when documents could not be filed', () => {
  it.each(['lease-lost', '22P02', 'ECONNREFUSED'])('(%s) their objects go', async (code) => {
    expect(await leftAfter(code)).toBe(0);
  });

  it('for all that we know, their objects stay', async () => {
    expect(await leftAfter('commit-unknown')).toBe(1);
  });
});
