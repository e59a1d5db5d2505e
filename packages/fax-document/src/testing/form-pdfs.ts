import { onePage, streamText, writeRaw } from './raw-pdf.ts';

const FONT = '/DA(/F1 12 Tf 0 g)';
const FILLED = streamText('0 g 0 0 30 30 re f', '/Type/XObject/Subtype/Form/BBox[0 0 30 30]');
const EMPTY = streamText('', '/Type/XObject/Subtype/Form/BBox[0 0 30 30]');

/** What is filled into the form, and how it is kept. */
export interface FormEntries {
  /** Of a field at 90, 60 to 190, 80; its letters have no appearance of their own. */
  readonly name?: string;
  /** A box at 120, 20 to 150, 50, black when it is checked. */
  readonly checked?: boolean;
  /** What is drawn on the page beside the fields. */
  readonly page?: string;
  /** Entries of the field: actions, flags. */
  readonly field?: string;
  /** Entries of the form. */
  readonly form?: string;
}

/** A page of 200 × 100 points with two fields. */
export function formPdf({
  name = '',
  checked = false,
  field = '',
  form = '',
  page,
}: FormEntries): Buffer {
  const state = checked ? 'Ja' : 'Off';
  const catalog = `/AcroForm<</Fields[6 0 R 7 0 R]/DR<</Font<</F1 5 0 R>>>>${FONT}${form}>>`;
  return writeRaw({
    objects: {
      ...onePage({
        page: '/Annots[6 0 R 7 0 R]',
        catalog,
        ...(page !== undefined && { form: page }),
      }),
      6: `<</Type/Annot/Subtype/Widget/F 4/FT/Tx/T(name)/V(${name})/Rect[90 60 190 80]${FONT}${field}>>`,
      7: `<</Type/Annot/Subtype/Widget/F 4/FT/Btn/T(yes)/V/${state}/AS/${state}/Rect[120 20 150 50]/AP<</N<</Ja 8 0 R/Off 9 0 R>>>>>>`,
      8: FILLED,
      9: EMPTY,
    },
  });
}
