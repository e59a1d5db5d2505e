import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from './find-program.ts';
import { provision } from './provision.ts';
import { settingsFrom } from './settings.ts';
import type { ProvisionSettings } from './settings.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kuvert provision-'));
  for (const name of ['redis-server', 'pdftoppm']) {
    await writeFile(join(folder, name), '#!/bin/sh\n');
    await chmod(join(folder, name), 0o755);
  }
  await writeFile(join(folder, 'not-executable'), '');
});
afterAll(() => rm(folder, { recursive: true }));

const settings = (more: Partial<ProvisionSettings> = {}): ProvisionSettings => ({
  ...settingsFrom({ PATH: folder, XDG_CACHE_HOME: join(folder, 'cache') }),
  ...more,
});

describe('provisioning', () => {
  it('takes what lies on PATH, and says so in one line', async () => {
    const lines: string[] = [];
    const found = await provision(['redis'], settings({ report: (line) => lines.push(line) }));
    const command = join(folder, 'redis-server');
    expect(found.program('redis-server')).toEqual({ command, env: {} });
    expect(lines).toEqual([`redis: ${command}`]);
  });

  it('takes what somebody chose before what lies on PATH', async () => {
    const chosen = { redis: '/bin/true' };
    const found = await provision(['redis'], settings({ chosen }));
    expect(found.program('redis-server').command).toBe('/bin/true');
  });

  it('names every component that is missing, and the ways to get it', async () => {
    const chosen = { redis: join(folder, 'not-executable'), poppler: join(folder, 'pdftoppm') };
    const failed = provision(['redis', 'poppler'], settings({ chosen }));
    await expect(failed).rejects.toThrow(/redis is missing.*not-executable can't be run/);
    await expect(failed).rejects.toThrow(/apt-get install redis-server.*KUVERT_PROGRAM_REDIS/);
    await expect(failed).rejects.toThrow(/poppler is missing.*pdfinfo can't be run/);
  });

  it('gives no program of a component that was not asked for', async () => {
    const found = await provision(['redis'], settings());
    expect(() => found.program('nginx')).toThrow(/nginx was not provisioned/);
  });
});

describe('the settings', () => {
  it('are read from the environment', () => {
    const read = settingsFrom({
      PATH: '/usr/bin',
      KUVERT_PROGRAM_NGINX: '/opt/nginx',
      KUVERT_TEST_REDIS_URL: 'redis://queue.internal',
      XDG_CACHE_HOME: '/cache',
    });
    expect(read).toMatchObject({
      path: '/usr/bin',
      chosen: { nginx: '/opt/nginx' },
      redisUrl: 'redis://queue.internal',
      cacheFolder: '/cache/kuvert/debian',
    });
  });
});

describe('looking for a program', () => {
  it("finds servers where an ordinary user's PATH doesn't go", async () => {
    expect(await findProgram('ldconfig', '/nowhere')).toMatch(/sbin\/ldconfig$/);
  });

  it('finds no file that can not be executed', async () => {
    expect(await findProgram('not-executable', folder)).toBeUndefined();
  });
});
