import { describe, expect, it } from 'vitest';

import { csvOf } from './csv.ts';

describe('comma-separated values', () => {
  it('have a line a row, semicolons between cells and numbers as they are', () => {
    expect(
      csvOf([
        ['to', 'faxed'],
        ['Vårdcentralen', 12],
      ]),
    ).toBe('to;faxed\r\nVårdcentralen;12\r\n');
  });

  it.each(['=HYPERLINK("http://evil")', '+46812345678', '-1+2', '@SUM(A1)', '\t=1', '\r=1'])(
    'never hold a formula (%j)',
    (text) => {
      expect(csvOf([[text]])).toMatch(/^"?'/);
    },
  );

  it('keep semicolons, quotes and line breaks within a cell', () => {
    expect(csvOf([['a;b', 'say "a"', 'one\ntwo']])).toBe('"a;b";"say ""a""";"one\ntwo"\r\n');
  });
});
