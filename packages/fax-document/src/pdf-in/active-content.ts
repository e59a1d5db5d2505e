import type { RemovedKind } from '../removed-content.ts';
import { dictIn, dictOf, nameIn, type Resolver } from './dict-access.ts';
import { isArray, PdfStream, type PdfDict, type PdfValue } from './pdf-value.ts';

/**
 * Kinds of actions by their S (ISO 32000-1 table 198, ISO 32000-2 table 201). The jump within the
 * document (`GoTo`) alone isn't among them.
 */
const ACTIONS: ReadonlyMap<string, RemovedKind> = new Map([
  ['JavaScript', 'javascript'],
  ['Launch', 'launch'],
  ['SubmitForm', 'submit-form'],
  ['ImportData', 'import-data'],
  ['URI', 'uri'],
  ['GoToR', 'remote-go-to'],
  ['GoToE', 'remote-go-to'],
  ['GoToDp', 'remote-go-to'],
  ['Sound', 'multimedia'],
  ['Movie', 'multimedia'],
  ['Rendition', 'multimedia'],
  ['RichMediaExecute', 'multimedia'],
  ['GoTo3DView', 'multimedia'],
  ['Named', 'other-action'],
  ['Thread', 'other-action'],
  ['Hide', 'other-action'],
  ['ResetForm', 'other-action'],
  ['SetOCGState', 'other-action'],
  ['Trans', 'other-action'],
]);

/** Annotations that play something (ISO 32000-1 table 169, ISO 32000-2 clause 13.7). */
const MULTIMEDIA = new Set(['Sound', 'Movie', 'Screen', '3D', 'RichMedia', 'Projection']);

/** What an object is that must not stay, as a whole; undefined of one that may. */
export function activeKind(objects: Resolver, value: PdfValue): RemovedKind | undefined {
  const dict = dictOf(value);
  if (dict === undefined) return undefined;
  const type = nameIn(objects, dict, 'Type');
  return value instanceof PdfStream
    ? streamKind(objects, dict, type)
    : (actionKind(objects, dict, type) ??
        fileKind(objects, dict, type) ??
        signatureKind(dict, type));
}

function actionKind(objects: Resolver, dict: PdfDict, type?: string): RemovedKind | undefined {
  // Whatever its Type says: viewers go by S. (An element of the structure called `URI` would go, too.)
  const name = nameIn(objects, dict, 'S');
  if (name === undefined) return undefined;
  if (name === 'GoTo') return dict.has('F') ? 'remote-go-to' : undefined;
  const kind = ACTIONS.get(name);
  return kind ?? (type === 'Action' ? 'other-action' : undefined);
}

/** ISO 32000-1 clause 7.11: a file specification, with the file in it (EF) or elsewhere. */
function fileKind(objects: Resolver, dict: PdfDict, type?: string): RemovedKind | undefined {
  if (dictIn(objects, dict, 'EF') !== undefined) return 'embedded-file';
  return type === 'Filespec' || type === 'F' ? 'external-content' : undefined;
}

function streamKind(objects: Resolver, dict: PdfDict, type?: string): RemovedKind | undefined {
  if (type === 'EmbeddedFile') return 'embedded-file';
  if (type === '3D' || type === 'Sound') return 'multimedia';
  const postScript = [nameIn(objects, dict, 'Subtype'), nameIn(objects, dict, 'Subtype2')];
  return type !== 'Font' && postScript.includes('PS') ? 'postscript' : undefined;
}

const signatureKind = (dict: PdfDict, type?: string): RemovedKind | undefined =>
  type === 'Sig' || type === 'DocTimeStamp' || (dict.has('ByteRange') && dict.has('Contents'))
    ? 'signature'
    : undefined;

/** What one entry of a dictionary is that must not stay, while the rest of it may. */
export function activeEntryKind(
  objects: Resolver,
  owner: { readonly dict: PdfDict; readonly isStream: boolean },
  key: string,
): RemovedKind | undefined {
  const { dict, isStream } = owner;
  switch (key) {
    case 'XFA': {
      const value = objects.resolve(dict.get(key));
      return isArray(value) || value instanceof PdfStream ? 'xfa' : undefined;
    }
    // A stream whose bytes lie in another file (ISO 32000-1 table 5).
    case 'F':
      return isStream ? 'external-content' : undefined;
    // A page of another document (clause 8.10.4), a picture of a print shop (clause 14.11.7).
    case 'Ref':
    case 'OPI':
      return isStream ? 'external-content' : undefined;
    default:
      return undefined;
  }
}

/** What an annotation shows or plays beside its appearance; undefined of one that does neither. */
export function annotationKind(objects: Resolver, dict: PdfDict): RemovedKind | undefined {
  if (!dict.has('Rect')) return undefined;
  const subtype = nameIn(objects, dict, 'Subtype');
  if (subtype === undefined) return undefined;
  if (subtype === 'FileAttachment') return 'embedded-file';
  return MULTIMEDIA.has(subtype) ? 'multimedia' : undefined;
}
