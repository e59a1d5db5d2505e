import type { RemovedKind } from '../../../src/http/api.ts';

const count = (one: string, many: string) => (n: number) => `${n} ${n === 1 ? one : many}`;

/** What is taken out of a PDF, by its kind. */
export const removedSv: Record<RemovedKind, (n: number) => string> = {
  javascript: count('skript', 'skript'),
  launch: count('start av ett program', 'starter av program'),
  'submit-form': count('inskick av formulär', 'inskick av formulär'),
  'import-data': count('inläsning av data', 'inläsningar av data'),
  uri: count('länk', 'länkar'),
  'remote-go-to': count('länk till en annan fil', 'länkar till andra filer'),
  multimedia: count('ljud eller film', 'ljud eller filmer'),
  'other-action': count('annan åtgärd', 'andra åtgärder'),
  'embedded-file': count('bifogad fil', 'bifogade filer'),
  'external-content': count('hänvisning till en annan fil', 'hänvisningar till andra filer'),
  xfa: count('XML-formulär', 'XML-formulär'),
  postscript: count('program för skrivare', 'program för skrivare'),
  signature: count('elektronisk underskrift', 'elektroniska underskrifter'),
};
