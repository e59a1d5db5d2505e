import { expect, it } from 'vitest';

import { derValueAt, derValues } from './der.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');

it('reads values one after the other, by where they lie', () => {
  const list = bytes('0201 05 0400');
  expect(
    [...derValues(list, 0, list.length)].map(({ tag, content, end }) => [tag, content, end]),
  ).toEqual([
    [0x02, 2, 3],
    [0x04, 5, 5],
  ]);
});

it('reads long lengths', () => {
  const long = Buffer.concat([bytes('04 82 0100'), Buffer.alloc(256)]);
  expect(derValueAt(long, 0, long.length)).toMatchObject({ content: 4, end: 260 });
});

it.each([
  ['an indefinite length', '3080 0000'],
  ['a length longer than it need be', '048105 0102030405'],
  ['a length with a zero in front', '04820005 0102030405'],
  ['a length of more digits than anything has', '04850000000001 00'],
  ['a length behind the end', '0405 01'],
  ['no length', '04'],
  ['a tag of several bytes', '1f8101 00'],
])('refuses %s', (_, hex) => {
  const value = bytes(hex);
  expect(() => derValueAt(value, 0, value.length)).toThrow('no DER');
});
