import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { demonstrationNumbers, sampleFax } from '@kuvert/infra/local/demonstration';

import { checkout } from '../support/test-house.ts';

/** Three pages, coded by T.6. */
export const sampleFile = join(checkout, 'infra/local/samples/three-pages.tif');
export const samplePages = 3;

export const readSmokeSample = (): Promise<Uint8Array> => readFile(sampleFile);

/** The department that the sample is for, its number, and the number that it comes from. */
export const sampleRoute = {
  department: demonstrationNumbers[0]?.name ?? '',
  ...sampleFax,
} as const;
