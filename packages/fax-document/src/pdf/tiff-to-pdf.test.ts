import { PDFDict, PDFDocument, PDFName, PDFRawStream, PDFStream, type PDFPage } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';

import { reverseBits } from '../ccitt/bit-order.ts';
import { encodeG4 } from '../ccitt/encode-g4.ts';
import { rowBytes } from '../ccitt/row-sink.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { loadPdfium, type Pdfium } from '../render/pdfium.ts';
import { tiffcp } from '../testing/debian-tools.ts';
import { bytesOf, EOL, rowsInOneDimension, run } from '../testing/g3-encoder.ts';
import { drawByPdfium, drawByPoppler } from '../testing/pdf-pixels.ts';
import { decodeByLibtiff, raster } from '../testing/raster.ts';
import { readPdf } from '../testing/pdf-structure.ts';
import { FULL_METADATA } from '../testing/received.ts';
import { SAMPLE_NAMES, sample } from '../testing/samples.ts';
import { buildTiff } from '../testing/tiff-builder.ts';
import { parseTiff } from '../tiff/parse.ts';
import { tiffToPdf } from './tiff-to-pdf.ts';

const convert = (tiff: Uint8Array) => tiffToPdf(tiff, DEFAULT_LIMITS);

const PAGE = raster('#...............', '.##.............', '...####.........', '................');
const SIZE = { imageWidth: 16, imageLength: 4 };
const DPI_204_98 = {
  xResolution: { numerator: 204, denominator: 1 },
  yResolution: { numerator: 98, denominator: 1 },
} as const;
const g4Page = (tags = {}) => ({ tags: { ...SIZE, ...tags }, strips: [encodeG4(PAGE)] });

let pdfium: Pdfium;
beforeAll(async () => {
  pdfium = await loadPdfium();
});

describe('a received fax becomes a PDF that shows just the pixels that libtiff decodes', () => {
  it.each(SAMPLE_NAMES)('%s', async (name) => {
    const { pdf, pages } = await convert(sample(name));
    const truth = decodeByLibtiff(sample(name));
    expect(pages).toHaveLength(truth.length);
    truth.forEach((page, i) => {
      expect(pages[i]).toMatchObject({ width: page.width, height: page.height });
      expect(same(drawByPdfium(pdfium, pdf, i + 1, page), page)).toBe(true);
      expect(same(drawByPoppler(pdf, i + 1, pages[i]!), page)).toBe(true);
    });
  });
});

describe('a page keeps its own coded strip', () => {
  it.each([
    ['sp-3pages.tif', -1],
    ['hyla-ecm-cut-page1.tif', -1],
    ['sp-noecm-mh-v29.tif', 0],
    ['sp-ecm-mr.tif', 1],
  ])('%s: /K %d', async (name, k) => {
    const tiff = sample(name);
    const { pdf } = await convert(tiff);
    const { offset = 0, length = 0 } = parseTiff(tiff, DEFAULT_LIMITS).pages[0]?.strips[0] ?? {};
    const image = await firstImage(pdf);
    const strip = reverseBits(tiff.subarray(offset, offset + length));
    expect(Buffer.compare(image.getContents(), strip)).toBe(0);
    const parameters = image.dict.lookup(PDFName.of('DecodeParms'), PDFDict);
    expect(parameters.get(PDFName.of('K'))?.toString()).toBe(`${k}`);
  });
});

