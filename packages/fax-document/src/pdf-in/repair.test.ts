import { beforeAll, describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../limits.ts';
import { loadPdfium, type Pdfium } from '../render/pdfium.ts';
import { DAMAGED_PDFS, threePages } from '../testing/damaged-pdfs.ts';
import { byQpdf, soundPages } from '../testing/judge-pdf.ts';
import { writeRaw } from '../testing/raw-pdf.ts';
import { receivePdf } from './receive-pdf.ts';

let pdfium: Pdfium;
beforeAll(async () => {
  pdfium = await loadPdfium();
});

const receive = (pdf: Uint8Array) => receivePdf(pdfium, pdf, DEFAULT_LIMITS);

/** How much is red on each page, drawn at its own size. */
function redOf(pdf: Uint8Array, pages: number): readonly number[] {
  const document = pdfium.open(pdf);
  try {
    return Array.from({ length: pages }, (_, page) => {
      const { width = 0, height = 0 } = document.pageSize(page) ?? {};
      const rgbx = document.draw(page, width, height) ?? new Uint8Array();
      return rgbx.filter((value, at) => at % 4 === 1 && value === 0).length;
    });
  } finally {
    document.close();
  }
}

const RED_SQUARE = 60 * 60;

describe('a damaged PDF becomes a sound one of the pages that are there', () => {
  it.each(DAMAGED_PDFS)('$damage', async ({ pdf, pages, truncated = false, intact = false }) => {
    const received = await receive(pdf);
    expect(received).toMatchObject({ truncated, intake: { removed: [], repaired: !intact } });
    expect(soundPages(received.pdf)).toBe(pages);
    expect(received.pages).toHaveLength(pages);
    expect(redOf(received.pdf, pages)).toEqual(Array.from({ length: pages }, () => RED_SQUARE));
  });

  it('pages that are missing are counted', async () => {
    const text = writeRaw({ objects: threePages() }).toString('latin1');
    const { intake } = await receive(Buffer.from(text.replace('/Count 3', '/Count 9'), 'latin1'));
    expect(intake).toMatchObject({ missingPages: 6, repaired: true });
  });

  it('pages keep their order and their sizes', async () => {
    const text = writeRaw({ objects: threePages() }).toString('latin1');
    const cut = Buffer.from(text.slice(0, text.indexOf('\nxref')), 'latin1');
    expect((await receive(cut)).pages).toMatchObject([
      { width: 100 },
      { width: 200 },
      { width: 300 },
    ]);
  });

  it('what pages have from the nodes above them stays with them', async () => {
    const objects = {
      ...threePages(),
      2: '<</Type/Pages/Kids[10 0 R]/Count 1/MediaBox[0 0 50 70]/Rotate 90>>',
      10: '<</Type/Page/Parent 2 0 R/Contents 11 0 R>>',
    };
    const broken = writeRaw({ objects })
      .toString('latin1')
      .replace(/startxref\n\d+/, '');
    const { pages, pdf } = await receive(Buffer.from(broken, 'latin1'));
    expect(pages).toMatchObject([{ width: 70, height: 50 }]);
    expect(soundPages(pdf)).toBe(1);
  });

  it('objects in object streams are found without a cross-reference', async () => {
    const packed = byQpdf(writeRaw({ objects: threePages() }), '--object-streams=generate');
    const cut = packed.subarray(0, packed.lastIndexOf('startxref') - 200);
    const received = await receive(cut);
    expect(received).toMatchObject({ truncated: true, pages: { length: 3 } });
    expect(soundPages(received.pdf)).toBe(3);
  });
});

it('object streams are known by their entries, whatever they call themselves', async () => {
  const packed = byQpdf(writeRaw({ objects: threePages() }), '--object-streams=generate');
  const misnamed = packed.toString('latin1').replaceAll('/ObjStm', '/Potato');
  const received = await receive(Buffer.from(misnamed, 'latin1'));
  expect(received).toMatchObject({ intake: { repaired: true }, pages: { length: 3 } });
  expect(soundPages(received.pdf)).toBe(3);
});

describe('beyond repair, by name', () => {
  it.each([
    ['damaged-beyond-reading', 'nothing but a header', Buffer.from('%PDF-1.7\n')],
    [
      'damaged-beyond-reading',
      'no page',
      Buffer.from('%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj'),
    ],
    [
      'no-pages',
      'a tree that says that it is empty',
      writeRaw({
        objects: { 1: '<</Type/Catalog/Pages 2 0 R>>', 2: '<</Type/Pages/Kids[]/Count 0>>' },
      }),
    ],
  ])('%s: %s', async (code, _, pdf) => {
    await expect(receive(pdf)).rejects.toMatchObject({ code });
  });
});
