import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';

import { createFaxEngine, type FaxEngine } from '@kuvert/fax-document/engine';

import { g4Page, writeFaxes } from '../corpus.ts';
import { interleave, timed, type Trial } from '../interleave.ts';
import type { Bench, Measured, Row } from '../row.ts';
import { BOTH_CORES, runSeries, type Call } from '../shell.ts';

/** A thousand faxes of three pages: in rounds, or all in each round, lest the rounds be too short to time. */
const ROUNDS = 5;
const FAXES = 1000;
const FAXES_A_ROUND = FAXES / ROUNDS;
const PAGES_A_FAX = 3;
/** Faxes that a caller hands to the engine before it waits for one: its processes never do. */
const IN_FLIGHT = 2 * BOTH_CORES;

/** Faxes from files to files, all in the way that is measured. */
type Wrapping = (files: readonly string[]) => unknown;

const pagesPerSecond =
  (files: readonly string[], wrapping: Wrapping): Trial =>
  async () =>
    ((files.length * PAGES_A_FAX) / (await timed(() => wrapping(files)))) * 1000;

/** Each file in its turn, `IN_FLIGHT` of them begun before one has ended. */
async function forEach(
  files: readonly string[],
  work: (file: string) => Promise<void>,
): Promise<void> {
  const waiting = files.values();
  const lane = async (): Promise<void> => {
    for (const file of waiting) await work(file);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}

const validating =
  (engine: FaxEngine): Wrapping =>
  (files) =>
    forEach(files, async (file) => {
      const { pdf } = await engine.toPdf(await readFile(file));
      await writeFile(`${file}.pdf`, pdf);
    });

const trusting =
  (threads: readonly Worker[]): Wrapping =>
  (files) =>
    Promise.all(
      threads.map(async (thread, index) => {
        const done = once(thread, 'message');
        thread.postMessage(files.filter((_, file) => file % threads.length === index));
        await done;
      }),
    );

const forking =
  (bench: Bench, callsFor: (file: string) => readonly Call[]): Wrapping =>
  (files) =>
    runSeries(files.map(callsFor), BOTH_CORES, bench.folder);

const tiff2pdf = ({ program }: Bench, file: string): Call => ({
  program: program('tiff2pdf'),
  args: ['-o', `${file}.anchor.pdf`, file],
});
/** Decodes all lines, and so finds what is wrong with them. */
const tiffcp = ({ program }: Bench, file: string): Call => ({
  program: program('tiffcp'),
  args: ['-c', 'none', file, `${file}.raw`],
});

async function validatedAgainst(
  bench: Bench,
  callsFor: (file: string) => readonly Call[],
): Promise<Measured> {
  const files = await writeFaxes(bench.folder, FAXES_A_ROUND, g4Page);
  const engine = createFaxEngine({ processes: BOTH_CORES });
  await engine.warm();
  try {
    return await interleave(
      pagesPerSecond(files, validating(engine)),
      pagesPerSecond(files, forking(bench, callsFor)),
      ROUNDS,
    );
  } finally {
    await engine.close();
  }
}

/** In this process alone, which looks at no pixel: neither does tiff2pdf. */
async function trustedAgainst(bench: Bench, threads: number): Promise<Measured> {
  const files = await writeFaxes(bench.folder, FAXES, g4Page);
  const file = new URL('../wrapping-thread.ts', import.meta.url);
  const workers = Array.from({ length: threads }, () => new Worker(file));
  try {
    return await interleave(
      pagesPerSecond(files, trusting(workers)),
      pagesPerSecond(
        files,
        forking(bench, (name) => [tiff2pdf(bench, name)]),
      ),
      ROUNDS,
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

export const WRAPPING: readonly Row[] = [
  {
    name: '1,000 three-page G4 faxes validated and wrapped, both cores, pages/s (anchor: tiffcp -c none, then tiff2pdf, two at a time)',
    target: { atLeast: 1.5 },
    needs: ['libtiff'],
    measure: (bench) =>
      validatedAgainst(bench, (file) => [tiffcp(bench, file), tiff2pdf(bench, file)]),
  },
  {
    name: '1,000 three-page G4 faxes validated and wrapped, both cores, pages/s (anchor: tiff2pdf alone, which validates nothing, two at a time)',
    needs: ['libtiff'],
    measure: (bench) => validatedAgainst(bench, (file) => [tiff2pdf(bench, file)]),
  },
  {
    name: '1,000 three-page G4 faxes wrapped without validation, one process, a thread a core, pages/s (anchor: tiff2pdf, two at a time)',
    target: { atLeast: 4 },
    needs: ['libtiff'],
    measure: (bench) => trustedAgainst(bench, BOTH_CORES),
  },
  {
    name: '1,000 three-page G4 faxes wrapped without validation, one process, one thread, pages/s (anchor: tiff2pdf, two at a time)',
    needs: ['libtiff'],
    measure: (bench) => trustedAgainst(bench, 1),
  },
];
