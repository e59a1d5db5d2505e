import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

import { afterEach, describe, expect, it, vi } from 'vitest';

import { DEFAULT_LIMITS } from '../limits.ts';
import { emptyPdf, endlessPdf, hungryPdf } from '../testing/pdfs.ts';
import { trappingPdf } from '../testing/trapping-pdf.ts';
import { ParserPool, type PoolLimits } from './parser-pool.ts';
import type { Job } from './protocol.ts';
import { residentBytes } from './resident-memory.ts';

const GiB = 1024 ** 3;
const LIMITS: PoolLimits = {
  processes: 1,
  jobsPerProcess: 100,
  timeoutMs: 15_000,
  maxResidentBytes: 2 * GiB,
};

let pool: ParserPool;
afterEach(() => pool.close());

const open = (limits: Partial<PoolLimits> = {}) => {
  pool = new ParserPool({ ...LIMITS, ...limits });
  return pool;
};
const render = (pdf: Uint8Array, width = 64): Job => ({
  kind: 'render',
  pdf,
  page: 1,
  width,
  limits: DEFAULT_LIMITS,
});
const killAll = () => {
  for (const pid of pool.pids) process.kill(pid, 'SIGKILL');
};
const gone = (pid: number) =>
  vi.waitFor(async () => expect(await residentBytes(pid)).toBeUndefined(), { timeout: 20_000 });

it('a job that takes too long is killed, and the next one gets a new child', async () => {
  open({ timeoutMs: 1000 });
  await pool.warm();
  const [first] = pool.pids;
  await expect(pool.run(render(await endlessPdf(), 3000))).rejects.toMatchObject({
    code: 'time-limit',
  });
  await expect(pool.run(render(await emptyPdf([9, 9])))).resolves.toMatchObject({
    kind: 'rendered',
  });
  expect(pool.pids).toHaveLength(1);
  expect(pool.pids).not.toContain(first);
});

describe('a PDF over which PDFium stops', () => {
  const refused = { kind: 'refused', code: 'damaged-beyond-reading' };

  it('is refused by name, and the next job gets a new child', async () => {
    open();
    await pool.warm();
    const [first] = pool.pids;
    expect(await pool.run(render(trappingPdf(), 300))).toMatchObject(refused);
    await expect(pool.run(render(await emptyPdf([9, 9])))).resolves.toMatchObject({
      kind: 'rendered',
    });
    expect(pool.pids).not.toContain(first);
  });

  it('is tried once more in a child that has done nothing else', async () => {
    open();
    await pool.run(render(await emptyPdf([9, 9])));
    const [first] = pool.pids;
    const again = pool.run(render(trappingPdf(), 300));
    const another = () => expect(pool.pids.filter((pid) => pid !== first)).toHaveLength(1);
    await vi.waitFor(another, { timeout: 10_000, interval: 5 });
    expect(await again).toMatchObject(refused);
  });
});

it('a job that takes too much memory is killed', async () => {
  open({ maxResidentBytes: GiB / 5 });
  await expect(pool.run(render(await hungryPdf()))).rejects.toMatchObject({
    code: 'memory-limit',
  });
});

it('a job that is to be killed when its caller goes is, and the next one gets a new child', async () => {
  open();
  await pool.warm();
  const [first] = pool.pids;
  const controller = new AbortController();
  const job = pool.run(render(await endlessPdf(), 3000), controller.signal, 'is killed');
  controller.abort(new Error('nobody waits'));
  await expect(job).rejects.toThrow('nobody waits');
  await gone(first!);
  await expect(pool.run(render(await emptyPdf([9, 9])))).resolves.toMatchObject({
    kind: 'rendered',
  });
});

it('a job whose child is lost is done by a new one', async () => {
  open();
  await pool.warm();
  const job = pool.run(render(await emptyPdf([9, 9])));
  killAll();
  await expect(job).resolves.toMatchObject({ kind: 'rendered' });
});

it('a job that loses two children, the second at its start, is none that can be done now', async () => {
  open();
  await pool.warm();
  const [first] = pool.pids;
  const end = pool.run(render(await endlessPdf(), 3000)).catch((error: unknown) => error);
  killAll();
  await vi.waitFor(() => expect(pool.pids.filter((pid) => pid !== first)).toHaveLength(1), {
    timeout: 20_000,
  });
  killAll();
  expect(await end).toMatchObject({ code: 'engine-unavailable' });
});

