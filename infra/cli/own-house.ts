import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { Environment } from '@kuvert/platform/config/environment';

import { commandVariables } from './config.ts';

/**
 * The data folder of this checkout's `pnpm start`, when there is one and the environment describes no other house.
 */
export const findOwnHouse = async (
  environment: Environment,
  isRoot: boolean,
): Promise<string | undefined> => {
  const described = Object.keys(commandVariables.shape).some((name) => environment[name]);
  if (described) return undefined;
  // images are without it
  const local = await import('../local/data-folder.ts').catch(() => undefined);
  if (!local) return undefined;
  const { defaultDataFolder, layOutDataFolder } = local;
  const checkout = join(import.meta.dirname, '../..');
  const folder = layOutDataFolder(
    environment['KUVERT_DATA_DIR'] ?? defaultDataFolder(checkout, isRoot),
  );
  const found = await stat(join(folder.postgres, 'PG_VERSION')).catch(() => undefined);
  return found && folder.path;
};
