import { FaxDocumentError } from '@kuvert/fax-document/engine';
import { KuvertError, type ErrorCode } from '@kuvert/shared/errors';

/** @param attachment the one that is to blame */
export const tooLong = (attachment?: string): KuvertError =>
  refusal('fax-too-long', 'the fax has more pages than carriers take', attachment);

const refusal = (code: ErrorCode, message: string, attachment?: string): KuvertError =>
  new KuvertError(code, message, attachment === undefined ? {} : { details: { attachment } });

/** The engine's codes in the house's words; undefined for what is no fault of the document. */
export const refusalOf = (
  error: unknown,
): ((attachment: string | undefined) => KuvertError) | undefined => {
  if (!(error instanceof FaxDocumentError)) return undefined;
  switch (error.code) {
    case 'encrypted-pdf':
      return (id) => refusal('attachment-encrypted', 'the file opens with a password alone', id);
    case 'too-many-pages':
      return tooLong;
    case 'too-many-pixels':
    case 'too-complex':
    case 'time-limit':
    case 'memory-limit':
    case 'too-large':
      return (id) => refusal('attachment-too-complex', 'the file takes more than a fax may', id);
    case 'no-pages':
      return (id) => refusal('attachment-empty', 'the file has no pages', id);
    case 'not-a-fax-document':
    case 'unsupported-image':
    case 'jbig':
    case 'uncompressed-mode':
    case 'bigtiff':
      return (id) => refusal('attachment-type-wrong', 'the file can not be faxed', id);
    case 'damaged-beyond-reading':
    case 'bad-options':
      return (id) => refusal('attachment-damaged', 'the file can not be read', id);
    case 'engine-unavailable':
      return () => refusal('converter-unavailable', 'no converter can be started');
    case 'engine-failed':
    case 'page-not-found':
    case 'bad-width':
      return undefined;
  }
};
