/**
 * Every reason for which a document is refused or lost. The codes are part of the API: they are
 * stored, counted and translated by callers, so they are never renamed.
 *
 * - `not-a-fax-document`: none of the formats that are read, by its first bytes (HTML, empty …)
 * - `too-large`: more bytes than `maxBytes`
 * - `too-many-pages`, `too-many-pixels`: beyond `maxPages`, or one page or picture beyond `maxPixels`
 * - `too-complex`: a PDF of more objects, nesting or unpacked bytes than any document needs
 * - `bigtiff`: no longer given (BigTIFF is read); kept since codes are stored
 * - `jbig`: pages coded by JBIG (T.82/T.85), which nothing here decodes
 * - `uncompressed-mode`: a strip that declares and uses T.4/T.6 uncompressed mode
 * - `unsupported-image`: pixels or a coding that nothing here decodes
 * - `encrypted-pdf`: opens only with a password, or by an unknown security handler
 * - `damaged-beyond-reading`: begins like a TIFF or PDF, but not one page can be read, or the page that
 *   was asked for can't be
 * - `no-pages`: a whole document without pages
 * - `page-not-found`, `bad-width`: what the caller asked for does not exist
 * - `bad-options`: what is wanted of a fax is impossible: its format, header line or cover sheet
 * - `time-limit`, `memory-limit`: the work was killed
 * - `engine-unavailable`: no child process could be started; says nothing of the document
 * - `engine-failed`: the child process ended or answered nonsense, or the engine is closed
 */
export const FAX_DOCUMENT_ERROR_CODES = [
  'not-a-fax-document',
  'too-large',
  'too-many-pages',
  'too-many-pixels',
  'too-complex',
  'bigtiff',
  'jbig',
  'uncompressed-mode',
  'unsupported-image',
  'encrypted-pdf',
  'damaged-beyond-reading',
  'no-pages',
  'page-not-found',
  'bad-width',
  'bad-options',
  'time-limit',
  'memory-limit',
  'engine-unavailable',
  'engine-failed',
] as const;

export type FaxDocumentErrorCode = (typeof FAX_DOCUMENT_ERROR_CODES)[number];

/** The one error type of this library. The message holds no content of the document. */
export class FaxDocumentError extends Error {
  override readonly name = 'FaxDocumentError';
  readonly code: FaxDocumentErrorCode;

  constructor(code: FaxDocumentErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether a value that came from outside is one of our codes. */
export function isFaxDocumentErrorCode(value: unknown): value is FaxDocumentErrorCode {
  return FAX_DOCUMENT_ERROR_CODES.some((code) => code === value);
}
