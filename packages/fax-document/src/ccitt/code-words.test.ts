import { describe, expect, it } from 'vitest';

import { BLACK_CODES, MODE_CODES, WHITE_CODES } from './code-words.ts';

const EOL_PREFIX = '00000000000';

describe.each([
  ['white runs', WHITE_CODES.map(([, bits]) => bits)],
  ['black runs', BLACK_CODES.map(([, bits]) => bits)],
  ['modes', [MODE_CODES.pass, MODE_CODES.horizontal, MODE_CODES.extension, ...MODE_CODES.vertical]],
])('code words of %s', (_, words) => {
  it('are no beginnings of each other', () => {
    const clashes = words.filter((word, i) =>
      words.some((other, j) => i !== j && other.startsWith(word)),
    );
    expect(clashes).toEqual([]);
  });

  it('can never be taken for an EOL', () => {
    expect(words.filter((word) => word.includes(EOL_PREFIX))).toEqual([]);
  });
});

it('runs of each colour have 104 code words: 64 terminating, 27 and 13 make-up', () => {
  const lengths = [
    ...Array.from({ length: 64 }, (_, i) => i),
    ...Array.from({ length: 40 }, (_, i) => 64 + i * 64),
  ];
  expect(WHITE_CODES.map(([run]) => run)).toEqual(lengths);
  expect(BLACK_CODES.map(([run]) => run)).toEqual(lengths);
});
