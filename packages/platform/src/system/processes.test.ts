import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { expect, it } from 'vitest';

import { isStillRunning, lookAtProcess } from './processes.ts';

const start = async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'a word']);
  await once(child, 'spawn');
  return { child, pid: child.pid ?? 0 };
};

it('a running process is found with its parent and its command line', async () => {
  const { child, pid } = await start();
  const found = await lookAtProcess(pid);
  child.kill('SIGKILL');
  expect(found).toMatchObject({ pid, parent: process.pid });
  expect(found?.words.at(-1)).toMatch(/word$/);
});

it('a process that has ended is not found, and is not running any more', async () => {
  const { child, pid } = await start();
  const before = await lookAtProcess(pid);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await lookAtProcess(pid)).toBeUndefined();
  expect(await isStillRunning({ pid, began: before?.began ?? '' })).toBe(false);
});

it('another process with the same pid is told apart by when it began', async () => {
  const now = await lookAtProcess(process.pid);
  expect(await isStillRunning({ pid: process.pid, began: now?.began ?? '' })).toBe(true);
  expect(await isStillRunning({ pid: process.pid, began: 'earlier' })).toBe(false);
});

it('a process that ended unnoticed by its parent counts as ended', async () => {
  // The shell's child ends, and what the shell became never asks for it.
  const shell = spawn('sh', ['-c', 'true & echo $!; exec sleep 60']);
  const [line] = (await once(shell.stdout, 'data')) as [Buffer];
  const pid = Number(String(line));
  await expect.poll(() => lookAtProcess(pid)).toBeUndefined();
  shell.kill('SIGKILL');
});
