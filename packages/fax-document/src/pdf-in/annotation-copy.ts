import { annotationKind } from './active-content.ts';
import type { Copier } from './copier.ts';
import { dictIn, dictOf, elements, nameIn } from './dict-access.ts';
import type { PdfObjects } from './pdf-objects.ts';
import { isDict, type PdfDict, type PdfValue } from './pdf-value.ts';

/** What a mark keeps of an annotation that played or held something: its looks (ISO 32000-1 table 164). */
const LOOKS = ['Rect', 'AP', 'AS', 'F', 'P', 'NM', 'M', 'C', 'OC', 'StructParent', 'Contents'];

/** The picture of a film, the pin of an attached file: a stamp that looks like it. */
export function stampEntries(copier: Copier, dict: PdfDict): string {
  return `/Type/Annot/Subtype/Stamp${copier.some(dict, LOOKS)}`;
}

/** A page's annotations as an array; those that would show nothing of themselves any more are left out. */
export function annotationsText(copier: Copier, page: PdfDict): string | undefined {
  const { objects } = copier;
  const texts = elements(objects, page.get('Annots')).flatMap((annotation) => {
    return isShown(objects, annotation) ? (copier.text(annotation) ?? []) : [];
  });
  return texts.length === 0 ? undefined : `[${texts.join(' ')}]`;
}

function isShown(objects: PdfObjects, annotation: PdfValue): boolean {
  const dict = objects.resolve(annotation);
  if (!isDict(dict) || nameIn(objects, dict, 'Subtype') === undefined) return false;
  if (annotationKind(objects, dict) === undefined) return true;
  const appearance = dictIn(objects, dict, 'AP');
  return appearance !== undefined && dictOf(objects.resolve(appearance.get('N'))) !== undefined;
}
