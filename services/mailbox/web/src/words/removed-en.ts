import type { RemovedKind } from '../../../src/http/api.ts';

const count = (one: string, many: string) => (n: number) => `${n} ${n === 1 ? one : many}`;

/** What is taken out of a PDF, by its kind. */
export const removedEn: Record<RemovedKind, (n: number) => string> = {
  javascript: count('script', 'scripts'),
  launch: count('start of a program', 'starts of programs'),
  'submit-form': count('sending of a form', 'sendings of a form'),
  'import-data': count('import of data', 'imports of data'),
  uri: count('link', 'links'),
  'remote-go-to': count('link to another file', 'links to other files'),
  multimedia: count('sound or film', 'sounds or films'),
  'other-action': count('other action', 'other actions'),
  'embedded-file': count('attached file', 'attached files'),
  'external-content': count('reference to another file', 'references to other files'),
  xfa: count('XML form', 'XML forms'),
  postscript: count('program for a printer', 'programs for a printer'),
  signature: count('electronic signature', 'electronic signatures'),
};
