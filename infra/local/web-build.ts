import { spawn } from 'node:child_process';
import { glob, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { KuvertError } from '@kuvert/shared/errors';

/**
 * Builds the mailbox's user interface when it was never built or a source is newer than the build.
 * @throws KuvertError `configuration-wrong` with what Vite said.
 */
export const buildWeb = async (checkout: string): Promise<void> => {
  const web = join(checkout, 'services/mailbox/web');
  if (await isCurrent(web)) return;
  const vite = await viteProgram(checkout);
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn', web], {
      cwd: checkout,
      // Nothing is inherited: by a test run's environment Vite would build React's development version.
      env: { NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0
        ? resolve()
        : reject(
            new KuvertError('configuration-wrong', `the user interface can't be built: ${said}`),
          ),
    );
  });
};

const viteProgram = async (checkout: string): Promise<string> => {
  try {
    const file = createRequire(join(checkout, 'package.json')).resolve('vite/package.json');
    const { bin } = JSON.parse(await readFile(file, 'utf8')) as { bin: { vite: string } };
    return join(dirname(file), bin.vite);
  } catch (error) {
    throw new KuvertError(
      'configuration-wrong',
      'a part is missing (vite): the installation failed; run `npx -y pnpm@12 install` and see what it says',
      { cause: error },
    );
  }
};

const isCurrent = async (web: string): Promise<boolean> => {
  const built = await stat(join(web, 'dist/.vite/manifest.json')).catch(() => undefined);
  if (!built) return false;
  for await (const file of glob('{src/**/*,vite.config.ts,package.json,../package.json}', {
    cwd: web,
  })) {
    const { mtimeMs } = await stat(join(web, file));
    if (mtimeMs > built.mtimeMs) return false;
  }
  return true;
};
