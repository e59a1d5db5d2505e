/** ISO 19005-2 clauses 6.1 to 6.5 and 6.8 to 6.11, each by the bytes of a whole file. */
import { inflateSync } from 'node:zlib';

import { PDFDocument, PDFName } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';

import { encodeG4 } from '../ccitt/encode-g4.ts';
import { rowBytes } from '../ccitt/row-sink.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { readPdf, streamWith, type PdfStructure } from '../testing/pdf-structure.ts';
import { FULL_METADATA } from '../testing/received.ts';
import { sample } from '../testing/samples.ts';
import { buildTiff } from '../testing/tiff-builder.ts';
import { greyProfile } from './grey-profile.ts';
import { tiffToPdf } from './tiff-to-pdf.ts';

let pdf: Buffer;
let file: PdfStructure;
/** All that is not a stream's content: dictionaries, arrays, the trailer. */
let texts: readonly string[];
beforeAll(async () => {
  const converted = await tiffToPdf(sample('sp-3pages.tif'), DEFAULT_LIMITS, FULL_METADATA);
  pdf = Buffer.from(converted.pdf);
  file = readPdf(pdf);
  const dictionaries = [...file.streams.values()].map(({ dictionary }) => dictionary);
  texts = [...file.objects.values(), ...dictionaries, file.trailer];
});

const objectOf = (type: string): string =>
  texts.find((text) => text.startsWith(`<</Type/${type}/`)) ?? '';

/** What is written in all that is no stream's content, but for the words in literal strings. */
const tokens = (kind: RegExp): readonly string[] =>
  texts.flatMap((text) =>
    [...text.replaceAll(/\([^)]*\)/g, '()').matchAll(kind)].map(([token]) => token),
  );

describe('6.1.2 file header', () => {
  it('is %PDF-1.n at byte 0, then a comment of four bytes above 127', () => {
    expect(pdf.toString('latin1', 0, 10)).toBe('%PDF-1.7\n%');
    expect(pdf.subarray(10, 14).every((byte) => byte > 127)).toBe(true);
    expect(pdf[14]).toBe(0x0a);
  });
});

describe('6.1.3 file trailer', () => {
  it('has an ID of two strings of 16 bytes', () => {
    expect(file.trailer).toMatch(/\/ID\[<[0-9a-f]{32}><[0-9a-f]{32}>\]/);
  });

  it('is not encrypted', () => {
    expect(file.trailer).not.toContain('/Encrypt');
  });

  it('ends the file: one end-of-line behind %%EOF, and nothing else', () => {
    expect(pdf.toString('latin1', pdf.length - 7)).toBe('\n%%EOF\n');
    expect(pdf.indexOf('startxref')).toBe(pdf.lastIndexOf('startxref'));
  });
});

describe('6.1.4 cross-reference', () => {
  it('finds every object where it is, and the file has no other', () => {
    const last = file.objects.size + file.streams.size;
    expect(file.trailer).toContain(`/Size ${last + 1}/`);
    const found = [...file.objects.keys(), ...file.streams.keys()].toSorted((a, b) => a - b);
    expect(found).toEqual(Array.from({ length: last }, (_, index) => index + 1));
  });

  it('refers to no object that is not there', () => {
    const referred = tokens(/\d+ 0 R/g).map((token) => Number.parseInt(token, 10));
    const known = new Set([...file.objects.keys(), ...file.streams.keys()]);
    expect(referred.length).toBeGreaterThan(10);
    expect(referred.filter((number) => !known.has(number))).toEqual([]);
  });
});

it('6.1.6 hexadecimal strings have an even number of digits', () => {
  const strings = tokens(/(?<!<)<(?!<)[^>]*>/g);
  expect(strings.length).toBeGreaterThan(2);
  for (const string of strings) expect(string).toMatch(/^<([0-9a-f]{2})+>$/);
});

it('6.1.7.1 and 6.1.9 streams and objects have their keywords on lines of their own', () => {
  // `readPdf` takes nothing else; here: that it does see a byte too many.
  const at = pdf.indexOf('\nendstream');
  const longer = Buffer.concat([pdf.subarray(0, at), Buffer.from(' '), pdf.subarray(at)]);
  expect(file.streams.size).toBeGreaterThan(6);
  expect(() => readPdf(longer)).toThrow(/stream/);
});

