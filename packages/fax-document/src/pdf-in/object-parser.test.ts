import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Spending } from './bounds.ts';
import { ObjectParser } from './object-parser.ts';
import { leafText } from './object-text.ts';
import { PdfRef, PdfString, type PdfValue } from './pdf-value.ts';

const parse = (text: string) => {
  const bytes = Buffer.from(text, 'latin1');
  return new ObjectParser(bytes, new Spending(bytes.length)).at(0);
};

describe('values by ISO 32000-1 clause 7.3', () => {
  it.each<[string, PdfValue]>([
    ['true', true],
    ['false ', false],
    ['null', null],
    ['42', 42],
    ['+17', 17],
    ['-98', -98],
    ['34.5', 34.5],
    ['-.002', -0.002],
    ['4.', 4],
    ['0000000042', 42],
    ['/Name', 'Name'],
    ['/A#20B', 'A B'],
    ['/#4aava#53cript', 'JavaScript'],
    ['/', ''],
    ['12 0 R', new PdfRef(12)],
    ['[1 2 3 0 R(a)]', [1, 2, new PdfRef(3), new PdfString('(a)')]],
    ['(a(b)\\)c)', new PdfString('(a(b)\\)c)')],
    ['<48 65\n6c>', new PdfString('<48656c>')],
    [
      '<</A 1/B[/C<</D 2>>]>>',
      new Map<string, PdfValue>([
        ['A', 1],
        ['B', ['C', new Map([['D', 2]])]],
      ]),
    ],
    ['% comment\n7', 7],
    ['<</A%comment\n1>>', new Map([['A', 1]])],
  ])('%s', (text, value) => {
    expect(parse(text)?.value).toEqual(value);
  });
});

describe('what is written wrongly is read as others read it, and is not regular', () => {
  it.each<[string, PdfValue]>([
    ['--5', -5],
    ['1.2.3', 1.2],
    ['5-3', 5],
    ['-', -0],
    ['[1 word 2]', [1, null, 2]],
    ['<</A/B/C>>', new Map<string, PdfValue>([['A', 'B']])],
    [
      '<</A 1 2/B 3>>',
      new Map([
        ['A', 1],
        ['B', 3],
      ]),
    ],
    ['<</A[1 2>>', new Map([['A', [1, 2]]])],
    ['[1 2 endobj', [1, 2]],
    ['<</A 1 endobj', new Map([['A', 1]])],
    ['<4x>', new PdfString('<4>')],
  ])('%s', (text, value) => {
    expect(parse(text)).toMatchObject({ value, regular: false });
  });
});

describe('what can’t be read is no value', () => {
  it.each([
    '',
    '>>',
    ']',
    'endobj',
    '(a',
    '<48',
    '[1 2',
    '<</A 1',
    '['.repeat(200),
    `/${'a'.repeat(2000)}`,
  ])('%s', (text) => {
    expect(parse(text)).toBeUndefined();
  });
});

it('any bytes are read within bounds', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...Array.from('<>[]()/ R0123.-#aobjendstream%\n')) }),
      (text) => {
        expect((parse(text)?.end ?? 0) <= text.length).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});

it('names and numbers are read as they were written', () => {
  const name = fc.string({
    unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)),
  });
  const decimal = fc
    .double({ min: -1e6, max: 1e6, noNaN: true })
    .map((value) => Number(value.toFixed(5)));
  fc.assert(
    fc.property(fc.oneof(name, decimal), (value) => {
      expect(parse(leafText(value))?.value).toEqual(value === 0 ? 0 : value);
    }),
  );
});
