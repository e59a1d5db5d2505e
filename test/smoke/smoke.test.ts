import { readdir, rm } from 'node:fs/promises';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { familyOf, processesNaming, stillRunning } from '../support/processes.ts';
import { byNpx, runCommand, type RunningCommand } from '../support/start-command.ts';
import { makeTemporaryFolder } from '../support/test-house.ts';

let temporary: string;

beforeEach(async () => {
  temporary = await makeTemporaryFolder();
});
afterEach(async () => {
  for (const { pid } of await processesNaming(temporary)) process.kill(pid, 'SIGKILL');
  await rm(temporary, { recursive: true, force: true });
});

/** How this machine's programs are found, as for the other tests. */
const programs = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      /^KUVERT_(PROGRAM|TEST)_/.test(name) && value !== undefined ? [[name, value]] : [],
    ),
  );

const smoke = (words: readonly string[], environment: Record<string, string> = {}) =>
  runCommand(byNpx('smoke', ...words), {
    environment: { ...programs(), TMPDIR: temporary, ...environment },
  });

/** @throws AssertionError with all that it said, unless it ended like this */
const expectEnd = async (running: RunningCommand, status: number): Promise<void> => {
  const ended = await running.ended;
  expect({ ended, said: ended === status ? '' : running.output() }).toEqual({
    ended: status,
    said: '',
  });
};

const expectNothingLeft = async (): Promise<void> => {
  expect(await readdir(temporary)).toEqual([]);
  expect((await processesNaming(temporary)).map(({ words }) => words.join(' '))).toEqual([]);
};

describe('one fax through the whole house', { timeout: 240_000 }, () => {
  it.each([
    ['the demonstration', []],
    ['production, two replicas of each service', ['--production']],
  ])('is read as it was sent, and nothing is left behind: %s', async (_, words) => {
    const running = smoke(words);
    await expectEnd(running, 0);
    expect(running.output()).toMatch(/✓ the original, byte for byte \d+\.\d s/);
    expect(running.output()).toMatch(/✓ the PDF, pixel for pixel \d+\.\d s/);
    expect(running.output()).toMatch(/From the webhook to available: \d+ ms \(3 pages, G4\)/);
    expect(running.output()).toMatch(/Smoke passed in \d+\.\d s/);
    await expectNothingLeft();
  });
});

describe('a smoke that cannot pass', { timeout: 120_000 }, () => {
  it('says which step failed and why, exits non-zero and leaves nothing behind', async () => {
    const running = smoke(['--production'], {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    });
    await expectEnd(running, 1);
    expect(running.output()).toMatch(/✗ PostgreSQL failed after/);
    expect(running.output()).toMatch(/ECONNREFUSED[^]*Smoke failed after/);
    await expectNothingLeft();
  });

  it('leaves nothing behind when it is stopped in the middle', async () => {
    const running = smoke([]);
    await running.said(/✓ database/);
    const family = await familyOf(running.pid);
    const script = family.find(({ words }) => words.includes('test/smoke/main.ts'));
    process.kill(script?.pid ?? 0, 'SIGTERM');
    await expectEnd(running, 1);
    expect(running.output()).toContain('stopped by SIGTERM');
    await expect.poll(() => stillRunning(family)).toEqual([]);
    await expectNothingLeft();
  });
});
