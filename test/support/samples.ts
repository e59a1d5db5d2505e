import { readFile } from 'node:fs/promises';

import { SAMPLE_NAMES } from '@kuvert/fax-document/testing/samples';

export { SAMPLE_NAMES as sampleNames };

/** A TIFF as a real receiver stored it. */
export const readSample = (name: string): Promise<Uint8Array> =>
  readFile(new URL(`../../packages/fax-document/samples/${name}`, import.meta.url));