describe('a page that no PDF reader would read the same way is coded again as one T.6 strip', () => {
  it('several strips', async () => {
    const tiff = tiffcp(sample('sp-noecm-mh-v29.tif'), '-c', 'g4', '-r', '100');
    expect(await isRecoded(tiff)).toBe(true);
  });

  it('rows without EOLs, aligned to bytes', async () => {
    const rows = rowsInOneDimension(PAGE).map((bits) => bytesOf(bits));
    const tags = { ...SIZE, compression: 2 };
    const tiff = buildTiff([{ tags, strips: [Buffer.concat(rows)] }]);
    expect(await isRecoded(tiff)).toBe(true);
  });

  it('G3 with a damaged line', async () => {
    const [first = '', , ...rest] = rowsInOneDimension(PAGE);
    const broken = `${run(3, false)}000000001`;
    const coded = bytesOf(...[first, broken, ...rest].map((row) => EOL + row));
    const tiff = buildTiff([{ tags: { ...SIZE, compression: 3 }, strips: [coded] }]);
    expect(await isRecoded(tiff)).toBe(true);
    expect((await convert(tiff)).pages[0]).toMatchObject({
      damagedLines: 1,
      damage: [{ from: 1, to: 2 }],
      missingLines: 0,
    });
  });

  it.each(['none', 'packbits', 'lzw', 'zip'])('compression %s', async (compression) => {
    const tiff = tiffcp(sample('sp-noecm-mh-v29.tif'), '-c', compression);
    expect(await isRecoded(tiff)).toBe(true);
  });

  /** Whether the PDF's image is libtiff's pixels in our coding, and PDFium draws them. */
  async function isRecoded(tiff: Uint8Array): Promise<boolean> {
    const [truth] = decodeByLibtiff(tiff);
    const { pdf } = await convert(tiff);
    const image = await firstImage(pdf);
    return (
      truth !== undefined &&
      Buffer.compare(image.getContents(), encodeG4(truth)) === 0 &&
      same(drawByPdfium(pdfium, pdf, 1, truth), truth)
    );
  }
});

it('a page whose black is white in its coding is shown as libtiff shows it', async () => {
  const tiff = buildTiff([g4Page({ photometric: 1 })]);
  const [truth] = decodeByLibtiff(tiff);
  const { pdf, pages } = await convert(tiff);
  expect(truth && same(drawByPdfium(pdfium, pdf, 1, truth), truth)).toBe(true);
  expect(truth && same(drawByPoppler(pdf, 1, pages[0]!), truth)).toBe(true);
});

describe('the page has its physical size', () => {
  it('with pixels that are not square', async () => {
    const page = await onlyPage(sample('sp-noecm-mh-v29.tif'));
    expect(page.getWidth()).toBeCloseTo((1728 / 204) * 72, 2);
    expect(page.getHeight()).toBeCloseTo((1078 / 98) * 72, 2);
  });

  it('with a resolution in pixels a centimetre', async () => {
    const centimetres = { resolutionUnit: 3, ...DPI_204_98 };
    const page = await onlyPage(buildTiff([g4Page(centimetres)]));
    expect(page.getWidth()).toBeCloseTo((16 / 204 / 2.54) * 72, 2);
  });
});

describe('Orientation turns and mirrors the page', () => {
  it.each([
    [1, 0, 'upper left'],
    [2, 0, 'upper right'],
    [3, 180, 'lower right'],
    [4, 180, 'lower left'],
    [5, 270, 'upper left'],
    [6, 90, 'upper right'],
    [7, 90, 'lower right'],
    [8, 270, 'lower left'],
  ])('%d: /Rotate %d, the first pixel is %s', async (orientation, rotate, corner) => {
    const square = raster('#.......', ...Array.from({ length: 7 }, () => '........'));
    const tags = { imageWidth: 8, imageLength: 8, orientation };
    const tiff = buildTiff([{ tags, strips: [encodeG4(square)] }]);
    const { pdf } = await convert(tiff);
    expect((await onlyPage(tiff)).getRotation().angle).toBe(rotate);
    expect((await convert(tiff)).pages[0]?.rotate).toBe(rotate);
    expect(cornerOf(drawByPdfium(pdfium, pdf, 1, square).rows)).toBe(corner);
  });

  const cornerOf = (rows: Uint8Array): string =>
    `${rows[0] ? 'upper' : 'lower'} ${(rows[0]! | rows[7]!) === 0x80 ? 'left' : 'right'}`;
});

