import type { ObjectNumber } from '../pdf/pdf-file.ts';
import type { Copier } from './copier.ts';
import { arrayIn, dictIn, nameIn } from './dict-access.ts';
import { leafText } from './object-text.ts';
import type { PdfObjects } from './pdf-objects.ts';
import { PdfString, type PdfDict } from './pdf-value.ts';

/**
 * ISO 32000-1 table 28, without what acts or opens other things (AA, URI, Collection, Requirements …),
 * is private, or vouches for bytes that are no more (Perms, DSS, Legal).
 */
const KEPT = [
  'Version',
  'Extensions',
  'PageLabels',
  'Dests',
  'ViewerPreferences',
  'PageLayout',
  'Outlines',
  'OpenAction',
  'Metadata',
  'StructTreeRoot',
  'MarkInfo',
  'Lang',
  'OutputIntents',
  'OCProperties',
];
/** ISO 32000-1 table 218, without calculations, signatures and XFA. */
const KEPT_OF_FORM = ['Fields', 'NeedAppearances', 'DR', 'DA', 'Q'];
/** How a reader begins: with its list of attached files, there would be nothing in it. */
const NO_PAGE_MODE = 'UseAttachments';

/** The catalog of the new document. */
export function catalogText(copier: Copier, catalog: PdfDict, tree: ObjectNumber): string {
  const { objects } = copier;
  const names = dictIn(objects, catalog, 'Names');
  const form = dictIn(objects, catalog, 'AcroForm');
  const mode = nameIn(objects, catalog, 'PageMode');
  return [
    `<</Type/Catalog/Pages ${tree} 0 R`,
    copier.some(catalog, KEPT),
    mode === undefined || mode === NO_PAGE_MODE ? '' : copier.some(catalog, ['PageMode']),
    names === undefined ? '' : `/Names<<${copier.some(names, ['Dests'])}>>`,
    form === undefined ? '' : `/AcroForm<<${copier.some(form, KEPT_OF_FORM)}>>`,
    '>>',
  ].join('');
}

/** What the information dictionary may say (ISO 32000-1 table 317). */
const INFORMATION = [
  'Title',
  'Author',
  'Subject',
  'Keywords',
  'Creator',
  'Producer',
  'CreationDate',
  'ModDate',
  'Trapped',
];

/** The information dictionary of the new document, where the old one has any. */
export function informationText(copier: Copier, trailer: PdfDict | undefined): string | undefined {
  const information = trailer && dictIn(copier.objects, trailer, 'Info');
  const entries = information && copier.some(information, INFORMATION);
  return entries ? `<<${entries}>>` : undefined;
}

/** The identifier that a new trailer keeps (ISO 32000-1 clause 14.4: two strings). */
export function idText(objects: PdfObjects, trailer: PdfDict | undefined): string {
  const parts = (trailer && arrayIn(objects, trailer, 'ID')) ?? [];
  const strings = parts.filter((part) => part instanceof PdfString);
  return parts.length === 2 && strings.length === 2 ? `/ID[${strings.map(leafText).join('')}]` : '';
}

/** The trailer that counts: the last with a catalog that can be read, or the last catalog of all. */
export function findCatalog(objects: PdfObjects): {
  readonly trailer: PdfDict | undefined;
  readonly catalog: PdfDict | undefined;
} {
  const trailers = objects.trailers.toReversed();
  const trailer = trailers.find((each) => dictIn(objects, each, 'Root')?.has('Pages'));
  if (trailer) return { trailer, catalog: dictIn(objects, trailer, 'Root') };
  const last = [...objects.ofType('Catalog')].findLast(({ dict }) => dict.has('Pages'));
  return { trailer: trailers[0], catalog: last?.dict };
}
