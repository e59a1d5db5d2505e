import type { PartnerDetails } from '../../../src/http/api.ts';

/** Each file with its first and last page among the message's, from 1. */
export const filesWithPages = (files: PartnerDetails['files']) => {
  let last = 0;
  return files.map(({ name, pages }) => {
    const first = last + 1;
    last += pages;
    return { name, first, last };
  });
};
