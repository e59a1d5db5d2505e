import type { ObjectNumber } from '../pdf/pdf-file.ts';
import { annotationsText } from './annotation-copy.ts';
import type { Copier } from './copier.ts';
import { elements } from './dict-access.ts';
import { numberText } from './object-text.ts';
import type { SourcePage } from './page-tree.ts';
import type { PdfObjects } from './pdf-objects.ts';
import { PdfRef, PdfStream, type PdfArray, type PdfDict, type PdfValue } from './pdf-value.ts';

/** ISO 32000-1 table 30, without what acts (AA, PresSteps), is private, or shows an earlier state (Thumb). */
const KEPT = [
  'LastModified',
  'BleedBox',
  'TrimBox',
  'ArtBox',
  'BoxColorInfo',
  'Group',
  'Dur',
  'Trans',
  'Metadata',
  'StructParents',
  'Tabs',
  'UserUnit',
  'VP',
  'OutputIntents',
];

/** Letter paper, in points: what readers take where a page says nothing of its size. */
const DEFAULT_BOX = [0, 0, 612, 792] as const;

/** A page as an object of its own that leaves nothing to others. */
export function pageText(copier: Copier, page: SourcePage, parent: ObjectNumber): string {
  const { objects } = copier;
  const { dict } = page;
  const media = boxText(objects, inherited(objects, page, 'MediaBox')) ?? plainBox(DEFAULT_BOX);
  const crop = boxText(objects, inherited(objects, page, 'CropBox'));
  const resources = inherited(objects, page, 'Resources');
  const contents = contentStreams(objects, dict).map((stream) => copier.text(stream) ?? 'null');
  const annotations = annotationsText(copier, dict);
  return [
    `<</Type/Page/Parent ${parent} 0 R/MediaBox ${media}`,
    crop === undefined ? '' : `/CropBox ${crop}`,
    `/Rotate ${turn(objects.resolve(inherited(objects, page, 'Rotate')))}`,
    `/Resources ${(resources && copier.text(resources)) ?? '<<>>'}`,
    contents.length === 0 ? '' : `/Contents [${contents.join(' ')}]`,
    annotations === undefined ? '' : `/Annots ${annotations}`,
    copier.some(dict, KEPT),
    '>>',
  ].join('');
}

/** What a page says, or the nearest node above it that does. */
function inherited(
  objects: PdfObjects,
  { dict, above }: SourcePage,
  key: string,
): PdfValue | undefined {
  const holder = [...above, dict].findLast((each) => objects.resolve(each.get(key)) !== undefined);
  return holder?.get(key);
}

/** References to streams; whatever else stands there is no content. */
function contentStreams(objects: PdfObjects, page: PdfDict): PdfArray {
  return elements(objects, page.get('Contents')).filter(
    (each) => each instanceof PdfRef && objects.resolve(each) instanceof PdfStream,
  );
}

/** A rectangle of four numbers with an area (ISO 32000-1 clause 7.9.5), its corners in order. */
function boxText(objects: PdfObjects, value: PdfValue | undefined): string | undefined {
  const numbers = elements(objects, value).map((each) => objects.resolve(each));
  if (numbers.length !== 4) return undefined;
  const sides = numbers.map((each) => (typeof each === 'number' ? each : Number.NaN));
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = sides;
  const box = [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)] as const;
  return box[2] - box[0] > 0 && box[3] - box[1] > 0 ? plainBox(box) : undefined;
}

const plainBox = (box: readonly number[]): string => `[${box.map(numberText).join(' ')}]`;

/** Quarter turns alone (ISO 32000-1 table 30). */
function turn(value: PdfValue | undefined): number {
  const degrees = typeof value === 'number' ? value : 0;
  return degrees % 90 === 0 ? ((degrees % 360) + 360) % 360 : 0;
}
