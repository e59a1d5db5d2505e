import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { DEFAULT_LIMITS } from '@kuvert/fax-document/limits';
import { buildTiff } from '@kuvert/fax-document/testing/tiff-builder';
import { readTiff } from '@kuvert/fax-document/tiff/read-tiff';
import { validatePage } from '@kuvert/fax-document/tiff/validate-page';
import sharp from 'sharp';

import { g4Page, receivedPages } from '../corpus.ts';
import { interleave, timed, type Trial } from '../interleave.ts';
import type { Bench, Measured, Row } from '../row.ts';
import { runSeries } from '../shell.ts';

const ROUNDS = 15;
/** Pages a trial: all of the corpus, some times. */
const TIMES = 4;

/** Milliseconds a page, each read from its file. */
const milliseconds = (files: readonly string[], work: (file: string) => unknown): Trial => {
  const all = Array.from({ length: TIMES }, () => files).flat();
  return async () =>
    (await timed(async () => {
      for (const file of all) await work(file);
    })) / all.length;
};

function pageFiles({ folder }: Bench): readonly string[] {
  return receivedPages().map((page, index) => {
    const file = join(folder, `${index}.tif`);
    writeFileSync(file, buildTiff([g4Page(page)]));
    return file;
  });
}

function validate(file: string): void {
  const tiff = readFileSync(file);
  for (const page of readTiff(tiff, DEFAULT_LIMITS).pages) {
    if (validatePage(tiff, page, DEFAULT_LIMITS.maxPixels) === undefined) {
      throw new Error('a page of the corpus is damaged');
    }
  }
}

async function againstTiffcp(bench: Bench): Promise<Measured> {
  const program = bench.program('tiffcp');
  const files = pageFiles(bench);
  const raw = join(bench.folder, 'raw.tif');
  const calls = Array.from({ length: TIMES }, () => files)
    .flat()
    .map((file) => [{ program, args: ['-c', 'none', file, raw] }]);
  const anchor = async (): Promise<number> =>
    (await timed(() => runSeries(calls, 1, bench.folder))) / calls.length;
  return interleave(milliseconds(files, validate), anchor, ROUNDS);
}

async function againstSharp(bench: Bench): Promise<Measured> {
  const files = pageFiles(bench);
  // Every file is another's first reading: sharp must not remember it.
  sharp.cache(false);
  const decode = (file: string): Promise<Buffer> => sharp(readFileSync(file)).raw().toBuffer();
  return interleave(milliseconds(files, validate), milliseconds(files, decode), ROUNDS);
}

export const VALIDATING: readonly Row[] = [
  {
    name: 'one G4 page validated by decoding, ms (anchor: tiffcp -c none as a process)',
    target: { atMost: 0.6 },
    needs: ['libtiff'],
    measure: againstTiffcp,
  },
  {
    name: 'one G4 page validated by decoding, ms (anchor: sharp)',
    target: { atMost: 0.12 },
    needs: [],
    measure: againstSharp,
  },
];
