import { describe, expect, it } from 'vitest';

import { sha256Hex } from '@kuvert/platform/vault/digest';
import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';
import { createSealer } from '@kuvert/platform/vault/sealer';
import { KuvertError } from '@kuvert/shared/errors';
import { asId } from '@kuvert/shared/ids';
import { createForeseeableRandomness } from '@kuvert/testkit/foreseeable-randomness';
import { createMemoryObjectStore } from '@kuvert/testkit/memory-object-store';

import { prepare, type PrepareDeps } from './prepare.ts';
import type { StepName } from './steps.ts';

const bytes = Buffer.from('II*\0 a fax');

const depsWith = async (changes: Partial<PrepareDeps> = {}) => {
  const objects = createMemoryObjectStore();
  const steps: StepName[] = [];
  const { recipient } = await newHybridIdentity();
  const deps: PrepareDeps = {
    sealer: createSealer(),
    recovery: (await newHybridIdentity()).recipient,
    objects,
    randomness: createForeseeableRandomness(),
    digest: sha256Hex,
    steps: async (name) => void steps.push(name),
    ledger: { activeKey: async () => ({ id: asId<'key'>('key'), recipient }) },
    events: { objectLeft: () => undefined },
    converter: {
      toPdf: async () => ({
        source: 'tiff',
        pdf: Buffer.from('%PDF-1.7'),
        pages: [],
        truncated: false,
        tsi: '\0Ek\n',
      }),
      join: async () => Buffer.from('%PDF-1.7 joined'),
    },
    ...changes,
  };
  return { deps, objects, steps };
};

const run = (deps: PrepareDeps) =>
  prepare(deps)(bytes, asId<'department'>('d'), {}, new AbortController().signal);

describe('from media to sealed objects', () => {
  it('goes by these steps', async () => {
    const { deps, steps } = await depsWith();
    await run(deps);
    expect(steps).toEqual([
      'media:converted',
      'original:sealed',
      'original:stored',
      'original:read-back',
      'pdf:sealed',
      'pdf:stored',
      'pdf:read-back',
    ]);
  });

  it("cleans the sending machine's name that stood in the file", async () => {
    const { deps } = await depsWith();
    expect((await run(deps)).outcome).toMatchObject({ tsi: 'Ek' });
  });

  it('leaves nothing behind when the store fails half-way', async () => {
    const { deps, objects } = await depsWith();
    let puts = 0;
    const failing = {
      ...objects,
      put: async (...args: Parameters<typeof objects.put>) => {
        if (++puts === 2) throw new KuvertError('object-store-failed', 'no room');
        return objects.put(...args);
      },
    };
    await expect(run({ ...deps, objects: failing })).rejects.toMatchObject({
      code: 'object-store-failed',
    });
    expect(objects.objects.size).toBe(0);
  });

  it('leaves nothing behind when the store gives back other bytes', async () => {
    const { deps, objects } = await depsWith();
    const lying = { ...objects, get: () => Promise.resolve(new Uint8Array(1)) };
    await expect(run({ ...deps, objects: lying })).rejects.toMatchObject({
      code: 'object-store-failed',
    });
    expect(objects.objects.size).toBe(0);
  });

  it('waits when the department has no key', async () => {
    const missing = () => Promise.reject(new KuvertError('key-missing', 'none'));
    const { deps, objects } = await depsWith({ ledger: { activeKey: missing } });
    await expect(run(deps)).rejects.toMatchObject({ code: 'key-missing' });
    expect(objects.objects.size).toBe(0);
  });
});
