import { createHash } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { othersCanReach } from '@kuvert/platform/postgres/embedded-binaries';
import { errnoOf } from '@kuvert/platform/system/errno';
import { KuvertError } from '@kuvert/shared/errors';

/** What lies where in a house's data folder. */
export interface DataFolder {
  readonly path: string;
  readonly postgres: string;
  readonly objects: string;
  readonly keys: string;
  readonly logs: string;
  readonly programs: string;
  readonly secrets: string;
  /** Written while the house runs: where it answers; for `pnpm fax` and `pnpm kuvert`. */
  readonly houseFile: string;
}

/**
 * `.data` in the checkout. As root, PostgreSQL runs as another user that can't reach a 0700 home,
 * so the folder is below /var/lib/kuvert then, one for each checkout.
 */
export const defaultDataFolder = (checkout: string, isRoot: boolean): string => {
  if (!isRoot) return join(checkout, '.data');
  const mark = createHash('sha256').update(checkout).digest('hex').slice(0, 8);
  return join('/var/lib/kuvert', `${basename(checkout).replaceAll(/[^\w.-]/g, '-')}-${mark}`);
};

interface Asked {
  /** KUVERT_DATA_DIR. */
  readonly chosen: string | undefined;
  /** What a chosen path is relative to: where the command was given. */
  readonly from: string;
  readonly checkout: string;
  readonly isRoot: boolean;
}

/** The data folder that somebody chose, or else the default one. */
export const findDataFolder = ({ chosen, from, checkout, isRoot }: Asked): DataFolder =>
  layOutDataFolder(chosen ? resolve(from, chosen) : defaultDataFolder(checkout, isRoot));

export const layOutDataFolder = (path: string): DataFolder => ({
  path,
  postgres: join(path, 'postgres'),
  objects: join(path, 'objects'),
  keys: join(path, 'keys'),
  logs: join(path, 'logs'),
  programs: join(path, 'programs'),
  secrets: join(path, 'secrets'),
  houseFile: join(path, 'house.json'),
});

/**
 * Private folders; the outermost lets others through, for PostgreSQL's own user, whatever the umask says.
 * @throws KuvertError `configuration-wrong` when it can't be made, or when that user can't reach it
 */
export const makeDataFolder = async (
  folder: DataFolder,
  isRoot = process.getuid?.() === 0,
): Promise<void> => {
  try {
    await makeReachable(folder.path);
    for (const inner of [folder.objects, folder.keys, folder.logs])
      await mkdir(inner, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new KuvertError(
      'configuration-wrong',
      `the data folder ${folder.path} can't be made (${errnoOf(cause) ?? 'unknown'}); choose another with KUVERT_DATA_DIR`,
      { cause },
    );
  }
  if (isRoot && !(await othersCanReach(folder.postgres)))
    throw new KuvertError(
      'configuration-wrong',
      `the data folder ${folder.path} can't be reached by the user that PostgreSQL runs as when root starts it; choose another with KUVERT_DATA_DIR, below folders that everybody may pass through`,
    );
};

const makeReachable = async (path: string): Promise<void> => {
  const made = await mkdir(path, { recursive: true });
  if (made === undefined) return;
  for (let folder = path; folder.startsWith(made); folder = dirname(folder))
    await chmod(folder, 0o711);
};
