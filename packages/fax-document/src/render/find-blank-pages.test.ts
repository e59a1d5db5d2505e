import { grayscale, PDFDocument } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../limits.ts';
import { tiffToPdf } from '../pdf/tiff-to-pdf.ts';
import { brokenPicturePdf } from '../testing/broken-picture.ts';
import { formPdf } from '../testing/form-pdfs.ts';
import { onePage, writeRaw } from '../testing/raw-pdf.ts';
import { emptyPdf, greyBoxPdf } from '../testing/pdfs.ts';
import { sample, SAMPLE_NAMES } from '../testing/samples.ts';
import { writtenPdf } from '../testing/text-pdfs.ts';
import { findBlankPages } from './find-blank-pages.ts';
import { loadPdfium, type Pdfium } from './pdfium.ts';

let pdfium: Pdfium;
beforeAll(async () => {
  pdfium = await loadPdfium();
});

const A4: [number, number] = [595, 842];
const find = (pdf: Uint8Array) => findBlankPages(pdfium, pdf, 0, () => 0);

async function drawn(draw: (pdf: PDFDocument) => void): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  draw(pdf);
  return pdf.save();
}

describe('a page of a PDF is blank', () => {
  it('when nothing is on it, however large it is', async () => {
    expect(find(await emptyPdf(A4, [14_000, 14_000], [14_000, 1]))).toEqual([true, true, true]);
  });

  it('when what is on it can’t be seen', async () => {
    const white = await drawn((pdf) => {
      pdf.addPage(A4).drawRectangle({ x: 9, y: 9, width: 99, height: 99, color: grayscale(1) });
    });
    expect(find(white)).toEqual([true]);
  });
});

describe('a page of a PDF is not blank', () => {
  it('when one word is on it', async () => {
    expect(find(await writtenPdf('Hej'))).toEqual([false]);
  });

  it('when something pale is on it', async () => {
    expect(find(await greyBoxPdf(0.8))).toEqual([false]);
  });

  it('when there are letters of a font that isn’t in the file, and nobody else has', () => {
    const font =
      '<</Type/Font/Subtype/Type0/BaseFont/Nowhere/Encoding/90ms-RKSJ-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/Nowhere/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/FontDescriptor<</Type/FontDescriptor/FontName/Nowhere/Flags 4>>>>]>>';
    const content = 'BT /F1 12 Tf 20 50 Td <93FA967B8CEA> Tj ET';
    expect(find(writeRaw({ objects: { ...onePage({ form: content }), 5: font } }))).toEqual([
      false,
    ]);
  });

  it.each(['JPXDecode', 'DCTDecode', 'JBIG2Decode'] as const)(
    'when %s gives no picture',
    (filter) => {
      expect(find(brokenPicturePdf(filter))).toEqual([false]);
    },
  );

  it('when only a field of its form is filled in', () => {
    const nothing = '200 100 m';
    expect(find(formPdf({ page: nothing }))).toEqual([true]);
    expect(find(formPdf({ page: nothing, name: 'Anna' }))).toEqual([false]);
  });
});

it.each(SAMPLE_NAMES)('a fax’s pages are as blank in a PDF as in its TIFF: %s', async (name) => {
  const { pdf, pages } = await tiffToPdf(sample(name), DEFAULT_LIMITS);
  expect(find(pdf)).toEqual(pages.map(({ blank }) => blank));
});

it('says what was found when a moment has passed, and one page at least', async () => {
  const pdf = await emptyPdf(A4, A4, A4);
  let time = 0;
  const slow = () => (time += 300);
  expect(findBlankPages(pdfium, pdf, 0, slow)).toEqual([true, true]);
  expect(findBlankPages(pdfium, pdf, 2, slow)).toEqual([true]);
  expect(findBlankPages(pdfium, pdf, 3, slow)).toEqual([]);
});
