import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';

import { describe, expect, it } from 'vitest';

import { documentPath, type ProgramRun } from '@kuvert/shared/ports/client-program';

import { createRunProgram } from './run-program.ts';

const run = createRunProgram('/usr/local/bin:/usr/bin:/bin');

const shell = (script: string, some: Partial<ProgramRun> = {}) =>
  run({
    program: 'sh',
    args: ['-c', script],
    files: {},
    deadlineMs: 10_000,
    maxBytes: 10_000,
    ...some,
  });

const folders = async (): Promise<string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith('kuvert-program-'));

describe('a client program', () => {
  it('gets its files, its document, its input and no other environment', async () => {
    const outcome = await shell(`cat "$HOME/.rc" ${documentPath}; read word; echo "$word"; env`, {
      files: { '.rc': 'settings\n' },
      document: Buffer.from('document\n'),
      input: 'secret\n',
      env: { FAXUSER: 'kuvert' },
    });
    expect(outcome).toMatchObject({ kind: 'ended', status: 0 });
    const { output } = outcome as { output: string };
    expect(output).toMatch(/^settings\ndocument\nsecret\n/);
    const names = new Set([...output.matchAll(/^(\w+)=/gm)].map(([, name]) => name));
    expect(names).toEqual(new Set(['FAXUSER', 'HOME', 'LC_ALL', 'PATH', 'PWD']));
  });

  it('reads the document as a file, as often as it likes, and it has no name in any folder', async () => {
    const script = `test -f ${documentPath} && cat ${documentPath} ${documentPath}; find "$HOME" -type f`;
    expect(await shell(script, { document: Buffer.from('x') })).toEqual({
      kind: 'ended',
      status: 0,
      output: 'xx',
    });
  });

  it('leaves nothing behind', async () => {
    const before = await folders();
    await shell('echo $$ > left', { files: { a: 'b' } });
    expect((await folders()).filter((name) => !before.includes(name))).toEqual([]);
  });

  it('has no terminal', async () => {
    expect(await shell('test -c /dev/tty && : < /dev/tty')).not.toMatchObject({ status: 0 });
  });

  it('tells how it ended, with what it wrote to standard output', async () => {
    const outcome = await shell('echo out; echo err >&2; exit 3');
    expect(outcome).toEqual({ kind: 'ended', status: 3, output: 'out\n' });
  });

  it('is killed with its children when it takes too long; what it wrote until then is told', async () => {
    const outcome = await shell('echo begun; sleep 60 & wait', { deadlineMs: 300 });
    expect(outcome).toEqual({ kind: 'killed', why: 'too-slow', output: 'begun\n' });
  });

  it('is killed when the work is given up', async () => {
    const outcome = await shell('sleep 60', { signal: AbortSignal.timeout(100) });
    expect(outcome).toMatchObject({ kind: 'killed' });
  });

  it('is killed when it writes without end', async () => {
    expect(await shell('yes')).toMatchObject({ kind: 'killed', why: 'too-much' });
  });

  it('that is not there was not started', async () => {
    const outcome = await run({
      program: 'no-such-program',
      args: [],
      files: {},
      deadlineMs: 1000,
      maxBytes: 10,
    });
    expect(outcome).toEqual({ kind: 'not-started', code: 'ENOENT' });
  });
});
