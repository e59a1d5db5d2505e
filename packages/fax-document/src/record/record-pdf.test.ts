/** A record's words and picture, and ISO 19005-2 by clause. */
import { inflateSync } from 'node:zlib';

import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRawStream,
  PDFRef,
  type PDFObject,
} from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../limits.ts';
import { wrapTiff } from '../pdf/wrap-tiff.ts';
import { loadPdfium } from '../render/pdfium.ts';
import { askTool } from '../testing/debian-tools.ts';
import { faxMaker } from '../testing/faxes.ts';
import { soundPages } from '../testing/judge-pdf.ts';
import { sample } from '../testing/samples.ts';
import { Typefaces } from '../to-fax/typeset/typefaces.ts';
import { recordPdf } from './record-pdf.ts';
import type { RecordSheet } from './record-sheet.ts';

const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

let make: (some?: Partial<RecordSheet>) => Promise<Uint8Array>;
let pdf: Uint8Array;
let file: PDFDocument;
beforeAll(async () => {
  const tools = {
    pdfium: await loadPdfium(),
    typefaces: new Typefaces(),
    limits: DEFAULT_LIMITS,
  };
  const { tiff } = await (await faxMaker())([sample('sp-3pages.tif')]);
  const record: RecordSheet = {
    title: 'Kvitto',
    organisation: 'Exempelkommun',
    language: 'sv-SE',
    time: new Date('2026-11-22T07:41:00Z'),
    rows: [
      { label: 'Till', value: '031-390 06 01', strong: true },
      { label: 'Resultat', value: 'Framme: mottagarens maskin tog emot allt.' },
      { label: 'SHA-256', value: hash, isCode: true },
    ],
    picture: wrapTiff(tiff),
    events: {
      title: 'Händelser',
      entries: [{ label: '08:41:00', lines: ['Upptaget.', 'Operatören sade'] }],
    },
    pageWords: { page: 'Sida', of: 'av' },
    notice: { title: 'Om kvittot', paragraphs: ['Operatörens uppgifter.'] },
  };
  make = (some = {}) => recordPdf(tools, { ...record, ...some });
  pdf = await make();
  file = await PDFDocument.load(pdf, { updateMetadata: false });
});

const textOf = (bytes: Uint8Array): string =>
  askTool('pdftotext', ['-layout', 'in.pdf', '-'], { 'in.pdf': bytes });

const objects = (): PDFObject[] => file.context.enumerateIndirectObjects().map(([, each]) => each);
const dictionaries = (): PDFDict[] =>
  objects().flatMap((each) =>
    each instanceof PDFDict ? [each] : each instanceof PDFRawStream ? [each.dict] : [],
  );
const named = (dictionary: PDFDict, key: string): string =>
  dictionary.get(PDFName.of(key))?.toString() ?? '';

describe('a record', () => {
  it('says its facts, what happened and what it is good for, as text', () => {
    const text = textOf(pdf);
    for (const part of [
      'Kvitto',
      'Exempelkommun',
      'Sida 1 av 1',
      '031-390 06 01',
      hash,
      '08:41:00',
      'Upptaget.',
    ])
      expect(text).toContain(part);
    expect(text).toContain('Operatörens uppgifter.');
  });

  it('shows the first page as a picture, and is sound to other readers', () => {
    expect(soundPages(pdf)).toBe(1);
    const image = dictionaries().find((each) => named(each, 'Subtype') === '/Image');
    expect(image && named(image, 'Width')).toBe('600');
  });

  it('goes on over as many pages as its events need', async () => {
    const entries = Array.from({ length: 200 }, (_, at) => ({
      label: `08:${at}`,
      lines: [`Händelse ${at}`, 'Operatören sade'],
    }));
    const long = await make({ events: { title: 'Händelser', entries } });
    expect(soundPages(long)).toBeGreaterThan(3);
    expect(textOf(long)).toContain('Händelse 199');
    const pages = soundPages(long);
    for (const page of [1, 2, pages]) expect(textOf(long)).toContain(`Sida ${page} av ${pages}`);
  });

  it('is always the same bytes for the same facts', async () => {
    expect(Buffer.compare(await make(), pdf)).toBe(0);
  });

  it.each([
    [{ title: 'x'.repeat(2001) }],
    [{ time: new Date(Number.NaN) }],
    [{ language: 'svenska?' }],
    [{ rows: Array.from({ length: 41 }, () => ({ label: 'a', value: 'b' })) }],
  ])('refuses what no record holds: %#', async (some) => {
    await expect(make(some)).rejects.toMatchObject({ code: 'bad-options' });
  });
});

