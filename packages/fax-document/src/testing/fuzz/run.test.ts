import { expect, it } from 'vitest';

import { fuzz, mutant, readCorpus } from './run.ts';

/** A minute's worth: what comes to light in more of them does so in `pnpm fuzz document`. */
const MUTANTS = 1_500;
/** What hangs does so for ever; the rest may share the machine with the whole suite. */
const HANGING_MS = 90_000;

it('no document, however broken, crashes the engine, hangs, takes more than it may, or acts afterwards', async () => {
  const { faults, outcomes } = await fuzz(MUTANTS, 2026, HANGING_MS);
  expect(faults).toEqual([]);
  // Else the mutants would be such as are refused at the door.
  expect(outcomes['converted']).toBeGreaterThan(MUTANTS / 5);
  expect(outcomes['sent']).toBeGreaterThan(MUTANTS / 30);
}, 1_800_000);

it('a mutant can be made again by its number', async () => {
  const corpus = await readCorpus();
  expect(mutant(corpus, 7, 1234)).toEqual(mutant(corpus, 7, 1234));
  expect(mutant(corpus, 7, 1234)).not.toEqual(mutant(corpus, 7, 1235));
});
