import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const PROBE_TIMEOUT_MS = 10_000;
/** The first with recognition by neural networks and confidences in TSV that can be trusted. */
const FIRST_USABLE = { major: 4, minor: 1 } as const;

/**
 * The path of a `tesseract` that starts and is new enough, or undefined.
 *
 * @param searchPath folders as PATH has them
 */
export async function findTesseract(searchPath: string): Promise<string | undefined> {
  for (const folder of searchPath.split(delimiter).filter((name) => name !== '')) {
    const program = join(folder, 'tesseract');
    if ((await isExecutable(program)) && (await isUsable(program))) return program;
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function isUsable(program: string): Promise<boolean> {
  try {
    const { stdout } = await run(program, ['--version'], { env: {}, timeout: PROBE_TIMEOUT_MS });
    const [, major, minor] = /^tesseract v?(\d+)\.(\d+)/.exec(stdout)?.map(Number) ?? [];
    if (major === undefined || minor === undefined) return false;
    return (
      major > FIRST_USABLE.major || (major === FIRST_USABLE.major && minor >= FIRST_USABLE.minor)
    );
  } catch {
    // It is there and doesn't start: as good as none.
    return false;
  }
}