describe('what was lost on the way is data', () => {
  it('lines that the receiver replaced count as damaged', async () => {
    const { pages } = await convert(sample('err-noecm-mh-1burst.tif'));
    expect(pages[0]).toMatchObject({ damagedLines: 3, missingLines: 0, blank: false });
  });

  it('a page cut in its strip has the lines that came, and says how many are missing', async () => {
    const strip = encodeG4(PAGE).subarray(0, -3);
    const tags = { imageWidth: 16, imageLength: 7 };
    const { pages, truncated } = await convert(buildTiff([{ tags, strips: [strip] }]));
    expect(pages[0]).toMatchObject({ height: 4, missingLines: 3, endedEarly: true });
    expect(truncated).toBe(true);
  });

  it('lines that the line swallowed are missing, and the page doesn’t end early for that', async () => {
    const rows = rowsInOneDimension(PAGE).slice(0, -1);
    const coded = bytesOf(...rows.map((row) => EOL + row), EOL.repeat(6));
    const tiff = buildTiff([{ tags: { ...SIZE, compression: 3 }, strips: [coded] }]);
    const { pages, truncated } = await convert(tiff);
    expect(pages[0]).toMatchObject({ missingLines: 1, endedEarly: false });
    expect(truncated).toBe(true);
  });

  it.each([
    ['hyla-ecm-cut-page1.tif', true],
    ['hyla-ecm-mmr-clean.tif', false],
  ])('a page that the line broke ended early though its height counts what came', async (...of) => {
    const [name, broke] = of;
    const { truncated, pages } = await convert(sample(name));
    expect([truncated, pages[0]?.endedEarly]).toEqual([broke, broke]);
  });

  it('a cut file gives the pages that are whole, and what is there of the next', async () => {
    const cut = sample('sp-3pages.tif').subarray(0, 100_000);
    const { pages, truncated } = await convert(cut);
    expect(pages.slice(0, 2)).toMatchObject([{ height: 2188 }, { height: 2188 }]);
    expect(pages[2]?.height).toBeLessThan(2188);
    expect(pages.map(({ endedEarly }) => endedEarly)).toEqual([false, false, true]);
    expect(truncated).toBe(true);
  });

  it('a page of which no line came keeps its place, white', async () => {
    const lost = { ...g4Page(), strips: [new Uint8Array(2)] };
    const { pages } = await convert(buildTiff([g4Page(), lost]));
    expect(pages[1]).toMatchObject({ height: 4, missingLines: 4, blank: true });
  });

  it('a page with nothing but stray dots is blank', async () => {
    const page = { width: 1728, height: 1000, rows: new Uint8Array(rowBytes(1728) * 1000) };
    page.rows[5000] = 0x18;
    const tags = { imageWidth: 1728, imageLength: 1000 };
    const { pages } = await convert(buildTiff([{ tags, strips: [encodeG4(page)] }]));
    expect(pages[0]?.blank).toBe(true);
  });
});

describe('what can’t become a PDF is refused by its name', () => {
  it.each([
    ['jbig', g4Page({ compression: 34661 })],
    ['jbig', g4Page({ compression: 9 })],
    ['unsupported-image', g4Page({ compression: 99 })],
    ['damaged-beyond-reading', g4Page({ compression: 7 })],
    ['unsupported-image', g4Page({ bitsPerSample: 8 })],
    ['uncompressed-mode', { ...g4Page({ t6Options: 2 }), strips: [bytesOf('0000001111 0101')] }],
    ['damaged-beyond-reading', { ...g4Page(), strips: [new Uint8Array(8)] }],
  ])('%s', async (code, page) => {
    await expect(convert(buildTiff([page]))).rejects.toMatchObject({ code });
  });

  it('no-pages', async () => {
    const noDirectory = Uint8Array.from([0x49, 0x49, 42, 0, 0, 0, 0, 0]);
    await expect(convert(noDirectory)).rejects.toMatchObject({ code: 'no-pages' });
  });

  it('damaged-beyond-reading: too little is there of the only page', async () => {
    const cut = sample('sp-ecm-mr.tif').subarray(0, 300);
    await expect(convert(cut)).rejects.toMatchObject({ code: 'damaged-beyond-reading' });
  });
});

