import { chmod, mkdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';

import type { Needs } from '@kuvert/testkit/needs';
import type { TestProject } from 'vitest/node';

import { writeLaunchers } from './provision/launchers.ts';
import { startPostgres } from './provision/postgres.ts';
import { provision } from './provision/provision.ts';
import { makeScratchFolder } from './provision/scratch-folder.ts';
import { settingsFrom } from './provision/settings.ts';

const sample = join(import.meta.dirname, '../packages/fax-document/samples/sp-3pages.tif');

interface Started<Name extends keyof Needs = keyof Needs> {
  readonly address: Needs[Name];
  readonly stop: () => Promise<void>;
}

type Starters = { readonly [Name in keyof Needs]: () => Promise<Started<Name>> };

/** One PostgreSQL a run, with a migrated template; Redis and S3 at the first need; tools on `PATH`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await makeScratchFolder();
  process.env['TMPDIR'] = await makeTemporaryFolder(folder);
  await putToolsOnPath(join(folder, 'tools'));
  // Services are started a hundred times: their sources are compiled once.
  process.env['NODE_COMPILE_CACHE'] = join(folder, 'compiled');
  const postgres = await startPostgres(folder, { durable: false });
  const needs = await serveNeeds({
    redis: async () => {
      const { startRedis } = await import('./provision/redis.ts');
      const redis = await startRedis();
      return { address: { url: redis.url }, stop: redis.stop };
    },
    s3: async () => {
      const { startS3 } = await import('./provision/s3.ts');
      const { stop, ...address } = await startS3();
      return { address, stop };
    },
    fax: convertFax,
  });
  project.provide('postgresUrl', postgres.url);
  project.provide('needsUrl', needs.url);
  return async () => {
    await needs.stop();
    await postgres.stop();
    // Processes that end write what they compiled.
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
}

/** Of the workers and whatever they start: what a test leaves behind goes with the run. */
const makeTemporaryFolder = async (folder: string): Promise<string> => {
  const temporary = join(folder, 'tmp');
  await mkdir(temporary);
  // as the system's own
  await chmod(temporary, 0o1777);
  return temporary;
};

/** Every house of the mailbox has one in it: to start the engine for each costs as much as some of their tests. */
const convertFax = async (): Promise<Started<'fax'>> => {
  const { createFaxEngine } = await import('@kuvert/fax-document/engine');
  const engine = createFaxEngine({ processes: 1 });
  try {
    const { pdf, pages } = await engine.toPdf(await readFile(sample));
    const address = { pdf: Buffer.from(pdf).toString('base64'), pages: pages.length };
    return { address, stop: () => Promise.resolve() };
  } finally {
    await engine.close();
  }
};

const TOOLS = [
  'poppler',
  'qpdf',
  'libtiff',
  'tesseract',
  'ghostscript',
  'hylafax',
  'curl',
] as const;

/** What tests call by name, wherever it was found. Workers get this process's environment. */
const putToolsOnPath = async (folder: string): Promise<void> => {
  const { programs } = await provision(TOOLS, settingsFrom(process.env));
  await writeLaunchers(programs, folder);
  process.env['PATH'] = [folder, process.env['PATH'] ?? ''].join(delimiter);
};

/** Answers `GET /name` with the server's address once it runs, or with what was made. */
const serveNeeds = async (
  starters: Starters,
): Promise<{ url: string; stop: () => Promise<void> }> => {
  const byName = new Map<string, () => Promise<Started>>(Object.entries(starters));
  const started = new Map<string, Promise<Started>>();
  const server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    const starter = byName.get(name);
    if (!starter) {
      response.writeHead(404).end(`nothing is called ${name}`);
      return;
    }
    const running = started.get(name) ?? starter();
    started.set(name, running);
    running.then(
      ({ address }) => response.end(JSON.stringify(address)),
      (error: unknown) => {
        // of the one who asked: it says nothing of who asks next
        started.delete(name);
        response.writeHead(503).end(String(error));
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // TCP: always AddressInfo
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await Promise.allSettled(
        [...started.values()].map(async (running) => (await running).stop()),
      );
    },
  };
};
