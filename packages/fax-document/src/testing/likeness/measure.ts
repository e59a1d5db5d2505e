/**
 * How many resends are found, and how much else is taken for one: made up by numbered seeds, so that a
 * run can be repeated. `node --conditions=development …/measure.ts [SEEDS] [FIRST]` prints JSON.
 */
import { DEFAULT_LIMITS } from '../../limits.ts';
import { compareDocuments } from '../../likeness/compare-documents.ts';
import { SAME } from '../../likeness/likeness.ts';
import { loadPdfium } from '../../render/pdfium.ts';
import { FORM_CHANGES, trialMaker, type Trial, type TrialMaker } from './resends.ts';

const DEFAULT_SEEDS = 40;
/** Seeds of the second resend of each round lie apart from those of the first. */
const APART = 5000;

const [seeds = DEFAULT_SEEDS, first = 0] = process.argv.slice(2).map(Number);
const pdfium = await loadPdfium();

/** Two resends, another letter, and two forms on which something is another, in turn. */
function* roundOf(make: TrialMaker, seed: number): Generator<Promise<Trial>> {
  yield make.resend(seed);
  yield make.resend(seed + APART);
  yield make.otherLetter(seed);
  for (const turn of [seed, seed + 1]) {
    const change = FORM_CHANGES[turn % FORM_CHANGES.length];
    if (change !== undefined) yield make.nearMiss(seed, change);
  }
}

const result = { resends: 0, others: 0, missed: [] as string[], falseAlarms: [] as string[] };
for (let seed = first; seed < first + seeds; seed++) {
  for (const trial of roundOf(trialMaker(pdfium), seed)) {
    const { name, isResend, first: one, second: other } = await trial;
    const { likeness } = await compareDocuments(pdfium, one, other, DEFAULT_LIMITS);
    const told = `${name}: ${likeness.toFixed(2)}`;
    if (isResend) result.resends++;
    else result.others++;
    if (isResend && likeness < SAME) result.missed.push(told);
    if (!isResend && likeness >= SAME) result.falseAlarms.push(told);
  }
}
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
