import type { Boot } from '../../src/http/api.ts';

/** The data block that the server wrote into the page. */
export const readBoot = (document: Document): Boot => {
  const text = document.getElementById('boot')?.textContent;
  if (!text) throw new Error('the page has no boot data');
  // Our own server wrote it with the schema of this type.
  return JSON.parse(text) as Boot;
};
