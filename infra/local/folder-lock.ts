import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { isStillRunning, lookAtProcess } from '@kuvert/platform/system/processes';
import { KuvertError } from '@kuvert/shared/errors';

interface Holder {
  readonly pid: number;
  /** When that process began, since a pid is used again after a restart of the machine. */
  readonly began: string;
}

/**
 * One house a data folder. A lock whose process is gone is taken over.
 * @throws KuvertError `configuration-wrong` when a house runs on it already.
 */
export const lockFolder = async (folder: string): Promise<{ release: () => Promise<void> }> => {
  const file = join(folder, 'house.lock');
  const mine = JSON.stringify({
    pid: process.pid,
    began: (await lookAtProcess(process.pid))?.began,
  });
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      await writeFile(file, mine, { flag: 'wx', mode: 0o600 });
      return { release: () => rm(file, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const holder = await readHolder(file);
      if (holder && (await isStillRunning(holder)))
        throw new KuvertError(
          'configuration-wrong',
          `a house runs on ${folder} already (process ${holder.pid}); stop it first, or choose another folder with KUVERT_DATA_DIR`,
          { cause: error },
        );
      await rm(file, { force: true });
    }
  }
  throw new KuvertError('configuration-wrong', `another start on ${folder} came first`);
};

const readHolder = async (file: string): Promise<Holder | undefined> => {
  try {
    const holder: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof holder === 'object' && holder !== null && 'pid' in holder && 'began' in holder
      ? { pid: Number(holder.pid), began: String(holder.began) }
      : undefined;
  } catch {
    return undefined;
  }
};
