import { beforeAll, describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../limits.ts';
import { loadPdfium, type Pdfium } from '../render/pdfium.ts';
import { formPdf } from '../testing/form-pdfs.ts';
import { readPdf } from '../testing/pdf-structure.ts';
import { textByPdfium } from '../testing/pdf-text.ts';
import { emptyPdf, redPdf } from '../testing/pdfs.ts';
import { onePage, writeRaw } from '../testing/raw-pdf.ts';
import { writtenPdf } from '../testing/text-pdfs.ts';
import { joinPdfs } from './join-pdfs.ts';

let pdfium: Pdfium;
beforeAll(async () => {
  pdfium = await loadPdfium();
});

const join = (pdfs: readonly Uint8Array[], maxPages = DEFAULT_LIMITS.maxPages) =>
  joinPdfs(
    pdfium,
    pdfs.map((pdf, at) => ({ pdf, title: `${at + 1}. Åsa.pdf` })),
    { ...DEFAULT_LIMITS, maxPages },
  );

/** Each page as it is seen, 200 pixels wide. */
const seen = (pdf: Uint8Array): readonly Buffer[] => {
  const document = pdfium.open(pdf);
  try {
    return Array.from({ length: document.pageCount }, (_, page) =>
      Buffer.from(document.drawGrey(page, 200, 100) ?? []),
    );
  } finally {
    document.close();
  }
};

/** A page whose only content is in a layer. */
const layered = (config: string): Buffer => {
  const objects = onePage({
    catalog: `/OCProperties<</OCGs[6 0 R]/D<<${config}>>>>`,
    form: '/OC /L BDC 0 g 0 0 100 100 re f EMC',
  });
  const page = objects[3]!.replace('/Resources<<', '/Resources<</Properties<</L 6 0 R>>');
  return writeRaw({ objects: { ...objects, 3: page, 6: '<</Type/OCG/Name(Lager)>>' } });
};

describe('PDFs that are joined', () => {
  it('have their pages in order, each as it was seen', async () => {
    const parts = [await writtenPdf('Hej'), await redPdf(), await emptyPdf([200, 100], [50, 50])];
    expect(seen(await join(parts))).toEqual(parts.flatMap(seen));
  });

  it('show what is filled into each form, whatever its fields are called', async () => {
    const parts = [formPdf({ name: 'Anna', checked: true }), formPdf({ name: 'Bertil' })];
    const joined = await join(parts);
    expect(seen(joined)).toEqual(parts.flatMap(seen));
    expect(textByPdfium(pdfium, joined)).toContain('Anna');
  });

  it('show a layer as each did', async () => {
    const parts = ['', '/OFF[6 0 R]', '/BaseState/OFF', '/BaseState/OFF/ON[6 0 R]'].map(layered);
    const pages = seen(await join(parts));
    expect(pages).toEqual(parts.flatMap(seen));
    expect(pages[0]).toEqual(pages[3]);
    expect(pages[0]).not.toEqual(pages[1]);
  });

  it('have an outline that says where each begins', async () => {
    const { objects } = readPdf(await join([await redPdf(), await redPdf()]));
    const outline = [...objects.values()].filter((text) => text.includes('/Title'));
    expect(outline).toHaveLength(2);
    expect(outline[1]).toContain('<feff0032002e002000c50073');
  });

  it('of more pages than a document may have are none', async () => {
    const pdf = await emptyPdf([9, 9], [9, 9]);
    await expect(join([pdf, pdf], 3)).rejects.toMatchObject({ code: 'too-many-pages' });
  });
});
