import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Resident bytes of a process, or undefined when it is gone. Linux tells by /proc, others by ps. */
export async function residentBytes(pid: number): Promise<number | undefined> {
  try {
    const kibibytes =
      process.platform === 'linux' ? await fromProc(pid) : Number(await fromPs(pid));
    return Number.isFinite(kibibytes) ? kibibytes * 1024 : undefined;
  } catch {
    return undefined;
  }
}

/** VmRSS, in KiB whatever the page size is. A zombie has none. */
async function fromProc(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
}

async function fromPs(pid: number): Promise<string> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
  return stdout.trim();
}
