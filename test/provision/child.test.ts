import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { describe, expect, it, vi } from 'vitest';
import { startChild } from './child.ts';

const shell = { command: '/bin/sh', env: { GREETING: 'ready' } };
const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a child', () => {
  it('is ready when it has said so', async () => {
    const child = await startChild(shell, ['-c', 'echo "$GREETING"; exec sleep 60'], tmpdir());
    await child.said(/ready/, 5000);
    expect(lives(child.pid)).toBe(true);
    await child.stop();
    expect(lives(child.pid)).toBe(false);
  });

  it('that ends before it is ready is told with its last words', async () => {
    const child = await startChild(shell, ['-c', 'echo the port is taken >&2; exit 3'], tmpdir());
    await expect(child.said(/ready/, 5000)).rejects.toThrow(/ended: the port is taken/);
  });

  it('that is not ready in time is stopped', async () => {
    const child = await startChild({ command: '/bin/sleep', env: {} }, ['60'], tmpdir());
    await expect(child.said(/ready/, 50)).rejects.toThrow(/not ready/);
    await child.ended;
    expect(lives(child.pid)).toBe(false);
  });

  it('that can not be started at all ends', async () => {
    const child = await startChild({ command: '/no/such/program', env: {} }, [], tmpdir());
    await expect(child.said(/ready/, 5000)).rejects.toThrow(/ended/);
  });

  it('dies with its parent, even when that is killed', async () => {
    const module = new URL('./child.ts', import.meta.url).href;
    const script = `
      import { startChild } from ${JSON.stringify(module)};
      const child = await startChild({ command: '/bin/sleep', env: {} }, ['600'], '/');
      console.log(child.pid);`;
    const options = ['--conditions=development', '--input-type=module', '-e', script];
    const parent = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(said.toString());
    expect(lives(pid)).toBe(true);
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(lives(pid)).toBe(false), { timeout: 20_000 });
  });
});
