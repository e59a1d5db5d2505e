import type { RemovedKind } from '../removed-content.ts';
import { onePage, streamText, writeRaw } from './raw-pdf.ts';

/** A PDF in which something acts, leads elsewhere or lies hidden, in one of the places where it can. */
export interface ActivePdf {
  readonly where: string;
  readonly kind: RemovedKind;
  /** A word that only what must go has. */
  readonly pdf: Buffer;
}

/** The word by which tests know what must not be left. */
export const SECRET = 'Secret4711';

const SCRIPT = `<</S/JavaScript/JS(app.alert\\('${SECRET}'\\))>>`;
const APPEARANCE = streamText(
  '0 0 1 rg 0 0 30 30 re f',
  '/Type/XObject/Subtype/Form/BBox[0 0 30 30]',
);

function active(
  where: string,
  kind: RemovedKind,
  parts: Parameters<typeof onePage>[0],
  more: Readonly<Record<number, string>> = {},
): ActivePdf {
  return { where, kind, pdf: writeRaw({ objects: { ...onePage(parts), ...more } }) };
}

const annotation = (where: string, kind: RemovedKind, entries: string): ActivePdf =>
  active(
    where,
    kind,
    { page: '/Annots[6 0 R]' },
    { 6: `<</Type/Annot/Rect[120 20 150 50]${entries}>>` },
  );

const link = (where: string, kind: RemovedKind, action: string): ActivePdf =>
  annotation(where, kind, `/Subtype/Link/A<<${action}>>`);

const widget = (where: string, kind: RemovedKind, entries: string): ActivePdf =>
  active(
    where,
    kind,
    { page: '/Annots[6 0 R]', catalog: '/AcroForm<</Fields[6 0 R]>>' },
    {
      6: `<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/Rect[120 20 150 50]/AP<</N 7 0 R>>${entries}>>`,
      7: APPEARANCE,
    },
  );

const FILE = {
  8: `<</Type/Filespec/F(a.txt)/EF<</F 9 0 R>>>>`,
  9: streamText(SECRET, '/Type/EmbeddedFile'),
};

/** One of each kind and place. */
export const ACTIVE_PDFS: readonly ActivePdf[] = [
  active('the document when it opens', 'javascript', { catalog: `/OpenAction${SCRIPT}` }),
  active('the document when it is printed', 'javascript', { catalog: `/AA<</WP${SCRIPT}>>` }),
  active('the document’s own scripts', 'javascript', {
    catalog: `/Names<</JavaScript<</Names[(a)${SCRIPT}]>>>>`,
  }),
  active('a page when it opens', 'javascript', { page: `/AA<</O${SCRIPT}>>` }),
  active('a name with escapes', 'javascript', {
    catalog: `/OpenAction<</S/#4aava#53cript/JS(${SECRET})>>`,
  }),
  active(
    'an action of its own object, its kind in another',
    'javascript',
    { catalog: '/OpenAction 6 0 R' },
    { 6: '<</S 7 0 R/JS 8 0 R>>', 7: '/JavaScript', 8: streamText(SECRET) },
  ),
  active('behind a jump that may stay', 'javascript', {
    catalog: `/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next[${SCRIPT}]>>`,
  }),
  active(
    'an outline',
    'javascript',
    { catalog: '/Outlines 6 0 R' },
    {
      6: '<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>',
      7: `<</Title(a)/Parent 6 0 R/A${SCRIPT}>>`,
    },
  ),
  widget('a field when it changes', 'javascript', `/AA<</V${SCRIPT}>>`),
  link('a link', 'launch', `/S/Launch/F(${SECRET}.exe)`),
  link('a link', 'import-data', `/S/ImportData/F(${SECRET}.fdf)`),
  link('a link', 'uri', `/S/URI/URI(https://example.test/${SECRET})`),
  link('a link', 'remote-go-to', `/S/GoToR/F(${SECRET}.pdf)/D[0/Fit]`),
  link('a link', 'remote-go-to', `/S/GoToE/F(${SECRET}.pdf)/T<</R/C>>`),
  link('a link', 'other-action', `/S/Named/N/${SECRET}`),
  widget('a button', 'submit-form', `/A<</S/SubmitForm/F(https://example.test/${SECRET})>>`),
  active(
    'attached to the document',
    'embedded-file',
    { catalog: '/Names<</EmbeddedFiles<</Names[(a)8 0 R]>>>>/AF[8 0 R]' },
    FILE,
  ),
  active(
    'attached to a page',
    'embedded-file',
    { page: '/Annots[6 0 R]' },
    {
      6: '<</Type/Annot/Subtype/FileAttachment/Rect[120 20 150 50]/FS 8 0 R/AP<</N 7 0 R>>>>',
      7: APPEARANCE,
      ...FILE,
    },
  ),
  active(
    'a form of XML',
    'xfa',
    { catalog: '/AcroForm<</Fields[]/XFA[(template)6 0 R]>>' },
    { 6: streamText(`<template>${SECRET}</template>`) },
  ),
  annotation('a film', 'multimedia', `/Subtype/Movie/Movie<</F(${SECRET}.avi)>>`),
  annotation('a sound', 'multimedia', `/Subtype/Sound/Sound 7 0 R/Contents(${SECRET})`),
  annotation('a screen', 'multimedia', `/Subtype/Screen/MK<</CA(${SECRET})>>`),
  annotation('rich media', 'multimedia', `/Subtype/RichMedia/RichMediaContent<</A(${SECRET})>>`),
  annotation('a solid', 'multimedia', `/Subtype/3D/3DD<</A(${SECRET})>>`),
  link('a link', 'multimedia', `/S/Rendition/OP 0/JS(${SECRET})`),
  active(
    'a picture of another document’s page',
    'external-content',
    { page: '/X 6 0 R', form: '/X Do' },
    {
      3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Resources<</XObject<</X 6 0 R>>>>/Contents 4 0 R>>',
      6: streamText('', `/Subtype/Form/BBox[0 0 9 9]/Ref<</F(${SECRET}.pdf)/Page 0>>`),
    },
  ),
  active(
    'a stream in another file',
    'external-content',
    {},
    { 4: streamText('', `/F(${SECRET})/FFilter/FlateDecode`) },
  ),
  active(
    'a program for the printer',
    'postscript',
    {},
    {
      3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Resources<</XObject<</X 6 0 R>>>>/Contents 4 0 R>>',
      6: streamText(SECRET, '/Type/XObject/Subtype/PS'),
    },
  ),
];