describe('ISO 19005-2', () => {
  it('6.1.2 header: %PDF-1.n, then a comment of four bytes above 127', () => {
    expect(Buffer.from(pdf).toString('latin1', 0, 10)).toBe('%PDF-1.7\n%');
    expect(pdf.subarray(10, 14).every((byte) => byte > 127)).toBe(true);
  });

  it('6.1.3 trailer: an identifier of two strings, no encryption', () => {
    const { ID, Encrypt } = file.context.trailerInfo;
    expect(ID?.toString()).toMatch(/^\[ <[0-9a-f]{32}> <[0-9a-f]{32}> \]$/i);
    expect(Encrypt).toBeUndefined();
  });

  it('6.2.3 output intent: one, grey', () => {
    const [intent] = file.catalog.lookup(PDFName.of('OutputIntents'), PDFArray).asArray();
    const dictionary = file.context.lookup(intent, PDFDict);
    expect(named(dictionary, 'S')).toBe('/GTS_PDFA1');
    const profile = file.context.lookup(dictionary.get(PDFName.of('DestOutputProfile')));
    expect(profile instanceof PDFRawStream && named(profile.dict, 'N')).toBe('1');
  });

  it('6.2.4.3 colours: DeviceGray alone', () => {
    const drawn = contents();
    expect(drawn).toMatch(/ g\n/);
    expect(drawn).not.toMatch(/\d (?:rg|RG|k|K|cs|CS|sc|scn)\s/);
    const spaces = dictionaries().map((each) => named(each, 'ColorSpace'));
    expect(new Set(spaces.filter(Boolean))).toEqual(new Set(['/DeviceGray']));
  });

  it('6.2.11.4 fonts: every one embedded, 6.2.11.3 with its glyphs mapped', () => {
    const descendants = dictionaries().filter((each) => named(each, 'Subtype') === '/CIDFontType2');
    expect(descendants.length).toBe(3);
    for (const each of descendants) expect(named(each, 'CIDToGIDMap')).toBe('/Identity');
    const descriptors = dictionaries().filter((each) => named(each, 'Type') === '/FontDescriptor');
    expect(descriptors.length).toBe(3);
    for (const each of descriptors)
      expect(each.get(PDFName.of('FontFile2'))).toBeInstanceOf(PDFRef);
    const simple = dictionaries().filter((each) => named(each, 'Subtype') === '/Type1');
    expect(simple).toEqual([]);
  });

  it('6.3, 6.5, 6.8 nothing that acts, is filled in or attached, 6.2.10 nothing transparent', () => {
    // pages have a list of annotations, with nothing in it
    const all = dictionaries().map(String).join('\n').replaceAll('/Annots [ ]', '');
    for (const key of ['/JS', '/AA', '/OpenAction', '/Annots', '/AcroForm', '/EmbeddedFiles'])
      expect(all).not.toContain(`${key} `);
    for (const key of ['/SMask', '/BM ', '/CA ', '/ca ']) expect(all).not.toContain(key);
  });

  it('6.6 metadata: not packed, part 2 level B, the same as in the Info dictionary', () => {
    const metadata = file.context.lookup(file.catalog.get(PDFName.of('Metadata')));
    if (!(metadata instanceof PDFRawStream)) throw new Error('no metadata');
    expect(metadata.dict.get(PDFName.of('Filter'))).toBeUndefined();
    const packet = Buffer.from(metadata.contents).toString();
    expect(packet).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(packet).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
    expect(packet).toContain('xmp:CreateDate="2026-11-22T07:41:00Z"');
    expect(packet).toContain('>Kvitto</rdf:li>');
    expect(file.getTitle()).toBe('Kvitto');
    expect(file.getCreationDate()?.toISOString()).toBe('2026-11-22T07:41:00.000Z');
    expect(file.getCreator()).toBe('fax-document');
  });
});

/** What all pages draw. */
function contents(): string {
  return file
    .getPages()
    .flatMap(({ node }) => {
      const content = node.get(PDFName.of('Contents'));
      const parts = content instanceof PDFArray ? content.asArray() : [content];
      return parts.map((part) => file.context.lookup(part));
    })
    .filter((each) => each instanceof PDFRawStream)
    .map((each) => inflateSync(each.contents).toString('latin1'))
    .join('\n');
}
