import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

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

/** Private folders; the outermost lets others through, for PostgreSQL's own user. */
export const makeDataFolder = async (folder: DataFolder): Promise<void> => {
  await mkdir(folder.path, { recursive: true, mode: 0o711 });
  for (const inner of [folder.objects, folder.keys, folder.logs])
    await mkdir(inner, { recursive: true, mode: 0o700 });
};
