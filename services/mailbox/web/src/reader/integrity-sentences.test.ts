import { expect, it } from 'vitest';
import type { Integrity } from '../../../src/http/api.ts';
import { en } from '../words/en.ts';
import { integritySentences } from './integrity-sentences.ts';

const whole: Integrity = {
  mark: 'whole',
  announcedPages: 3,
  damagedLines: 0,
  missingLines: 0,
  blankPages: [],
  endedEarly: false,
};

it('says that all is there when all is there', () => {
  expect(integritySentences(whole, 3, en)).toEqual([en.integrity.whole]);
});

it('says how many lines were damaged, in the singular for one', () => {
  const damaged: Integrity = { ...whole, mark: 'damaged', damagedLines: 1 };
  expect(integritySentences(damaged, 3, en)).toEqual([
    'Noise on the line damaged 1 scan line. Read figures with care; ask the sender if in doubt.',
  ]);
});

it('says each way in which the end is missing, and what to do', () => {
  const partial: Integrity = { ...whole, mark: 'partial', missingLines: 40, endedEarly: true };
  expect(integritySentences(partial, 1, en)).toEqual([
    'The fax broke off before all of it had come.',
    'The sender announced 3 pages; 1 arrived.',
    '40 scan lines never arrived.',
    'Ask the sender to send it again if something is missing.',
  ]);
});

it('names blank pages also of a whole fax', () => {
  expect(integritySentences({ ...whole, blankPages: [2, 3] }, 3, en)).toEqual([
    en.integrity.whole,
    'Pages 2, 3 are blank: perhaps the sheets lay the wrong way round.',
  ]);
});