it('6.1.7.2 filters are those of PDF, without LZW and Crypt', () => {
  const filters = new Set(tokens(/\/Filter[^\]>]*?(?=\/[A-Z][A-Za-z]+[ <]|$)/g));
  expect([...filters].toSorted()).toEqual(['/Filter/CCITTFaxDecode', '/Filter/FlateDecode']);
});

describe('6.1.13 limits', () => {
  it('integers are below 2^31 and reals have no exponents', () => {
    const numbers = tokens(/(?<=[ [])[-+.\d][^ \]/>]*/g);
    expect(numbers.length).toBeGreaterThan(50);
    for (const number of numbers) {
      expect(number).toMatch(/^-?\d+(\.\d+)?$/);
      expect(Math.abs(Number(number))).toBeLessThan(2 ** 31);
    }
  });

  it('the longest title fits into a string', async () => {
    const metadata = { title: '\u{1F4E0}'.repeat(40_000) };
    const long = await tiffToPdf(sample('sp-3pages.tif'), DEFAULT_LIMITS, metadata);
    const properties = [...readPdf(long.pdf).objects.values()].find((text) => /\/Title/.test(text));
    const [, title = ''] = /\/Title<([^>]*)>/.exec(properties ?? '') ?? [];
    expect(title.length / 2).toBeLessThan(32_768);
    expect(title).toMatch(/^feff(d83ddce0){256}$/);
  });

  it.each([
    ['narrower than 3 points', 8, 300],
    ['lower than 3 points', 300, 4],
    ['longer than 14 400 points', 16, 20_000],
  ])('a page %s is no PDF/A, and the file doesn’t say so', async (_, imageWidth, imageLength) => {
    const rows = new Uint8Array(rowBytes(imageWidth) * imageLength);
    const strips = [encodeG4({ width: imageWidth, height: imageLength, rows })];
    const resolution = { numerator: 204, denominator: 1 };
    const low = { numerator: 98, denominator: 1 };
    const tags = { imageWidth, imageLength, xResolution: resolution, yResolution: low };
    const converted = await tiffToPdf(buildTiff([{ tags, strips }]), DEFAULT_LIMITS);
    expect(converted.pdfA).toBeUndefined();
    expect(Buffer.from(converted.pdf).includes('<pdfaid:part>')).toBe(false);
  });
});

it('6.2.2 a page’s content is one image, from resources of its own', async () => {
  const document = await PDFDocument.load(pdf);
  expect(document.getPageCount()).toBe(3);
  for (const { node } of document.getPages()) {
    expect(node.has(PDFName.of('Contents'))).toBe(true);
    expect(node.has(PDFName.of('Resources'))).toBe(true);
    expect(node.Parent()?.has(PDFName.of('Resources'))).toBe(false);
  }
  const contents = [...file.streams.values()].filter(({ bytes }) => bytes.includes(' cm '));
  for (const { bytes } of contents) {
    expect(bytes.toString('latin1')).toMatch(/^(-?\d+(\.\d+)? ){6}cm \/Fax Do$/);
  }
  // pages of one size share it
  expect(contents).toHaveLength(1);
});

describe('6.2.3 output intent', () => {
  it('is one for PDF/A, with a condition in words and its profile in the file', () => {
    const intents = /\/OutputIntents\[(.*?)\]/.exec(objectOf('Catalog'))?.[1];
    const condition = String.raw`\/OutputConditionIdentifier\(Custom\)\/Info\([^)]+\)`;
    expect(intents).toMatch(
      new RegExp(
        String.raw`^<<\/Type\/OutputIntent\/S\/GTS_PDFA1${condition}\/DestOutputProfile \d+ 0 R>>$`,
      ),
    );
  });

  it('has our grey profile, of one component', () => {
    const number = Number(/\/DestOutputProfile (\d+)/.exec(objectOf('Catalog'))?.[1]);
    const profile = file.streams.get(number);
    expect(profile?.dictionary).toMatch(/^<<\/N 1\/Filter\/FlateDecode\/Length \d+>>$/);
    expect(Buffer.compare(inflateSync(profile?.bytes ?? ''), greyProfile())).toBe(0);
  });
});

