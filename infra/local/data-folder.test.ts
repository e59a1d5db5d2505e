import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { findDataFolder, layOutDataFolder, makeDataFolder } from './data-folder.ts';

const asked = {
  chosen: undefined,
  from: '/home/anna',
  checkout: '/home/anna/kuvert',
  isRoot: false,
};

describe('where the data lie', () => {
  it('is in the checkout for an ordinary user', () => {
    expect(findDataFolder(asked).path).toBe('/home/anna/kuvert/.data');
  });

  it('is where others can reach it for root, one for each checkout', () => {
    const [one, other] = ['/root/a b', '/srv/a b'].map(
      (checkout) => findDataFolder({ ...asked, checkout, isRoot: true }).path,
    );
    expect(one).toMatch(/^\/var\/lib\/kuvert\/a-b-[0-9a-f]{8}$/);
    expect(other).not.toBe(one);
  });

  it('is where somebody says, seen from where the command was given', () => {
    expect(findDataFolder({ ...asked, chosen: 'my data' }).path).toBe('/home/anna/my data');
    expect(findDataFolder({ ...asked, chosen: '/srv/data' }).path).toBe('/srv/data');
  });

  it('is the default when what somebody says is empty', () => {
    expect(findDataFolder({ ...asked, chosen: '' }).path).toBe('/home/anna/kuvert/.data');
  });
});

describe('a data folder that is made', () => {
  let base: string;
  let umask: number;
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'kuvert-data-'));
    await chmod(base, 0o755);
    umask = process.umask(0o077);
  });
  afterEach(async () => {
    process.umask(umask);
    await rm(base, { recursive: true, force: true });
  });

  const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

  it("lets PostgreSQL's user through and nobody in, whatever the umask", async () => {
    const folder = layOutDataFolder(join(base, 'a/b'));
    await makeDataFolder(folder, true);
    expect([await modeOf(join(base, 'a')), await modeOf(folder.path)]).toEqual([0o711, 0o711]);
    expect(await modeOf(folder.keys)).toBe(0o700);
  });

  it('keeps the mode that somebody gave it', async () => {
    const folder = layOutDataFolder(base);
    await makeDataFolder(folder, false);
    expect(await modeOf(base)).toBe(0o755);
  });

  it("is refused to root where PostgreSQL's user can't reach it", async () => {
    await chmod(base, 0o700);
    await expect(makeDataFolder(layOutDataFolder(join(base, 'data')), true)).rejects.toThrow(
      /can't be reached by the user that PostgreSQL runs as/,
    );
  });

  it('is refused where there is a file, in words that name both', async () => {
    await writeFile(join(base, 'file'), '');
    await expect(makeDataFolder(layOutDataFolder(join(base, 'file')), false)).rejects.toThrow(
      /file can't be made \((EEXIST|ENOTDIR)\); choose another with KUVERT_DATA_DIR/,
    );
  });
});
