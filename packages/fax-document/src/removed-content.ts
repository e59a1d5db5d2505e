/**
 * What is taken out of a received PDF: all that acts, that leads elsewhere, or that a page's picture
 * doesn't show. The kinds are part of the API.
 *
 * - `javascript`, `launch`, `submit-form`, `import-data`, `uri`: actions of that name
 * - `remote-go-to`: a jump into another file (GoToR, GoToE, GoToDp)
 * - `multimedia`: sound, film, 3D, rich media, and the actions that start them
 * - `other-action`: any other action but the jump within the document
 * - `embedded-file`: a file within the document, attached to it or to a page
 * - `external-content`: content that lies in another file, and references to files
 * - `xfa`: a form of XML in the place of pages
 * - `postscript`: programs for a printer
 * - `signature`: a signature, where the document had to be written anew, since it wouldn't fit any more
 */
export const REMOVED_KINDS = [
  'javascript',
  'launch',
  'submit-form',
  'import-data',
  'uri',
  'remote-go-to',
  'multimedia',
  'other-action',
  'embedded-file',
  'external-content',
  'xfa',
  'postscript',
  'signature',
] as const;

export type RemovedKind = (typeof REMOVED_KINDS)[number];

/** Whether a value that came from outside is one of the kinds. */
export function isRemovedKind(value: unknown): value is RemovedKind {
  return REMOVED_KINDS.some((kind) => kind === value);
}

/** How many things of one kind were removed. */
export interface RemovedContent {
  readonly kind: RemovedKind;
  readonly count: number;
}
