import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createFaxEngine, type FaxEngine } from '@kuvert/fax-document/engine';
import { wrapTiff } from '@kuvert/fax-document/pdf/wrap-tiff';
import { pageText } from '@kuvert/fax-document/recognised-text';
import { characterAccuracy } from '@kuvert/fax-document/testing/character-accuracy';
import { ocrSample, ocrText, type OcrSample } from '@kuvert/fax-document/testing/ocr-samples';
import { buildTiff } from '@kuvert/fax-document/testing/tiff-builder';
import { decodeTiffPages } from '@kuvert/fax-document/tiff/decode-pages';

import { writeLaunchers } from '../../provision/launchers.ts';
import { g4Page } from '../corpus.ts';
import { interleave, timed } from '../interleave.ts';
import type { Bench, Measured, Row } from '../row.ts';
import { runSeries } from '../shell.ts';

const ROUNDS = 3;
const PAGES = 6;
const FINE: readonly OcrSample[] = ['sv_sans.fine.clean', 'sv_sans.fine.noisy'];
const NOISY_STANDARD: readonly OcrSample[] = ['sv_sans.std.noisy', 'sv_serif.std.noisy'];
/** Percent of the characters, and the points by which both recognisers may differ. */
const READ_RIGHT = 98.5;
const APART = 0.3;

const RECOGNISERS = ['tesseract', 'tesseract.js'] as const;
type Recogniser = (typeof RECOGNISERS)[number];

async function withEngine<T>(
  bench: Bench,
  recogniser: Recogniser,
  use: (engine: FaxEngine) => Promise<T>,
): Promise<T> {
  const recogniserPath = join(bench.folder, 'programs');
  if (recogniser === 'tesseract') {
    const program = bench.program(recogniser);
    await writeLaunchers(new Map([[recogniser, program]]), recogniserPath);
  }
  const engine = createFaxEngine({ recogniser, recogniserPath });
  try {
    await engine.warm();
    return await use(engine);
  } finally {
    await engine.close();
  }
}

/** Swedish pages at 204 × 196, one clean, one noisy, and so on. */
function fax(): Uint8Array {
  const pages = FINE.flatMap((name) => decodeTiffPages(ocrSample(name)));
  const written = pages.map((page) => g4Page({ ...page, yDpi: 196 }));
  return buildTiff(Array.from({ length: PAGES }, (_, index) => written[index % written.length]!));
}

/** Seconds from a fax to a PDF/A that can be searched; OCRmyPDF has it as a PDF already. */
const time =
  (recogniser: Recogniser) =>
  (bench: Bench): Promise<Measured> =>
    withEngine(bench, recogniser, async (engine) => {
      const [tiff, pdf] = [join(bench.folder, 'in.tif'), join(bench.folder, 'in.pdf')];
      await writeFile(tiff, fax());
      await writeFile(pdf, wrapTiff(fax()));
      const program = bench.program('ocrmypdf');
      const call = { program, args: ['-q', '-l', 'swe', pdf, join(bench.folder, 'anchor.pdf')] };
      return interleave(
        async () => (await timed(() => read(engine, tiff))) / 1000,
        async () => (await timed(() => runSeries([[call]], 1, bench.folder))) / 1000,
        ROUNDS,
      );
    });

async function read(engine: FaxEngine, tiff: string): Promise<void> {
  const source = await readFile(tiff);
  const recognition = await engine.recognise(source, { language: 'swe' });
  const { pdf, textPages } = await engine.toPdf(source, { recognition });
  if (textPages !== PAGES) throw new Error('a page was not read');
  await writeFile(`${tiff}.pdf`, pdf);
}

/** Percent of the characters of each page that were read right. */
const accuracies = (
  bench: Bench,
  recogniser: Recogniser,
  samples: readonly OcrSample[],
): Promise<readonly number[]> =>
  withEngine(bench, recogniser, (engine) =>
    Promise.all(
      samples.map(async (name) => {
        const { pages } = await engine.recognise(ocrSample(name), { language: 'swe' });
        return characterAccuracy(ocrText(), pages.map(pageText).join('\n'));
      }),
    ),
  );

async function worstDifference(bench: Bench): Promise<Measured> {
  const samples = [...FINE, ...NOISY_STANDARD];
  const native = await accuracies(bench, 'tesseract', samples);
  const js = await accuracies(bench, 'tesseract.js', samples);
  const apart = native.map((accuracy, index) => Math.abs(accuracy - js[index]!));
  return { ours: Math.max(...apart), anchor: APART };
}

const worstOfNoisy =
  (recogniser: Recogniser) =>
  async (bench: Bench): Promise<Measured> => {
    const read = await accuracies(bench, recogniser, NOISY_STANDARD);
    return { ours: Math.min(...read), anchor: READ_RIGHT };
  };

const needs = (recogniser: Recogniser) =>
  recogniser === 'tesseract' ? ([recogniser] as const) : [];

const WALL_TIME = { tesseract: 0.95, 'tesseract.js': 1.3 } as const;

export const READING: readonly Row[] = [
  ...RECOGNISERS.map((recogniser): Row => ({
    name: `OCR of ${PAGES} pages of 204 × 196 to searchable PDF/A by ${recogniser}, s (anchor: OCRmyPDF)`,
    target: { atMost: WALL_TIME[recogniser] },
    needs: [...needs(recogniser), 'ocrmypdf'],
    measure: time(recogniser),
  })),
  {
    name: `characters read right by tesseract.js and by tesseract, points apart, worst of ${FINE.length + NOISY_STANDARD.length} pages (anchor: ${APART})`,
    target: { atMost: 1 },
    needs: needs('tesseract'),
    measure: worstDifference,
  },
  ...RECOGNISERS.map((recogniser): Row => ({
    name: `characters of noisy pages of 204 × 98 read right by ${recogniser}, percent, worst of ${NOISY_STANDARD.length} (anchor: ${READ_RIGHT})`,
    target: { atLeast: 1 },
    needs: needs(recogniser),
    measure: worstOfNoisy(recogniser),
  })),
];
