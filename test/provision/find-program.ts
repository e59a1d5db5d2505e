import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Servers lie here, and an ordinary user's PATH doesn't go there. */
const administratorFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The path of an executable file, or undefined. */
export const findProgram = async (name: string, path: string): Promise<string | undefined> => {
  const folders = [
    ...path.split(delimiter).filter((folder) => folder !== ''),
    ...administratorFolders,
  ];
  for (const folder of folders) {
    const candidate = join(folder, name);
    if (await isExecutable(candidate)) return candidate;
  }
  return undefined;
};

export const isExecutable = async (path: string): Promise<boolean> => {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