it('a child that was lost while idle is replaced before it gets a job', async () => {
  open();
  await pool.warm();
  killAll();
  await Promise.all(pool.pids.map(gone));
  await expect(pool.run(render(await emptyPdf([9, 9])))).resolves.toMatchObject({
    kind: 'rendered',
  });
});

it('a child that was lost while idle is replaced by warming', async () => {
  open();
  await pool.warm();
  const [lost] = pool.pids;
  killAll();
  await vi.waitFor(
    async () => {
      await pool.warm();
      expect([pool.pids.length, pool.pids.includes(lost ?? 0)]).toEqual([1, false]);
    },
    { timeout: 20_000 },
  );
});

it('a child is replaced after its number of jobs', async () => {
  open({ jobsPerProcess: 2 });
  const job = render(await emptyPdf([9, 9]));
  const seen = new Set<number>();
  for (let i = 0; i < 4; i++) {
    const done = pool.run(job);
    for (const pid of pool.pids) seen.add(pid);
    await done;
  }
  await pool.run(job);
  for (const pid of pool.pids) seen.add(pid);
  expect(seen.size).toBeGreaterThanOrEqual(2);
});

it('more jobs than children wait for their turn', async () => {
  open();
  const job = render(await emptyPdf([9, 9]));
  const replies = await Promise.all(Array.from({ length: 5 }, () => pool.run(job)));
  expect(replies.every((reply) => reply.kind === 'rendered')).toBe(true);
  expect(pool.pids).toHaveLength(1);
});

describe('an aborted job', () => {
  it('that waits is taken back', async () => {
    open();
    const { signal, ...control } = controller();
    const running = pool.run(render(await emptyPdf([9, 9])));
    const waiting = pool.run(render(await emptyPdf([9, 9])), signal);
    control.abort();
    await expect(waiting).rejects.toThrow('enough');
    await running;
  });

  it('that runs is no longer waited for', async () => {
    open({ timeoutMs: 500 });
    await pool.warm();
    const { signal, ...control } = controller();
    const running = pool.run(render(await endlessPdf(), 3000), signal);
    control.abort();
    await expect(running).rejects.toThrow('enough');
  });

  const controller = () => {
    const abort = new AbortController();
    return { signal: abort.signal, abort: () => abort.abort(new Error('enough')) };
  };
});

describe('close', () => {
  it('leaves no child, and fails what was not done', async () => {
    open({ processes: 2 });
    await pool.warm();
    const { pids } = pool;
    const pdf = await endlessPdf();
    const jobs = [1, 2, 3].map(() => pool.run(render(pdf, 3000)));
    const ends = Promise.allSettled(jobs);
    await pool.close();
    expect(pids).toHaveLength(2);
    for (const pid of pids) expect(await residentBytes(pid)).toBeUndefined();
    for (const end of await ends) {
      expect(end).toMatchObject({ status: 'rejected', reason: { code: 'engine-failed' } });
    }
  });

  it('takes no more jobs', async () => {
    open();
    await pool.close();
    await expect(pool.run(render(new Uint8Array()))).rejects.toMatchObject({
      code: 'engine-failed',
    });
  });
});

it('a child knows nothing of its parent’s environment', async () => {
  vi.stubEnv('KUVERT_TEST_SECRET', 'between us');
  open();
  await pool.warm();
  const [pid] = pool.pids;
  const names = readFileSync(`/proc/${pid}/environ`, 'latin1').match(/[^\0=]+(?==)/g) ?? [];
  // What `fork` itself adds: the channel's file descriptor and its serialization.
  expect(names.filter((name) => !name.startsWith('NODE_CHANNEL_'))).toEqual(['MALLOC_ARENA_MAX']);
  vi.unstubAllEnvs();
});

it('a program that closes its engine ends by itself', async () => {
  const script = new URL('../testing/convert-and-close.ts', import.meta.url);
  const program = fork(script, { stdio: 'inherit' });
  expect(await once(program, 'exit')).toEqual([0, null]);
});

describe('a child ends with its parent', () => {
  it.each(['idle', 'busy'])('when it is %s', async (state) => {
    open();
    const script = new URL('../testing/pool-parent.ts', import.meta.url);
    const parent = fork(script, [state], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    const [line] = await once(parent.stdout!, 'data');
    const child = Number(String(line));
    expect(await residentBytes(child)).toBeGreaterThan(0);
    parent.kill('SIGKILL');
    await gone(child);
  });
});
