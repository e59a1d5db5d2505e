import { chmod, mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';

import type { TestProject } from 'vitest/node';

import { writeLaunchers } from './provision/launchers.ts';
import { startPostgres } from './provision/postgres.ts';
import { provision } from './provision/provision.ts';
import { makeScratchFolder } from './provision/scratch-folder.ts';
import { settingsFrom } from './provision/settings.ts';

interface Started {
  readonly address: unknown;
  readonly stop: () => Promise<void>;
}

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

/** Answers `GET /name` with the server's address once it runs. */
const serveNeeds = async (
  starters: Readonly<Record<string, () => Promise<Started>>>,
): Promise<{ url: string; stop: () => Promise<void> }> => {
  const started = new Map<string, Promise<Started>>();
  const server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    const starter = starters[name];
    if (!starter) {
      response.writeHead(404).end(`nothing is called ${name}`);
      return;
    }
    const running = started.get(name) ?? starter();
    started.set(name, running);
    running.then(
      ({ address }) => response.end(JSON.stringify(address)),
      (error: unknown) => response.writeHead(503).end(String(error)),
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
