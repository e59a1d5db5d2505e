import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { findOwnHouse } from './own-house.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kuvert-own-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const keepDatabase = async (): Promise<void> => {
  await mkdir(join(folder, 'postgres'));
  await writeFile(join(folder, 'postgres/PG_VERSION'), '18\n');
};

describe('a command that names no house', () => {
  it('means the one that start keeps here', async () => {
    await keepDatabase();
    expect(await findOwnHouse({ KUVERT_DATA_DIR: folder }, false)).toBe(folder);
  });

  it('means none where there is none', async () => {
    expect(await findOwnHouse({ KUVERT_DATA_DIR: folder }, false)).toBeUndefined();
  });

  it('means the one that the environment describes, if it describes one', async () => {
    await keepDatabase();
    const environment = {
      KUVERT_DATA_DIR: folder,
      KUVERT_OWNER_URL: 'postgres://db.example/kuvert',
    };
    expect(await findOwnHouse(environment, false)).toBeUndefined();
  });
});
