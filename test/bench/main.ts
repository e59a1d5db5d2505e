/**
 * `bench document [FILTER]` measures the document engine against the programs that it replaces, `bench outbound
 * [FILTER]` how orders are taken and dialled: ours and the anchor in one run on one machine. Prints a line of JSON for each row (whose name has FILTER in it) on standard
 * output, progress on standard error. Ends with 0 when every row was measured or said what is missing.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { settingsFrom } from '../provision/settings.ts';
import { findAnchors, type Anchors } from './anchors.ts';
import { measuredLine, missingLine, type Line, type Row } from './row.ts';
import { dialling } from './rows/dialling.ts';
import { FAXING } from './rows/faxing.ts';
import { MEMORY } from './rows/memory.ts';
import { ORDERING } from './rows/ordering.ts';
import { READING } from './rows/reading.ts';
import { RECODING } from './rows/recoding.ts';
import { SIZE } from './rows/size.ts';
import { VALIDATING } from './rows/validating.ts';
import { WRAPPING } from './rows/wrapping.ts';

const BENCHES: ReadonlyMap<string, readonly Row[]> = new Map([
  [
    'document',
    [...WRAPPING, ...VALIDATING, ...RECODING, ...FAXING, ...READING, ...SIZE, ...MEMORY],
  ],
  ['outbound', [...ORDERING, ...dialling()]],
]);

const report = (text: string): void => void process.stderr.write(`${text}\n`);

async function lineOf(row: Row, anchors: Anchors): Promise<Line> {
  const missing = anchors.missing(row.needs);
  if (missing.length > 0) return missingLine(row, missing);
  const folder = await mkdtemp(join(tmpdir(), 'kuvert-bench-'));
  try {
    return measuredLine(row, await row.measure({ folder, program: anchors.program, report }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const [what = '', filter = '', ...more] = process.argv.slice(2);
const bench = BENCHES.get(what);
if (bench === undefined || more.length > 0) {
  process.stderr.write(`bench ${[...BENCHES.keys()].join('|')} [FILTER]\n`);
  process.exit(2);
}
const rows = bench.filter(({ name }) => name.includes(filter));
const settings = { ...settingsFrom(process.env), report };
const anchors = await findAnchors(
  rows.flatMap(({ needs }) => needs),
  settings,
);
for (const row of rows) {
  report(row.name);
  process.stdout.write(`${JSON.stringify(await lineOf(row, anchors))}\n`);
}