it('6.2.4.3 the only colour space is DeviceGray, which any output intent covers', () => {
  expect(new Set(tokens(/\/ColorSpace\/\w+/g))).toEqual(new Set(['/ColorSpace/DeviceGray']));
});

it('6.2.8 an image has its raster and its coding, and no alternates, OPI or interpolation', () => {
  const images = [...file.streams.values()].filter(({ dictionary }) =>
    dictionary.includes('/Subtype/Image'),
  );
  const size = String.raw`\/Width 1728\/Height \d+\/ColorSpace\/DeviceGray\/BitsPerComponent 1`;
  const coding = String.raw`\/Filter\/CCITTFaxDecode\/DecodeParms<<\/K -1\/Columns 1728\/Rows \d+>>`;
  const whole = new RegExp(String.raw`^<<\/Subtype\/Image${size}${coding}\/Length \d+>>$`);
  for (const { dictionary } of images) expect(dictionary).toMatch(whole);
  expect(images).toHaveLength(3);
});

it('6.2.8 a grey page is 8 bits of the same colour space, and PDF/A as well', async () => {
  const samples = Uint8Array.from({ length: 64 * 64 }, (_, at) => at & 0xff);
  const grey = {
    imageWidth: 64,
    imageLength: 64,
    compression: 1,
    bitsPerSample: 8,
    photometric: 1,
  };
  const tiff = buildTiff([{ tags: grey, strips: [samples] }]);
  const { pdf: written, pdfA } = await tiffToPdf(tiff, DEFAULT_LIMITS);
  const image = streamWith(readPdf(written), '/Subtype/Image');
  expect(pdfA).toBe('2b');
  expect(image.dictionary).toMatch(
    /\/ColorSpace\/DeviceGray\/BitsPerComponent 8\/Filter\/FlateDecode\/Length \d+>>$/,
  );
  expect(Buffer.compare(inflateSync(image.bytes), samples)).toBe(0);
});

it('6.2.5, 6.2.10, 6.3 to 6.5, 6.8 to 6.11: no key is there but these', () => {
  // No ExtGState, Group, SMask, Annots, AcroForm, A, AA, OpenAction, Names, OCProperties, Requirements …
  const names = [...new Set(tokens(/\/[^\s/()<>[\]]+/g))].toSorted();
  expect(names.map((name) => name.slice(1))).toEqual(
    [
      ...['Type', 'Subtype', 'Length', 'Filter', 'FlateDecode', 'N', 'First', 'ObjStm'],
      ...['XRef', 'Size', 'W', 'Root', 'Info', 'ID'],
      ...['Catalog', 'Pages', 'Kids', 'Count', 'Page', 'Parent', 'MediaBox', 'Resources'],
      ...['Contents', 'Lang', 'Metadata', 'XML', 'Title', 'Creator', 'CreationDate'],
      ...['OutputIntents', 'OutputIntent', 'S', 'GTS_PDFA1', 'OutputConditionIdentifier'],
      ...['DestOutputProfile', 'XObject', 'Fax', 'Image', 'Width', 'Height', 'ColorSpace'],
      ...['DeviceGray', 'BitsPerComponent', 'CCITTFaxDecode', 'DecodeParms', 'K', 'Columns'],
      'Rows',
    ].toSorted(),
  );
});

it('a page of every size has boxes that PDF/A has, and no box but the media’s', async () => {
  for (const page of (await PDFDocument.load(pdf)).getPages()) {
    const { width, height } = page.getMediaBox();
    expect(Math.min(width, height)).toBeGreaterThan(3);
    expect(Math.max(width, height)).toBeLessThan(14_400);
  }
});

it('the metadata stream can be read by any tool: it is not compressed', () => {
  expect(streamWith(file, '/Subtype/XML').dictionary).not.toContain('/Filter');
});
