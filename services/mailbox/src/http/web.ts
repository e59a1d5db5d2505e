import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { assetsOf, type Assets, type Entry, type Manifest } from '#web/assets';
import { KuvertError } from '@kuvert/shared/errors';

/** The built user interface. */
export interface Web {
  readonly folder: string;
  /** The names of the files in it. */
  readonly files: ReadonlySet<string>;
  readonly assets: Readonly<Record<Entry, Assets>>;
}

/** Beside `src` and beside `dist` alike. */
const besideUs = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** @throws KuvertError `configuration-wrong` when the user interface isn't built */
export const readWeb = async (folder = besideUs): Promise<Web> => {
  try {
    const text = await readFile(join(folder, '.vite/manifest.json'), 'utf8');
    // Vite's own file; assetsOf refuses one that lacks what we need.
    const manifest = JSON.parse(text) as Manifest;
    return {
      folder,
      files: new Set(await readdir(folder)),
      assets: {
        app: assetsOf(manifest, 'app'),
        print: assetsOf(manifest, 'print'),
        plain: assetsOf(manifest, 'plain'),
        room: assetsOf(manifest, 'room'),
      },
    };
  } catch (cause) {
    throw new KuvertError(
      'configuration-wrong',
      `the user interface is not built in ${folder}: run \`pnpm build:web\``,
      { cause },
    );
  }
};
