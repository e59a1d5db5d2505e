import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type {
  RawRequest,
  Received,
  SynchronousInboundTransport,
} from '@kuvert/shared/ports/transport';

import { hylafaxKey } from './signed-requests.ts';

const scripts = join(import.meta.dirname, '../../../../infra/hylafax');

/** Where cron and HylaFAX look for programs, and where a test run keeps those that aren't installed. */
export const programs = `/usr/local/bin:/usr/bin:/bin:${process.env['PATH'] ?? ''}`;

export interface Run {
  readonly code: number;
  readonly stderr: string;
}

/** A HylaFAX spool with the real scripts, posting to a house that is the real transport. */
export interface HylafaxHost {
  readonly spool: string;
  /** What the house took, in order. */
  readonly received: readonly Received[];
  /** What its hook told of jobs, in order. */
  readonly told: readonly RawRequest[];
  /** The house answers with this until it is set to undefined; larger bodies with 413. */
  house: { answer: number | undefined; maxBytes: number };
  /** Puts a file into recvq, as old as that. */
  putFile(name: string, bytes: Uint8Array, ageMinutes?: number): Promise<string>;
  hook(...args: readonly string[]): Promise<Run>;
  /** Runs the hook for a job that has ended with this file, as faxq does; `queue` is where faxq says that it lies. */
  notify(job: string, file: string, why: string, queue?: 'sendq' | 'doneq'): Promise<Run>;
  sweep(): Promise<Run>;
  recvq(): Promise<string[]>;
  close(): Promise<void>;
}

export const startHylafaxHost = async (
  transport: SynchronousInboundTransport,
  configuration = '',
): Promise<HylafaxHost> => {
  const spool = join(await mkdtemp(join(tmpdir(), "kuvert fax's ")), 'spool');
  await mkdir(join(spool, 'recvq'), { recursive: true });
  await mkdir(join(spool, 'etc'));
  const received: Received[] = [];
  const told: RawRequest[] = [];
  const house: HylafaxHost['house'] = { answer: undefined, maxBytes: Infinity };
  const server = createServer((request, response) => {
    void readAll(request).then((body) => {
      if (body.length > house.maxBytes) return response.writeHead(413).end();
      if (house.answer !== undefined) return response.writeHead(house.answer).end();
      const headers = request.headers as Record<string, string>;
      const raw = { method: 'POST', target: request.url ?? '', headers, body } as const;
      try {
        if (raw.target.startsWith('/callbacks/')) told.push(raw);
        else received.push(transport.receive(raw));
        return response.writeHead(200).end('sealed');
      } catch {
        return response.writeHead(403).end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // TCP: always AddressInfo
  const { port } = server.address() as AddressInfo;
  await writeFile(join(spool, 'key'), `${hylafaxKey}\n`, { mode: 0o600 });
  await writeFile(
    join(spool, 'kuvert.conf'),
    `SPOOL="${spool}"\nKUVERT_URL=http://127.0.0.1:${port}/webhooks/hylafax\n` +
      `KUVERT_OUTBOUND_URL=http://127.0.0.1:${port}/callbacks/hylafax\n` +
      `KUVERT_KEY_FILE="${join(spool, 'key')}"\nKUVERT_OUTBOUND_KEY_FILE="${join(spool, 'key')}"\n` +
      `${configuration}\n`,
  );
  const run = (script: string, args: readonly string[]): Promise<Run> =>
    new Promise((resolve) => {
      execFile(
        'dash',
        [join(scripts, script), ...args],
        {
          cwd: spool,
          env: { PATH: programs, KUVERT_HYLAFAX_CONF: join(spool, 'kuvert.conf') },
        },
        (error, _stdout, stderr) =>
          resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stderr }),
      );
    });
  return {
    spool,
    received,
    told,
    house,
    putFile: async (name, bytes, ageMinutes = 60) => {
      const path = join(spool, 'recvq', name);
      await writeFile(path, bytes);
      const time = new Date(Date.now() - ageMinutes * 60_000);
      await utimes(path, time, time);
      return `recvq/${name}`;
    },
    hook: (...args) => run('faxrcvd', args),
    notify: async (job, file, why, queue = 'doneq') => {
      await mkdir(join(spool, 'doneq'), { recursive: true });
      await writeFile(join(spool, `doneq/q${job}`), file);
      return run('notify', [`${queue}/q${job}`, why, '0:05']);
    },
    sweep: () => run('sweep-recvq', []),
    recvq: () => readdir(join(spool, 'recvq')),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await chmod(join(spool, 'recvq'), 0o700);
      await rm(join(spool, '..'), { recursive: true, force: true });
    },
  };
};

const readAll = async (request: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
};
