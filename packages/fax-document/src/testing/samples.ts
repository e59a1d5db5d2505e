import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../samples/', import.meta.url);

/** File names of the faxes as real receivers stored them. */
export const SAMPLE_NAMES: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.tif'))
  .toSorted();

/** One of them. */
export const sample = (name: string): Buffer => readFileSync(new URL(name, FOLDER));
