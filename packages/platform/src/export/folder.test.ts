import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { ExportFolder } from '@kuvert/shared/ports/export-place';

import { createExportPlace, exportFault } from './folder.ts';

let root: string;
const opened: ExportFolder[] = [];
const bytes = Buffer.from('%PDF');

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'kuvert-export-'));
  await mkdir(join(root, 'social'));
});
afterEach(async () => {
  for (const folder of opened.splice(0)) await folder.close();
  await rm(root, { recursive: true });
});

const openFolder = async (name: string): Promise<ExportFolder> => {
  const folder = await createExportPlace(root).open(name);
  opened.push(folder);
  return folder;
};
const inFolder = (...path: string[]): string => join(root, 'social', ...path);

describe('a file in an export folder', () => {
  it('is there whole, readable for the group, and nothing else is', async () => {
    await (await openFolder('social')).put('a.pdf', bytes);
    expect(await readFile(inFolder('a.pdf'))).toEqual(bytes);
    // whatever the umask of whoever runs this takes off
    expect((await stat(inFolder('a.pdf'))).mode & 0o7037).toBe(0);
    expect(await readdir(inFolder())).toEqual(['a.pdf']);
  });

  it('may be written again as it is', async () => {
    const folder = await openFolder('social');
    await folder.put('a.pdf', bytes);
    await folder.put('a.pdf', bytes);
    expect(await readdir(inFolder())).toEqual(['a.pdf']);
  });

  it('is never written over', async () => {
    await writeFile(inFolder('a.pdf'), 'of somebody else');
    const folder = await openFolder('social');
    await expect(folder.put('a.pdf', bytes)).rejects.toMatchObject({ code: 'export-name-taken' });
    expect(await readFile(inFolder('a.pdf'), 'utf8')).toBe('of somebody else');
  });

  it('does not go where a symbolic link of its name leads', async () => {
    await symlink(join(root, 'outside.pdf'), inFolder('a.pdf'));
    const folder = await openFolder('social');
    await expect(folder.put('a.pdf', bytes)).rejects.toMatchObject({
      code: 'export-folder-missing',
    });
    expect(await readdir(root)).toEqual(['social']);
  });

  it('leaves nothing of what a crash left half written, and nothing of others away', async () => {
    await writeFile(inFolder('.a.pdf.1234.tmp'), 'half');
    await writeFile(inFolder('.b.pdf.1234.tmp'), 'half');
    await (await openFolder('social')).put('a.pdf', bytes);
    expect((await readdir(inFolder())).toSorted()).toEqual(['.b.pdf.1234.tmp', 'a.pdf']);
  });
});

describe('an export folder', () => {
  it('that is not there is not made', async () => {
    await expect(openFolder('school')).rejects.toMatchObject({ code: 'export-folder-missing' });
    expect(await readdir(root)).toEqual(['social']);
  });

  it('that is a symbolic link is none', async () => {
    await symlink(tmpdir(), join(root, 'school'));
    await expect(openFolder('school')).rejects.toMatchObject({ code: 'export-folder-missing' });
  });

  it('that is a file is none', async () => {
    await writeFile(join(root, 'school'), '');
    await expect(openFolder('school')).rejects.toMatchObject({ code: 'export-folder-missing' });
  });

  it('stays the one that was opened, when its name leads elsewhere meanwhile', async () => {
    const folder = await openFolder('social');
    await rename(inFolder(), join(root, 'moved'));
    await mkdir(join(root, 'elsewhere'));
    await symlink(join(root, 'elsewhere'), inFolder());
    await folder.put('a.pdf', bytes);
    expect(await readdir(join(root, 'moved'))).toEqual(['a.pdf']);
    expect(await readdir(join(root, 'elsewhere'))).toEqual([]);
  });
});

describe('what the system says', () => {
  it.each([
    ['ENOSPC', 'export-disk-full'],
    ['EDQUOT', 'export-disk-full'],
    ['EACCES', 'export-folder-forbidden'],
    ['EROFS', 'export-folder-forbidden'],
    ['EIO', 'export-failed'],
    [undefined, 'export-failed'],
  ])('%s is told as %s', (errno, code) => {
    expect(exportFault(errno, undefined).code).toBe(code);
  });
});
