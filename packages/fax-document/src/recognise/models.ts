import { createRequire } from 'node:module';
import { dirname } from 'node:path';

import type { RecognitionLanguage } from '../recognition.ts';

/** What Tesseract knows: a language's letters and words, or (`osd`) which way letters look. */
export type ModelName = RecognitionLanguage | 'osd';

/** The integer form of the most accurate models; both recognisers use the same. */
const EDITION = '4.0.0_best_int';

const { resolve } = createRequire(import.meta.url);

/** The model's file, `traineddata` packed by gzip. */
export const packedModel = (name: ModelName): string =>
  resolve(`@tesseract.js-data/${name}/${EDITION}/${name}.traineddata.gz`);

/** The folder that holds it, and no other model. */
export const packedModelFolder = (name: ModelName): string => dirname(packedModel(name));
