import { expect, it } from 'vitest';
import type { Intake } from '../../../src/http/api.ts';
import { en } from '../words/en.ts';
import { sv } from '../words/sv.ts';
import { mendedSentences, removedSentences } from './intake-sentences.ts';

const sound: Intake = { repaired: false, decrypted: false, missingPages: 0, removed: [] };

const removed: Intake['removed'] = [
  { kind: 'javascript', count: 2 },
  { kind: 'uri', count: 1 },
  { kind: 'embedded-file', count: 1 },
];

it('nothing is said of a PDF that is shown as it came', () => {
  expect([...mendedSentences(sound, en), ...removedSentences(sound, en, 'en')]).toEqual([]);
});

it('what acted and was removed is named in the language of the reader', () => {
  expect(removedSentences({ ...sound, removed }, en, 'en')).toEqual([
    'Active content was removed: 2 scripts, 1 link and 1 attached file. Only the original has it.',
  ]);
  expect(removedSentences({ ...sound, removed }, sv, 'sv')).toEqual([
    'Aktivt innehåll togs bort: 2 skript, 1 länk och 1 bifogad fil. Det finns bara i originalet.',
  ]);
});

it('of a signature it is said what it still holds for', () => {
  const signed: Intake = { ...sound, removed: [{ kind: 'signature', count: 1 }] };
  expect(removedSentences(signed, en, 'en')).toEqual([en.intake.signature]);
});

it('a lock that kept nobody out is told', () => {
  expect(removedSentences({ ...sound, decrypted: true }, en, 'en')).toEqual([en.intake.decrypted]);
});

it('what was mended and what is missing is told', () => {
  expect(mendedSentences({ ...sound, repaired: true, missingPages: 1 }, en)).toEqual([
    en.intake.repaired,
    '1 page that the file promises is not in it.',
  ]);
});
