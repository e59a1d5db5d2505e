import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readImports } from './imports.ts';
import { faultOf, isTest } from './layers.ts';

const root = join(import.meta.dirname, '../..');

describe('the layers of the house', () => {
  it('have no arrow that points upwards or sideways', async () => {
    const arrows = await readImports(root);
    expect(arrows.length).toBeGreaterThan(200);
    expect(arrows.flatMap((arrow) => faultOf(arrow) ?? [])).toEqual([]);
  });

  it.each([
    ['a service that imports another', 'services/ingest/src/a.ts', 'services/mailbox/src/b.ts'],
    ['identity that imports a service', 'packages/identity/src/a.ts', 'services/mailbox/src/b.ts'],
    ['shared that imports the platform', 'packages/shared/src/a.ts', 'packages/platform/src/b.ts'],
    [
      'fax-document that knows Kuvert',
      'packages/fax-document/src/a.ts',
      'packages/shared/src/b.ts',
    ],
    [
      'production code that imports a fake',
      'services/ingest/src/a.ts',
      'packages/testkit/src/b.ts',
    ],
    [
      'a service that imports a simulator',
      'services/mailbox/src/a.ts',
      'packages/simulators/src/b.ts',
    ],
  ])('refuse %s', (_, from, to) => {
    expect(faultOf({ from, to, own: true })).toContain('may not import');
  });

  it('refuse a vendor outside its adapter', () => {
    expect(faultOf({ from: 'services/ingest/src/a.ts', to: 'minio', own: false })).toContain(
      'minio',
    );
  });

  it('read the environment in main alone', async () => {
    const readers: string[] = [];
    for await (const file of glob('{packages,services,infra}/**/*.ts', {
      cwd: root,
      exclude: (name) => /(^|\/)(node_modules|dist)(\/|$)/.test(name),
    })) {
      const text = await readFile(join(root, file), 'utf8');
      if (/\bprocess\.env\b/.test(text) && !isTest(file)) readers.push(file);
    }
    const entries =
      /^(services\/\w+\/src\/main|infra\/local\/(start|fax|partner|sdk)|infra\/cli\/kuvert|packages\/fax-document\/src\/cli\/main)\.ts$/;
    expect(readers.filter((file) => !entries.test(file))).toEqual([]);
  });
});
