/** ISO 19005-2 clause 6.2.11 and level U, by the bytes of a file with text. */
import { inflateSync } from 'node:zlib';

import { beforeAll, describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../limits.ts';
import { readPdf, streamWith, type PdfStructure } from '../testing/pdf-structure.ts';
import { linesOf, pageOf, recognitionOf } from '../testing/recognitions.ts';
import { sample } from '../testing/samples.ts';
import { glyphlessFont } from '../text-layer/glyphless-font.ts';
import { tiffToPdf } from './tiff-to-pdf.ts';

const RECOGNITION = recognitionOf(
  pageOf(linesOf('Patient: Östen Sjöström 📠')),
  { outcome: 'blank', turn: 0, confidence: 0, lines: [] },
  pageOf(linesOf('värk'), 180),
);

let file: PdfStructure;
let texts: readonly string[];
let pdfA: string | undefined;
beforeAll(async () => {
  const converted = await tiffToPdf(sample('sp-3pages.tif'), DEFAULT_LIMITS, {}, RECOGNITION);
  ({ pdfA } = converted);
  file = readPdf(converted.pdf);
  texts = [...file.objects.values()];
});

const objectWith = (entry: string): string => texts.find((text) => text.includes(entry)) ?? '';
const font = (): string => objectWith('/Subtype/Type0');
const cidFont = (): string => objectWith('/Subtype/CIDFontType2');
const descriptor = (): string => objectWith('/Type/FontDescriptor');

/** What the object of a reference in `text` holds: a stream's bytes, inflated. */
function streamOf(text: string, entry: string): Buffer {
  const number = Number(new RegExp(String.raw`${entry} (\d+) 0 R`).exec(text)?.[1]);
  return inflateSync(file.streams.get(number)?.bytes ?? '');
}

/** The content of pages that have text. */
const contents = (): readonly string[] =>
  [...file.streams.values()]
    .filter(({ dictionary }) => /^<<\/Filter\/FlateDecode\/Length \d+>>$/.test(dictionary))
    .map(({ bytes }) => inflateSync(bytes).toString('latin1'))
    .filter((content) => content.includes(' Tj'));

/** All codes that are shown. */
const codes = (): readonly number[] =>
  contents().flatMap((content) =>
    [...content.matchAll(/<([0-9a-f]+)> Tj/g)].flatMap(([, digits = '']) =>
      (digits.match(/.{4}/g) ?? []).map((code) => Number.parseInt(code, 16)),
    ),
  );

/** The characters of all codes, as ToUnicode has them. */
function unicodes(): ReadonlyMap<number, string> {
  const cmap = streamOf(font(), '/ToUnicode').toString('latin1');
  const blocks = [...cmap.matchAll(/beginbfchar\n(.*?)endbfchar/gs)].map(([, block]) => block);
  const mapping = /^<([0-9a-f]{4})><((?:[0-9a-f]{4})+)>$/gm;
  return new Map(
    [...blocks.join('').matchAll(mapping)].map(([, code = '', digits = '']) => [
      Number.parseInt(code, 16),
      Buffer.from(digits, 'hex').swap16().toString('utf16le'),
    ]),
  );
}

it('says that it is PDF/A-2u (6.6.4), in the language of the text', () => {
  expect(pdfA).toBe('2u');
  const packet = streamWith(file, '/Subtype/XML').bytes.toString('utf8');
  expect(packet).toContain(
    '<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>U</pdfaid:conformance>',
  );
  expect(packet).toContain('<rdf:li>sv</rdf:li>');
  expect(objectWith('/Type/Catalog')).toContain('/Lang(sv)');
});

it('6.2.2 a page with text has the font among its own resources, one without has none', () => {
  const pages = texts.filter((text) => text.startsWith('<</Type/Page/'));
  expect(pages.map((text) => /\/Font<<\/Text \d+ 0 R>>/.test(text))).toEqual([true, false, true]);
});

it('text is shown neither filled nor stroked: render mode 3', () => {
  expect(contents()).toHaveLength(2);
  for (const content of contents()) {
    expect(content).toMatch(/^q [^q]* cm \/Fax Do Q\nq [^q]* cm BT 3 Tr\n/);
    expect(content.match(/ Tr\b/g)).toHaveLength(1);
    expect(content).toMatch(/ET Q\n$/);
  }
});

it('6.2.11.2 fonts have their Type, Subtype and BaseFont, and the descriptor the same name', () => {
  expect(font()).toMatch(/^<<\/Type\/Font\/Subtype\/Type0\/BaseFont\/GlyphLess\//);
  expect(cidFont()).toMatch(/^<<\/Type\/Font\/Subtype\/CIDFontType2\/BaseFont\/GlyphLess\//);
  expect(descriptor()).toContain('/FontName/GlyphLess/');
});

it('6.2.11.3.1 with Identity-H any character collection will do, and one is named', () => {
  expect(font()).toContain('/Encoding/Identity-H/');
  expect(cidFont()).toContain('/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>');
});

it('6.2.11.3.2 the CIDFont has a CIDToGIDMap, with a glyph for every code', () => {
  const map = streamOf(cidFont(), '/CIDToGIDMap');
  expect(map.length).toBe(2 * (unicodes().size + 1));
  for (const code of codes()) expect(map.readUInt16BE(2 * code)).toBe(1);
});

it('6.2.11.3.3 the CMap is a predefined one, and so is no stream', () => {
  expect(font()).not.toMatch(/\/Encoding \d/);
});

it('6.2.11.4.1 the font program is embedded, as long as it says', () => {
  const number = Number(/\/FontFile2 (\d+) 0 R/.exec(descriptor())?.[1]);
  const program = file.streams.get(number);
  expect(program?.dictionary).toContain(`/Length1 ${glyphlessFont().length}/`);
  expect(inflateSync(program?.bytes ?? '')).toEqual(Buffer.from(glyphlessFont()));
});

it('6.2.11.4.2 the font is no subset, and so has neither a prefix nor a CIDSet', () => {
  expect(descriptor()).not.toContain('+');
  expect(descriptor()).not.toContain('/CIDSet');
});

it('6.2.11.5 the widths are those of the font program', () => {
  const width = Number(/\/DW (\d+)/.exec(cidFont())?.[1]);
  expect(cidFont()).not.toContain('/W[');
  // glyphless-font.test.ts: both glyphs move on by 500 of 1000 units.
  expect(width).toBe(500);
});

it('6.2.11.6 the font is symbolic, and its program has one symbolic encoding', () => {
  const SYMBOLIC = 4;
  const NONSYMBOLIC = 32;
  const flags = Number(/\/Flags (\d+)/.exec(descriptor())?.[1]);
  expect(flags & SYMBOLIC).toBe(SYMBOLIC);
  expect(flags & NONSYMBOLIC).toBe(0);
});

describe('6.2.11.7 every code has a character', () => {
  it('in ToUnicode, one for each', () => {
    const known = unicodes();
    expect(new Set(codes()).size).toBeGreaterThan(15);
    for (const code of codes()) expect(known.get(code)).toMatch(/^.$/su);
    expect(new Set(known.values()).size).toBe(known.size);
    expect([...known.values()]).toContain('📠');
  });

  it('which is never U+0000, U+FEFF or U+FFFE, whatever the text has', async () => {
    const hostile = recognitionOf(pageOf(linesOf('a\u0000b\uFEFFc\uFFFEd\uD83De')));
    const { pdf } = await tiffToPdf(sample('sp-3pages.tif'), DEFAULT_LIMITS, {}, hostile);
    file = readPdf(pdf);
    texts = [...file.objects.values()];
    expect([...unicodes().values()].join('')).toBe(' abcde');
  });
});

it('6.2.11.8 .notdef is never shown', () => {
  expect(codes()).not.toContain(0);
});

it('6.1.13 strings of a page full of text are below 32 768 bytes, numbers have no exponents', async () => {
  const long = recognitionOf(pageOf(linesOf(...Array.from({ length: 40 }, () => 'ö'.repeat(256)))));
  const { pdf } = await tiffToPdf(sample('sp-3pages.tif'), DEFAULT_LIMITS, {}, long);
  file = readPdf(pdf);
  const [content = ''] = contents();
  for (const [, digits = ''] of content.matchAll(/<([0-9a-f]+)>/g)) {
    expect(digits.length / 2).toBeLessThan(32_768);
  }
  expect(content).not.toMatch(/\d[eE][-+]?\d/);
});

it('with text of no page it is PDF/A-2u as well, without a font', async () => {
  const none = recognitionOf(pageOf([]));
  const converted = await tiffToPdf(sample('sp-3pages.tif'), DEFAULT_LIMITS, {}, none);
  expect(converted.pdfA).toBe('2u');
  expect([...readPdf(converted.pdf).objects.values()].join('')).not.toContain('/Font');
});
