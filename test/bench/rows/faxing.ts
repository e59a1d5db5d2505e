import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { PackedRows } from '@kuvert/fax-document/ccitt/row-sink';
import { createFaxEngine, type FaxEngine } from '@kuvert/fax-document/engine';
import { wrapTiff } from '@kuvert/fax-document/pdf/wrap-tiff';
import { textPdf } from '@kuvert/fax-document/testing/pdfs';
import { buildTiff } from '@kuvert/fax-document/testing/tiff-builder';
import { decodeTiffPages } from '@kuvert/fax-document/tiff/decode-pages';

import { g4Page, receivedPages } from '../corpus.ts';
import { interleave, timed } from '../interleave.ts';
import type { Bench, Measured, Row } from '../row.ts';
import { runSeries } from '../shell.ts';

const ROUNDS = 11;
const PAGES = 10;
/** Faxes before those that count: V8 compiles what runs often, and a service has run for hours. */
const WARM_UPS = 8;

/** A PDF of ten pages as a file in the row's folder, and what both sides make of it. */
interface Work {
  readonly pdf: string;
  readonly ours: string;
  readonly anchor: string;
}

async function withWork<T>(
  { folder }: Bench,
  pdf: Uint8Array,
  use: (work: Work, engine: FaxEngine) => Promise<T>,
): Promise<T> {
  const [file, ours, anchor] = ['in.pdf', 'ours.tif', 'anchor.tif'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  await writeFile(file, pdf);
  const engine = createFaxEngine();
  try {
    await engine.warm();
    return await use({ pdf: file, ours, anchor }, engine);
  } finally {
    await engine.close();
  }
}

async function byEngine(engine: FaxEngine, { pdf, ours }: Work): Promise<void> {
  const { tiff } = await engine.toFax([await readFile(pdf)]);
  await writeFile(ours, tiff);
}

function byGhostscript({ program, folder }: Bench, { pdf, anchor }: Work): Promise<void> {
  const options = ['-q', '-dSAFER', '-dBATCH', '-dNOPAUSE', '-sDEVICE=tiffg4', '-r204x196'];
  const args = [...options, `-sOutputFile=${anchor}`, pdf];
  return runSeries([[{ program: program('gs'), args }]], 1, folder);
}

/** Milliseconds a page. */
const time = (bench: Bench, pdf: Uint8Array): Promise<Measured> =>
  withWork(bench, pdf, async (work, engine) => {
    for (let fax = 0; fax < WARM_UPS; fax++) await byEngine(engine, work);
    return interleave(
      async () => (await timed(() => byEngine(engine, work))) / PAGES,
      async () => (await timed(() => byGhostscript(bench, work))) / PAGES,
      ROUNDS,
    );
  });

/** Pages that are the same in both, of ten. */
const identical = (bench: Bench, pdf: Uint8Array): Promise<Measured> =>
  withWork(bench, pdf, async (work, engine) => {
    await byEngine(engine, work);
    await byGhostscript(bench, work);
    const [ours, anchor] = [await pagesOf(work.ours), await pagesOf(work.anchor)];
    const same = ours.filter((page, index) => isSame(page, anchor[index]));
    return { ours: same.length, anchor: PAGES };
  });

const pagesOf = async (file: string): Promise<readonly PackedRows[]> =>
  decodeTiffPages(await readFile(file));

const isSame = (page: PackedRows, other: PackedRows | undefined): boolean =>
  page.width === other?.width &&
  page.height === other.height &&
  Buffer.compare(page.rows, other.rows) === 0;

/** Received faxes in a PDF, at 196 and 98 lines an inch. */
function scans(): Uint8Array {
  const pages = receivedPages().map(g4Page);
  const ten = Array.from({ length: PAGES }, (_, index) => pages[index % pages.length]!);
  return wrapTiff(buildTiff(ten));
}

const NOT_SLOWER = { atMost: 1.2 };

export const FAXING: readonly Row[] = [
  {
    name: 'PDF of text to fax, ten A4 pages, warm, ms a page (anchor: gs -sDEVICE=tiffg4 as a process)',
    target: NOT_SLOWER,
    needs: ['ghostscript'],
    measure: async (bench) => time(bench, await textPdf(PAGES)),
  },
  {
    name: 'PDF of scans to fax, ten A4 pages, warm, ms a page (anchor: gs -sDEVICE=tiffg4 as a process)',
    target: NOT_SLOWER,
    needs: ['ghostscript'],
    measure: (bench) => time(bench, scans()),
  },
  {
    name: 'PDF of scans to fax, pages that are the same pixel for pixel (anchor: gs -sDEVICE=tiffg4, ten)',
    target: { atLeast: 1 },
    needs: ['ghostscript'],
    measure: (bench) => identical(bench, scans()),
  },
];
