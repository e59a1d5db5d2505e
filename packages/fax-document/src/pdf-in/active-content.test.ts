import { beforeAll, describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../limits.ts';
import { loadPdfium, type Pdfium } from '../render/pdfium.ts';
import { ACTIVE_PDFS, SECRET } from '../testing/active-pdfs.ts';
import { allText, byQpdf, soundPages } from '../testing/judge-pdf.ts';
import { appendRevision, onePage, streamText, writeRaw } from '../testing/raw-pdf.ts';
import { takePdf } from './take-pdf.ts';

let pdfium: Pdfium;
beforeAll(async () => {
  pdfium = await loadPdfium();
});

const take = (pdf: Uint8Array) => takePdf(pdfium, pdf, DEFAULT_LIMITS);

const draw = (pdf: Uint8Array) => {
  const document = pdfium.open(pdf);
  try {
    return document.draw(0, 200, 100);
  } finally {
    document.close();
  }
};

describe('what acts is removed and listed, and the page stays as it looks', () => {
  it.each(ACTIVE_PDFS)('$kind: $where', async ({ kind, pdf }) => {
    const { pdf: taken, intake, truncated } = await take(pdf);
    expect(intake).toEqual({
      removed: [{ kind, count: 1 }],
      decrypted: false,
      repaired: false,
      missingPages: 0,
    });
    expect(truncated).toBe(false);
    expect(allText(taken)).not.toContain(SECRET);
    expect(soundPages(taken)).toBe(1);
    expect(draw(taken)).toEqual(draw(pdf));
  });

  it.each(ACTIVE_PDFS.slice(0, 3))('in object streams as well: $where', async ({ kind, pdf }) => {
    const packed = byQpdf(pdf, '--object-streams=generate');
    const { pdf: taken, intake } = await take(packed);
    expect(intake.removed).toEqual([{ kind, count: 1 }]);
    expect(allText(taken)).not.toContain(SECRET);
  });

  it('several of a kind are counted', async () => {
    const { intake } = await take(
      writeRaw({
        objects: onePage({
          catalog:
            '/OpenAction<</S/JavaScript/JS(a)/Next<</S/URI/URI(b)>>>>/AA<</WC<</S/JavaScript/JS(c)>>>>',
        }),
      }),
    );
    expect(intake.removed).toEqual([
      { kind: 'javascript', count: 2 },
      { kind: 'uri', count: 1 },
    ]);
  });
});

describe('what nobody refers to is not in the new document', () => {
  it('an object that is left over', async () => {
    const objects = { ...onePage(), 6: `<</S/JavaScript/JS(${SECRET})>>` };
    const { pdf, intake } = await take(writeRaw({ objects }));
    expect(intake.removed).toEqual([{ kind: 'javascript', count: 1 }]);
    expect(allText(pdf)).not.toContain(SECRET);
  });

  it('an earlier revision', async () => {
    const before = writeRaw({
      objects: onePage({ catalog: `/OpenAction<</S/URI/URI(${SECRET})>>` }),
    });
    const { pdf, intake } = await take(appendRevision(before, { 1: onePage()[1]! }));
    expect(intake.removed).toEqual([{ kind: 'uri', count: 1 }]);
    expect(allText(pdf)).not.toContain(SECRET);
    expect(soundPages(pdf)).toBe(1);
  });

  it('bytes behind the end, and between objects', async () => {
    const pdf = writeRaw({ objects: onePage() });
    const behind = Buffer.concat([pdf, Buffer.from(`<script>${SECRET}</script>`)]);
    const { pdf: taken, intake } = await take(behind);
    expect(intake.removed).toEqual([]);
    expect(allText(taken)).not.toContain(SECRET);
  });

  it('what a program kept for itself, and an earlier picture of the page', async () => {
    const objects = {
      ...onePage({
        page: '/PieceInfo<</App<</Private 6 0 R>>>>/Thumb 6 0 R',
        catalog: '/AA<</WC 7 0 R>>',
      }),
      6: streamText(SECRET),
      7: '<</S/JavaScript/JS(a)>>',
    };
    expect(allText((await take(writeRaw({ objects }))).pdf)).not.toContain(SECRET);
  });
});

describe('what only looks like it stays', () => {
  it('a jump within the document', async () => {
    const objects = {
      ...onePage({ page: '/Annots[6 0 R]' }),
      6: '<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D[3 0 R/Fit]>>>>',
    };
    const pdf = writeRaw({ objects });
    expect((await take(pdf)).pdf).toBe(pdf);
  });

  it('a font or picture of such a name', async () => {
    const objects = {
      ...onePage({
        catalog: '/AA<</WC<</S/JavaScript/JS(a)>>>>',
        form: 'BT /JS 12 Tf 20 50 Td (Sida) Tj ET /AA Do',
      }),
      3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</Font<</JS 5 0 R>>/XObject<</AA 6 0 R>>>>>>',
      6: streamText('0 0 1 rg 0 0 30 30 re f', '/Subtype/Form/BBox[0 0 30 30]'),
    };
    const pdf = writeRaw({ objects });
    const { pdf: taken } = await take(pdf);
    expect(taken).not.toBe(pdf);
    expect(draw(taken)).toEqual(draw(pdf));
  });
});

describe('signatures', () => {
  const signature = '<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 1 2 3]/Contents<00>>>';
  const signed = (catalog: string) =>
    writeRaw({
      objects: {
        ...onePage({
          catalog: `/AcroForm<</Fields[6 0 R]/SigFlags 3>>${catalog}`,
          page: '/Annots[6 0 R]',
        }),
        6: '<</Type/Annot/Subtype/Widget/FT/Sig/T(a)/Rect[120 20 150 50]/V 7 0 R>>',
        7: signature,
      },
    });

  it('stay where nothing else has to go: the bytes are the same', async () => {
    const pdf = signed('');
    const { pdf: taken, intake } = await take(pdf);
    expect(taken).toBe(pdf);
    expect(intake.removed).toEqual([]);
  });

  it('go, and are listed, where the document is written anew', async () => {
    const { pdf, intake } = await take(signed('/OpenAction<</S/JavaScript/JS(a)>>'));
    expect(intake.removed).toEqual([
      { kind: 'javascript', count: 1 },
      { kind: 'signature', count: 1 },
    ]);
    expect(allText(pdf)).not.toContain('ByteRange');
  });
});
