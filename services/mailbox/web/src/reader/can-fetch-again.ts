import type { AttentionReason } from '@kuvert/shared/attention';

/** Whether another try can give another result: the document itself was not the obstacle. */
export const canFetchAgain = (reason: AttentionReason): boolean => {
  switch (reason) {
    case 'media-not-found':
    case 'media-refused':
    case 'media-too-slow':
    case 'media-unreachable':
    case 'conversion-limit':
    case 'conversion-failed':
      return true;
    case 'no-document':
    case 'media-forbidden-address':
    case 'media-too-large':
    case 'not-a-fax-document':
    case 'too-many-pages':
    case 'too-many-pixels':
    case 'jbig':
    case 'uncompressed-mode':
    case 'encrypted-pdf':
    case 'damaged-beyond-reading':
      return false;
  }
};
