import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { bytesOf, EOL, rowsInOneDimension, run } from '../testing/g3-encoder.ts';
import { anyRaster, raster } from '../testing/raster.ts';
import { decodeStrip, type Coding } from './decode-strip.ts';
import { encodeG4 } from './encode-g4.ts';

const CODINGS: Coding[] = ['g3-1d', 'g3-2d', 'g4', 'mh-aligned'];
const PAGE = raster('..##....####', '..##....####', '####....#...', '............');
const [ROW_0 = '', ROW_1 = '', ROW_2 = '', ROW_3 = ''] = rowsInOneDimension(PAGE);
const RTC = EOL.repeat(6);
/** A white row of 12 pixels in each coding. */
const WHITE_ROW: Record<Coding, string> = {
  'g3-1d': `${EOL}${run(12, false)}`,
  'g3-2d': `${EOL}1${run(12, false)}`,
  g4: '1',
  'mh-aligned': `${run(12, false)}00`,
};
const NO_WORD = '0000 0000 1';

const decode = (coding: Coding, coded: Uint8Array, rows = PAGE.height) =>
  decodeStrip(coded, { coding, columns: PAGE.width, rows, exact: true });

describe.each(CODINGS)('%s', (coding) => {
  it('ends for any bytes, with rows within the bound', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 0, max: 50 }),
        (bytes, columns, rows) => {
          const strip = decodeStrip(bytes, { coding, columns, rows, exact: true });
          expect(strip.height).toBeLessThanOrEqual(rows);
          expect(strip.damagedRows.every((row) => row < strip.height)).toBe(true);
        },
      ),
    );
  });

  it('refuses a page of unknown height that has more rows than allowed', () => {
    const coded = bytesOf(WHITE_ROW[coding].repeat(64));
    const shape = { coding, columns: 12, rows: 20, exact: false };
    expect(() => decodeStrip(coded, shape)).toThrow(
      expect.objectContaining({ code: 'too-many-pixels' }),
    );
  });
});

describe('G3', () => {
  it('reads rows behind their EOLs up to the RTC', () => {
    const coded = bytesOf(EOL, ROW_0, EOL, ROW_1, EOL, ROW_2, EOL, ROW_3, RTC);
    expect(decode('g3-1d', coded)).toMatchObject({
      rows: PAGE.rows,
      strict: true,
      endOfBlock: true,
    });
  });

  it('skips fill bits before an EOL', () => {
    const coded = bytesOf(EOL, ROW_0, '000000', EOL, ROW_1, '0000', EOL, ROW_2, EOL, ROW_3, EOL);
    expect(decode('g3-1d', coded)).toMatchObject({
      rows: PAGE.rows,
      strict: true,
      damagedRows: [],
    });
  });

  it('reads any page', () => {
    fc.assert(
      fc.property(anyRaster(2700, 6), (page) => {
        const coded = bytesOf(...rowsInOneDimension(page).map((row) => EOL + row), RTC);
        const shape = {
          coding: 'g3-1d',
          columns: page.width,
          rows: page.height,
          exact: true,
        } as const;
        expect(decodeStrip(coded, shape)).toMatchObject({ ...page, damagedRows: [] });
      }),
    );
  });

  it('finds its way at the next EOL behind a damaged row, which keeps its runs up to the fault', () => {
    const coded = bytesOf(
      EOL,
      ROW_0,
      EOL,
      run(2, false),
      run(2, true),
      NO_WORD,
      EOL,
      ROW_2,
      EOL,
      ROW_3,
      RTC,
    );
    const strip = decode('g3-1d', coded);
    expect(strip.damagedRows).toEqual([1]);
    expect(strip.rows).toEqual(
      raster('..##....####', '..##........', '####....#...', '............').rows,
    );
  });

  it('calls a row damaged that is longer than the page is wide', () => {
    const coded = bytesOf(
      EOL,
      run(4, false),
      run(20, true),
      EOL,
      ROW_1,
      EOL,
      ROW_2,
      EOL,
      ROW_3,
      RTC,
    );
    expect(decode('g3-1d', coded).damagedRows).toEqual([0]);
  });

  it('calls a row damaged that is followed by anything but an EOL', () => {
    const coded = bytesOf(EOL, ROW_0, '1011', EOL, ROW_1, EOL, ROW_2, EOL, ROW_3, RTC);
    expect(decode('g3-1d', coded)).toMatchObject({ damagedRows: [0], height: 4, strict: false });
  });

  it('takes two EOLs with nothing between them for a row that was lost', () => {
    const coded = bytesOf(EOL, ROW_0, EOL, EOL, ROW_2, EOL, ROW_3, RTC);
    expect(decode('g3-1d', coded)).toMatchObject({ damagedRows: [1], height: 4 });
  });

  it('leaves out the row in which the data end', () => {
    const coded = bytesOf(EOL, ROW_0, EOL, ROW_1, EOL, '0111 11 1000');
    expect(decode('g3-1d', coded)).toMatchObject({ height: 2, damagedRows: [], strict: false });
  });

  it('reads a first row without EOL, which not every decoder will', () => {
    const coded = bytesOf(ROW_0, EOL, ROW_1, EOL, ROW_2, EOL, ROW_3, EOL);
    expect(decode('g3-1d', coded)).toMatchObject({ rows: PAGE.rows, strict: false });
  });

  it('reads rows without any EOL, which not every decoder will', () => {
    const coded = bytesOf(ROW_0, ROW_1, ROW_2, run(12, false));
    expect(decode('g3-1d', coded)).toMatchObject({ rows: PAGE.rows, strict: false });
  });

  it('calls rows damaged that refer to a damaged row, up to the next one-dimensional one', () => {
    const same = '1'.repeat(5); // V0 for each change of row 0, and for the edge
    const coded = bytesOf(
      `${EOL}1${run(2, false)}${NO_WORD}`,
      `${EOL}0${same}`,
      `${EOL}1${ROW_2}`,
      `${EOL}0${'1'.repeat(4)}`,
    );
    expect(decode('g3-2d', coded).damagedRows).toEqual([0, 1]);
  });
});

describe('G4', () => {
  it('keeps the rows before a broken one and stops there', () => {
    const good = raster('..##....####', '..##....####');
    const bits = [...encodeG4(good)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const withoutEnd = bits.slice(0, bits.lastIndexOf(EOL + EOL));
    const strip = decode('g4', bytesOf(withoutEnd, NO_WORD.repeat(4)));
    expect(strip).toMatchObject({ height: 2, rows: good.rows, strict: false });
  });

  it('says that uncompressed mode is used', () => {
    expect(decode('g4', bytesOf('1 0000001111 0101 0101 0101'))).toMatchObject({
      height: 1,
      uncompressedMode: true,
    });
  });

  it('reads an empty run inside of a row, which not every decoder reads alike', () => {
    const horizontal = `001${run(4, false)}${run(0, true)}`;
    const strip = decode('g4', bytesOf(horizontal, '1'), 1);
    expect(strip).toMatchObject({ height: 1, rows: new Uint8Array(2), strict: false });
  });

  it('is whole without EOFB when all rows are there', () => {
    const white = bytesOf('1111');
    expect(decode('g4', white)).toMatchObject({ height: 4, strict: true, endOfBlock: false });
  });
});
