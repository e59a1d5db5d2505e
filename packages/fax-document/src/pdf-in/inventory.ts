import { REMOVED_KINDS, type RemovedContent, type RemovedKind } from '../removed-content.ts';
import { activeEntryKind, activeKind, annotationKind } from './active-content.ts';
import { dictOf, nameIn, type Resolver } from './dict-access.ts';
import { numberOf } from './pdf-objects.ts';
import { isArray, PdfStream, type PdfValue } from './pdf-value.ts';
import type { Survey } from './survey.ts';

export interface Inventory {
  readonly counts: ReadonlyMap<RemovedKind, number>;
  /** Numbers of the objects that must not be copied, as a whole. */
  readonly barred: ReadonlySet<number>;
}

/** All that may have to go, in all objects of a file: in those that nothing refers to as well. */
export function takeInventory({ objects, places }: Survey): Inventory {
  const counts = new Map<RemovedKind, number>();
  /** A file shows as a specification, as a stream and as an annotation, and is counted once. */
  let [fileStreams, fileAnnotations] = [0, 0];
  const count = (kind: RemovedKind | undefined): void => {
    if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  };
  const visit = (value: PdfValue): void => {
    if (isArray(value)) value.forEach(visit);
    const dict = dictOf(value);
    if (dict === undefined) return;
    const isStream = value instanceof PdfStream;
    const kind = activeKind(objects, value);
    if (isStream && kind === 'embedded-file') fileStreams++;
    else count(kind);
    const annotation = annotationKind(objects, dict);
    if (annotation === 'embedded-file') fileAnnotations++;
    else count(annotation);
    for (const [key, part] of dict) {
      count(activeEntryKind(objects, { dict, isStream }, key));
      visit(part);
    }
  };
  const barred = new Set<number>();
  for (const place of places) {
    const value = objects.read(place);
    if (value === undefined) continue;
    // The last object of a number counts.
    if (isBarred(objects, value)) barred.add(numberOf(place));
    else barred.delete(numberOf(place));
    visit(value);
  }
  const files = Math.max(fileStreams, fileAnnotations, counts.get('embedded-file') ?? 0);
  if (files > 0) counts.set('embedded-file', files);
  return { counts, barred };
}

/** Nodes of the page tree and of the file itself: written anew, never copied. */
const STRUCTURE = new Set(['Catalog', 'Pages', 'Page', 'Template', 'XRef', 'ObjStm']);

function isBarred(objects: Resolver, value: PdfValue): boolean {
  const dict = dictOf(value);
  if (dict === undefined) return false;
  return (
    STRUCTURE.has(nameIn(objects, dict, 'Type') ?? '') || activeKind(objects, value) !== undefined
  );
}

/** Whether there is anything that a PDF must not keep. A signature may stay where the bytes do. */
export function isActive({ counts }: Inventory): boolean {
  return [...counts.keys()].some((kind) => kind !== 'signature');
}

/** Two inventories of one document, before and after its repair: what either saw. */
export function listRemoved(...inventories: readonly Inventory[]): readonly RemovedContent[] {
  return REMOVED_KINDS.flatMap((kind) => {
    const count = Math.max(0, ...inventories.map(({ counts }) => counts.get(kind) ?? 0));
    return count > 0 ? [{ kind, count }] : [];
  });
}
