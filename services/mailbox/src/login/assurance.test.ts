import { expect, it } from 'vitest';

import { acrAsked, isGoodEnough, levelOf, parseLevels, type AssuranceConfig } from './assurance.ts';

const sambi = 'http://id.sambi.se/loa/loa';
const connect = 'http://id.elegnamnden.se/loa/1.0/';
const configOf = (changes: Partial<AssuranceConfig> & { readonly loa?: string } = {}) => ({
  acr: [`${sambi}3`],
  levels: parseLevels(changes.loa ?? '') ?? new Map(),
  unsaid: null,
  ...changes,
});

it.each([
  [`${sambi}3`, 'LoA3'],
  [`${connect}loa4`, 'LoA4'],
  [`${connect}uncertified-loa3`, null],
  ['urn:example:substantial', 'LoA3'],
  ['anything', null],
  [undefined, null],
])('the acr %s is %s', (acr, level) => {
  expect(levelOf(configOf({ loa: 'LoA3=urn:example:substantial' }), acr)).toBe(level);
});

it('a login of which nothing is said is what the operator says that it is', () => {
  const config = configOf({ unsaid: 'LoA3' });
  expect([levelOf(config, undefined), levelOf(config, 'anything')]).toEqual(['LoA3', null]);
});

it.each(['LoA5=urn:x', 'LoA3', 'LoA3:urn:x', 'urn:x=LoA3', 'LoA3='])(
  'levels are not written as %s',
  (text) => {
    expect(parseLevels(text)).toBeUndefined();
  },
);

it('a stronger login asks for that level and those above it, any other for what is usual', () => {
  expect(acrAsked(configOf(), null)).toEqual([`${sambi}3`]);
  expect(acrAsked(configOf({ loa: 'LoA4=urn:high' }), 'LoA4')).toEqual([
    `${sambi}4`,
    `${connect}loa4`,
    'urn:high',
  ]);
});

it('no login asks for less than what is usual, whatever its address says', () => {
  expect(acrAsked(configOf(), 'LoA1')).toEqual(acrAsked(configOf(), 'LoA3'));
  const unknown = configOf({ acr: ['urn:usual'] });
  expect(acrAsked(unknown, 'LoA4')).toEqual(['urn:usual']);
});

it.each([
  ['what is usual', null, `${sambi}3`, true],
  ['a level above it that nobody asked for', null, `${sambi}4`, false],
  ['a level below it', null, `${sambi}2`, false],
  ['a level below it that was asked for', 'LoA2', `${sambi}2`, false],
  ['the stronger one that was asked for', 'LoA4', `${sambi}4`, true],
  ['what is usual, though a stronger one was asked for', 'LoA4', `${sambi}3`, true],
] as const)('whether a login may be, with %s', (_what, asked, said, may) => {
  expect(isGoodEnough(configOf(), asked, said)).toBe(may);
});
