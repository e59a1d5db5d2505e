import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { layOutDataFolder, type DataFolder } from '@kuvert/infra/local/data-folder';
import { startHouse, type House, type HouseOptions } from '@kuvert/infra/local/house';
import { chooseFreePorts } from '@kuvert/infra/local/ports';
import { silentProgress, type Progress } from '@kuvert/infra/local/progress';

export const checkout = join(import.meta.dirname, '../..');

export interface TestHouse extends House {
  readonly folder: DataFolder;
  /** Stops the house and removes its data. */
  readonly remove: () => Promise<void>;
}

/** A folder for throw-away data that PostgreSQL's own user can reach. */
export const makeTemporaryFolder = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'kuvert-house-'));
  await chmod(path, 0o711);
  return path;
};

/** The whole demonstration house on free ports and a throw-away data folder. It reads no fax by machine unless told: that takes time. */
export const startTestHouse = async (
  options: Partial<Pick<HouseOptions, 'extra' | 'onTrouble' | 'ports'>> & {
    readonly progress?: Progress;
    readonly readsText?: boolean;
  } = {},
): Promise<TestHouse> => {
  const path = await makeTemporaryFolder();
  const folder = layOutDataFolder(path);
  const removeFolder = (): Promise<void> => rm(path, { recursive: true, force: true });
  const house = await startHouse({
    checkout,
    folder,
    ports: options.ports ?? (await chooseFreePorts()),
    progress: options.progress ?? silentProgress,
    durable: false,
    onTrouble: options.onTrouble ?? (() => undefined),
    extra: {
      ...options.extra,
      ...(options.readsText
        ? {}
        : { mailbox: { KUVERT_TEXT_PROCESSES: '0', ...options.extra?.mailbox } }),
    },
  }).catch(async (error: unknown) => {
    await removeFolder();
    throw error;
  });
  return {
    ...house,
    folder,
    remove: async () => {
      await house.stop();
      await removeFolder();
    },
  };
};
