import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createFaxEngine, type FaxEngine } from '@kuvert/fax-document/engine';

import { g3Page, multiStripPage, writeFaxes, type MakePage } from '../corpus.ts';
import { runProgram } from '../../provision/run-program.ts';
import { interleave, timed } from '../interleave.ts';
import type { Bench, Measured, Row } from '../row.ts';
import { runSeries } from '../shell.ts';

const ROUNDS = 9;
const FAXES = 10;
const PAGES = 3 * FAXES;

async function withEngine<T>(work: (engine: FaxEngine) => Promise<T>): Promise<T> {
  const engine = createFaxEngine({ processes: 1 });
  try {
    await engine.warm();
    return await work(engine);
  } finally {
    await engine.close();
  }
}

async function recode(engine: FaxEngine, files: readonly string[]): Promise<void> {
  for (const file of files)
    await writeFile(`${file}.pdf`, (await engine.toPdf(await readFile(file))).pdf);
}

function tiff2pdf(bench: Bench, files: readonly string[]): Promise<void> {
  const program = bench.program('tiff2pdf');
  const calls = files.map((file) => [{ program, args: ['-o', `${file}.anchor.pdf`, file] }]);
  return runSeries(calls, 1, bench.folder);
}

/** Milliseconds a page, one fax after the other, by a child process that is there and by new ones. */
const time =
  (makePage: MakePage) =>
  (bench: Bench): Promise<Measured> =>
    withEngine(async (engine) => {
      const files = await writeFaxes(bench.folder, FAXES, makePage);
      return interleave(
        async () => (await timed(() => recode(engine, files))) / PAGES,
        async () => (await timed(() => tiff2pdf(bench, files))) / PAGES,
        ROUNDS,
      );
    });

/** Bytes of the coded pages in a PDF, without what holds them together. */
async function codedBytes({ program, folder }: Bench, pdf: string): Promise<number> {
  const images = await mkdtemp(join(folder, 'images-'));
  const { command, env } = program('pdfimages');
  await runProgram(command, ['-ccitt', pdf, join(images, 'page')], { env });
  const files = (await readdir(images)).filter((name) => name.endsWith('.ccitt'));
  const sizes = await Promise.all(files.map(async (name) => (await stat(join(images, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Bytes of the pages as they are coded in the PDFs. */
const size =
  (makePage: MakePage) =>
  (bench: Bench): Promise<Measured> =>
    withEngine(async (engine) => {
      const files = await writeFaxes(bench.folder, FAXES, makePage);
      await recode(engine, files);
      await tiff2pdf(bench, files);
      const sum = async (ending: string): Promise<number> => {
        let bytes = 0;
        for (const file of files) bytes += await codedBytes(bench, `${file}${ending}`);
        return bytes;
      };
      return { ours: await sum('.pdf'), anchor: await sum('.anchor.pdf') };
    });

const KINDS = [
  ['multi-strip G4', multiStripPage],
  ['multi-strip G3', g3Page],
] as const;

export const RECODING: readonly Row[] = KINDS.flatMap(([kind, makePage]): Row[] => [
  {
    name: `${kind} to one G4 strip, ms a page (anchor: tiff2pdf)`,
    target: { atMost: 1 },
    needs: ['libtiff'],
    measure: time(makePage),
  },
  {
    name: `${kind} to one G4 strip, bytes of the coded pages (anchor: tiff2pdf)`,
    target: { atMost: 1 },
    needs: ['libtiff', 'poppler'],
    measure: size(makePage),
  },
]);
