/**
 * Why a received fax could not be filed as an ordinary document and waits for a person.
 * The UI has a sentence for each; the sealed original is kept whenever bytes came.
 */
export const attentionReasons = [
  'no-document',
  'media-not-found',
  'media-refused',
  'media-forbidden-address',
  'media-too-large',
  'media-too-slow',
  'media-unreachable',
  'not-a-fax-document',
  'too-many-pages',
  'too-many-pixels',
  'jbig',
  'uncompressed-mode',
  'encrypted-pdf',
  'damaged-beyond-reading',
  'conversion-limit',
  'conversion-failed',
] as const;

export type AttentionReason = (typeof attentionReasons)[number];
