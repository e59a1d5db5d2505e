import { beforeAll, describe, expect, it } from 'vitest';

import { blackShare, faxMaker, inkOf, type MakeFax } from '../../testing/faxes.ts';
import { Typefaces } from '../typeset/typefaces.ts';
import { decodeText } from './decode-text.ts';
import { layOutText } from './text-pages.ts';

let make: MakeFax;
beforeAll(async () => {
  make = await faxMaker();
});

describe('bytes are read as', () => {
  it.each([
    ['UTF-8', Buffer.from('Åäö'), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from('\uFEFFÅäö'), 'utf-8'],
    ['UTF-16', Buffer.from('\uFEFFÅäö', 'utf16le'), 'utf-16le'],
    ['UTF-16, the other order', Buffer.from('\uFEFFÅäö', 'utf16le').swap16(), 'utf-16be'],
    ['Latin-1, where they are no UTF-8', Buffer.from('Åäö', 'latin1'), 'windows-1252'],
  ])('%s', (_, bytes, encoding) => {
    expect(decodeText(bytes)).toEqual({ text: 'Åäö', encoding });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1])],
    ['noise', Uint8Array.from({ length: 300 }, (_, at) => (at * 7) % 31)],
    ['HTML', Buffer.from('\n<!DOCTYPE html><p>Hej')],
    ['XML', Buffer.from('<?xml version="1.0"?><a/>')],
    ['RTF', Buffer.from('{\\rtf1 Hej}')],
    ['PostScript', Buffer.from('%!PS-Adobe-3.0\nshowpage')],
  ])('no text: %s', (_, bytes) => {
    expect(decodeText(bytes)).toBeUndefined();
  });
});

describe('lines', () => {
  const layOut = async (text: string, shape = {}) => {
    const { faces } = await new Typefaces().document('mono');
    return layOutText(text, faces.mono, { columns: 10, lines: 3, maxPages: 5, ...shape });
  };

  it.each([
    ['are broken at spaces', 'one two three four', ['one two', 'three four']],
    ['are broken within a word that is too long', 'abcdefghijklm', ['abcdefghij', 'klm']],
    ['keep the columns of tabs', 'a\tb', ['a       b']],
    ['keep spaces', 'a   b', ['a   b']],
    ['lose control characters', 'a\u0007\u001B[1mb', ['ab']],
    ['end by CR LF, LF or CR', 'a\r\nb\nc\rd', ['a', 'b', 'c'], ['d']],
    ['have accents and letters as one', 'a\u030A', ['å']],
    ['begin a page at a form feed', 'a\fb', ['a'], ['b']],
    ['fill pages', 'a\nb\nc\nd', ['a', 'b', 'c'], ['d']],
    ['that are empty count, but not at the end', 'a\n\nb\n\n\n', ['a', '', 'b']],
  ])('%s', async (_, text, ...pages) => {
    expect((await layOut(text)).pages).toEqual(pages);
  });

  it('show a box for what the font doesn’t have', async () => {
    expect(await layOut('漢字 a')).toEqual({ pages: [['□□ a']], replaced: 2 });
  });

  it('too-many-pages', async () => {
    await expect(layOut('a\f'.repeat(6) + 'b')).rejects.toMatchObject({ code: 'too-many-pages' });
  });
});

it('plain text becomes A4 pages with margins, solid black', async () => {
  const text = 'Vårdcentralen Åby, æøå ÆØÅ é €\n'.repeat(70);
  const { rasters, pages, sources } = await make([Buffer.from(text)]);
  const ink = inkOf(rasters[0]!);
  expect(pages).toHaveLength(2);
  expect(pages[0]).toMatchObject({ height: 2291, halftoned: 0 });
  expect(sources).toEqual([
    { kind: 'text', pages: 2, truncated: false, encoding: 'utf-8', replacedCharacters: 0 },
  ]);
  expect(ink.left).toBeGreaterThan(120);
  expect(ink.top).toBeGreaterThan(110);
  expect(ink.bottom).toBeLessThan(2291 - 110);
});

it('every letter is drawn', async () => {
  const letters = 'abcdefghijklmnopqrstuvwxyzåäöæøéABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖÆØÉ0123456789';
  const { rasters } = await make([Buffer.from(Array.from(letters).join('\f'))]);
  const ink = rasters.map((page) =>
    blackShare(page, { left: 140, top: 130, width: 30, height: 50 }),
  );
  const missing = Array.from(letters).filter((_, at) => ink[at] === 0);
  expect(missing).toEqual([]);
});
