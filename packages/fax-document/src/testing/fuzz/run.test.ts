import { expect, it } from 'vitest';

import { fuzz, mutant } from './run.ts';
import { seeds } from './seeds.ts';

it('no document, however broken, crashes the engine, hangs, or takes more than it may', async () => {
  const { faults, outcomes } = await fuzz(300, 2026);
  expect(faults).toEqual([]);
  // Else the mutants would be such as are refused at the door.
  expect(outcomes['converted']).toBeGreaterThan(60);
  expect(outcomes['sent']).toBeGreaterThan(20);
}, 300_000);

it('a mutant can be made again by its number', async () => {
  const corpus = await seeds();
  expect(mutant(corpus, 7, 1234)).toEqual(mutant(corpus, 7, 1234));
  expect(mutant(corpus, 7, 1234)).not.toEqual(mutant(corpus, 7, 1235));
});