it('the same fax gives the same bytes', async () => {
  const [one, two] = [
    await convert(sample('sp-ecm-mr.tif')),
    await convert(sample('sp-ecm-mr.tif')),
  ];
  expect(Buffer.compare(one.pdf, two.pdf)).toBe(0);
});

it('the same fax and metadata give the same bytes', async () => {
  const once = () => tiffToPdf(sample('sp-3pages.tif'), DEFAULT_LIMITS, FULL_METADATA);
  const [one, two] = [await once(), await once()];
  expect(Buffer.compare(one.pdf, two.pdf)).toBe(0);
});

describe('a fax as PDF/A is hardly larger than as TIFF: 1.015 ×, 4 kB and 0.4 kB a page', () => {
  it.each(SAMPLE_NAMES)('%s, with all that can be known of it', async (name) => {
    const tiff = sample(name);
    const { pdf, pages, pdfA } = await tiffToPdf(tiff, DEFAULT_LIMITS, FULL_METADATA);
    expect(pdfA).toBe('2b');
    expect(pdf.length).toBeLessThanOrEqual(1.015 * tiff.length + 4000 + 400 * pages.length);
  });

  it.each([1, 2, 3, 10, 100])(
    'also %i pages, all empty and each of its own size',
    async (count) => {
      const pages = Array.from({ length: count }, (_, index) => {
        const size = { width: 1728, height: 1000 + index };
        const strips = [encodeG4({ ...size, rows: new Uint8Array(rowBytes(1728) * size.height) })];
        return { tags: { imageWidth: 1728, imageLength: size.height }, strips };
      });
      const tiff = buildTiff(pages);
      const { pdf } = await tiffToPdf(tiff, DEFAULT_LIMITS, FULL_METADATA);
      expect(pdf.length).toBeLessThanOrEqual(1.015 * tiff.length + 4000 + 400 * pages.length);
    },
  );
});

it('numbers in the PDF have no exponents', async () => {
  const tiny = {
    xResolution: { numerator: 2400, denominator: 1 },
    yResolution: { numerator: 2400, denominator: 1 },
  };
  const { pdf } = await convert(buildTiff([g4Page({ ...tiny, orientation: 2 })]));
  const { objects, streams } = readPdf(pdf);
  const contents = [...streams.values()].map(({ bytes }) => bytes.toString('latin1'));
  const drawing = contents.filter((content) => content.includes(' cm '));
  const pages = [...objects.values()].filter((object) => object.includes('/MediaBox'));
  expect([...drawing, ...pages]).toHaveLength(2);
  expect([...drawing, ...pages].join()).not.toMatch(/\d[eE]-?\d/);
});

it('the sender’s identification is what a receiver noted of it', async () => {
  expect((await convert(sample('hyla-ecm-mmr-clean.tif'))).tsi).toBe('REMOTE CLINIC');
  expect((await convert(buildTiff([g4Page({ imageDescription: 'A scan' })]))).tsi).toBeUndefined();
});

const same = (one: { rows: Uint8Array }, other: { rows: Uint8Array }): boolean =>
  Buffer.compare(one.rows, other.rows) === 0;

async function firstImage(pdf: Uint8Array): Promise<PDFRawStream> {
  const document = await PDFDocument.load(pdf);
  const streams = document.context.enumerateIndirectObjects().map(([, object]) => object);
  const image = streams.find(
    (object) => object instanceof PDFStream && object.dict.has(PDFName.of('DecodeParms')),
  );
  if (!(image instanceof PDFRawStream)) throw new Error('the PDF has no fax image');
  return image;
}

async function onlyPage(tiff: Uint8Array): Promise<PDFPage> {
  return (await PDFDocument.load((await convert(tiff)).pdf)).getPage(0);
}
