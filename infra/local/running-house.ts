import { join } from 'node:path';

import { findDataFolder } from './data-folder.ts';
import { readHouseFile, type HouseFile } from './house-file.ts';

/** The house that runs on the data folder of whoever gave a command, and where they gave it. */
export const findRunningHouse = async (
  environment: NodeJS.ProcessEnv,
  fail: (line: string) => never,
): Promise<{ readonly house: HouseFile; readonly startedIn: string }> => {
  const checkout = join(import.meta.dirname, '../..');
  // pnpm runs scripts in the project's folder and says where it was called
  const startedIn = environment['INIT_CWD'] ?? process.cwd();
  const folder = findDataFolder({
    chosen: environment['KUVERT_DATA_DIR'],
    from: startedIn,
    checkout,
    isRoot: process.getuid?.() === 0,
  });
  const house = await readHouseFile(folder.houseFile);
  if (!house) return fail('No house runs here: start it with `npx -y pnpm@12 start`.');
  return { house, startedIn };
};
