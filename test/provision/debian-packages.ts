import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';

export interface Wanted {
  readonly packages: readonly string[];
  /** Dependencies that are left out. */
  readonly unneeded?: RegExp;
}

/**
 * Unpacks Debian packages, and what they depend on and isn't installed, into `folder`; installs nothing.
 * `folder` is there whole or not at all. Works for an ordinary user, and where nobody ever ran `apt-get update`.
 * @param finish what else is to be done to what was unpacked, before it is there
 * @throws Error when a package can't be had.
 */
export const unpackPackages = async (
  wanted: Wanted,
  folder: string,
  cacheFolder: string,
  finish: (root: string) => Promise<void> = async () => undefined,
): Promise<void> => {
  await mkdir(cacheFolder, { recursive: true });
  const scratch = await mkdtemp(join(cacheFolder, 'unpacking-'));
  try {
    const archives = join(scratch, 'archives');
    await mkdir(archives);
    await download(wanted, archives, cacheFolder);
    const root = join(scratch, 'root');
    for (const archive of await readdir(archives)) {
      await runProgram('dpkg', ['-x', join(archives, archive), root]);
    }
    await finish(root);
    await putInPlace(root, folder);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

/** With the system's own package lists, which may be missing or old; then with lists of our own. */
const download = async (wanted: Wanted, into: string, cacheFolder: string): Promise<void> => {
  try {
    await downloadWith(sandboxOff, wanted, into);
  } catch {
    const own = await ownLists(cacheFolder);
    await runProgram('apt-get', [...own, 'update']);
    await downloadWith(own, wanted, into);
  }
};

const downloadWith = async (
  options: readonly string[],
  { packages, unneeded }: Wanted,
  into: string,
): Promise<void> => {
  // Those that are asked for are unpacked even where one of them is installed: they belong together.
  const plan = ['-s', '-y', '--no-install-recommends', '--reinstall', 'install', ...packages];
  const planned = await runProgram('apt-get', [...options, ...plan]);
  const names = [...planned.matchAll(/^Inst (\S+)/gm)]
    .map(([, name = '']) => name)
    .filter((name) => !unneeded?.test(name));
  if (names.length === 0) throw new Error(`nothing to unpack for ${packages.join(', ')}`);
  await runProgram('apt-get', [...options, 'download', ...names], { cwd: into });
};

/** As root apt downloads as another user, who can't write into our folder. */
const sandboxOff = ['-o', 'APT::Sandbox::User=root', '-o', 'Debug::NoLocking=1'];

const ownLists = async (cacheFolder: string): Promise<string[]> => {
  const [lists, cache] = [join(cacheFolder, 'apt-lists'), join(cacheFolder, 'apt-cache')];
  await mkdir(join(lists, 'partial'), { recursive: true });
  await mkdir(join(cache, 'archives', 'partial'), { recursive: true });
  return [...sandboxOff, '-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache=${cache}`];
};

const putInPlace = async (root: string, folder: string): Promise<void> => {
  try {
    await rename(root, folder);
  } catch (error) {
    // another run was faster, with the same packages
    if ((await readdir(folder).catch(() => [])).length === 0) throw error;
  }
};
