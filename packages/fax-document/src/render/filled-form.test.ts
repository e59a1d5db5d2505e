import { beforeAll, describe, expect, it } from 'vitest';

import { formPdf, type FormEntries } from '../testing/form-pdfs.ts';
import { loadPdfium, type Pdfium } from './pdfium.ts';

let pdfium: Pdfium;
beforeAll(async () => {
  pdfium = await loadPdfium();
});

const SIZE = { width: 400, height: 200 };
/** Where the fields are in a picture of that size: left, top, right, bottom. */
const NAME = [180, 40, 380, 80] as const;
const BOX = [240, 100, 300, 160] as const;

/** Dark pixels of each field. */
function darkIn(samples: Uint8Array) {
  const dark = ([left, top, right, bottom]: typeof NAME | typeof BOX): number =>
    samples.filter((level, at) => {
      const [x, y] = [at % SIZE.width, Math.floor(at / SIZE.width)];
      return level < 128 && x >= left && x < right && y >= top && y < bottom;
    }).length;
  return { name: dark(NAME), box: dark(BOX) };
}

function drawn(entries: FormEntries): Uint8Array {
  const document = pdfium.open(formPdf(entries));
  const samples = document.drawGrey(0, SIZE.width, SIZE.height);
  document.close();
  return samples ?? new Uint8Array();
}

describe('what is filled into a form is seen', () => {
  it.each([
    ['where its letters have no appearance', ''],
    ['where readers are asked to make appearances', '/NeedAppearances true'],
  ])('%s', (_, form) => {
    const [filled, empty] = [
      darkIn(drawn({ name: 'Anna Andersson', checked: true, form })),
      darkIn(drawn({ form })),
    ];
    expect(empty).toEqual({ name: 0, box: 0 });
    expect(filled.name).toBeGreaterThan(500);
    expect(filled.box).toBeGreaterThan(100);
  });

  it('on paper', () => {
    const document = pdfium.open(formPdf({ name: 'Anna Andersson', checked: true }));
    const frame = { ...SIZE, left: 0, top: 0, columns: 400, rows: 200, turned: false };
    const printed = document.print(0, frame, (samples) => darkIn(samples));
    document.close();
    expect(printed?.name).toBeGreaterThan(500);
    expect(printed?.box).toBe(3600);
  });

  it('every time', () => {
    const document = pdfium.open(formPdf({ name: 'Anna Andersson' }));
    const once = document.drawGrey(0, SIZE.width, SIZE.height);
    document.drawGrey(1, SIZE.width, SIZE.height);
    expect(document.drawGrey(0, SIZE.width, SIZE.height)).toEqual(once);
    document.close();
  });

  it('and is text of the page', () => {
    const document = pdfium.open(formPdf({ name: 'Anna Andersson' }));
    const letters = document.lettersOf(0) ?? [];
    document.close();
    expect(String.fromCodePoint(...letters.map(({ code }) => code))).toContain('Anna Andersson');
  });

  it('but not in a field that is hidden', () => {
    // Bit 2 of F (ISO 32000-1 table 165); the later of two entries counts.
    expect(darkIn(drawn({ name: 'Anna Andersson', field: '/F 2' })).name).toBe(0);
  });
});

it('a form’s scripts never run: not when its page is seen, nor to format what is filled in', () => {
  const script =
    '<</S/JavaScript/JS(event.value = "Bertil"; this.getField\\("yes"\\).value = "Ja")>>';
  const actions = `/AA<</F${script}/C${script}/K${script}/V${script}/PO${script}/PV${script}>>`;
  const form = '/NeedAppearances true/CO[6 0 R]';
  expect(drawn({ name: 'Anna', field: actions, form })).toEqual(drawn({ name: 'Anna', form }));
});
