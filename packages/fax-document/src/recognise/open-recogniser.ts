import { tmpdir } from 'node:os';

import { FaxDocumentError } from '../errors.ts';
import { JsRecogniser } from './tesseract-js/js-recogniser.ts';
import { findTesseract } from './native/find-tesseract.ts';
import { ModelFolder } from './native/model-folder.ts';
import { NativeRecogniser } from './native/native-recogniser.ts';
import type { TextRecogniser } from './text-recogniser.ts';

/** Which recogniser reads, and what it may take. */
export interface RecogniserOptions {
  /** `any`: native Tesseract where it is found, else tesseract.js. */
  readonly recogniser: 'any' | TextRecogniser['name'];
  /** Folders in which `tesseract` is looked for, as PATH has them. */
  readonly recogniserPath: string;
  /** Pages that are read at once, a process each. */
  readonly recognisers: number;
  /** Resident memory of one process that reads. */
  readonly maxRecogniserBytes: number;
}

/**
 * @param temporary where native Tesseract's models may be unpacked
 * @throws FaxDocumentError `engine-unavailable` when native Tesseract is wanted and can't be had
 */
export async function openRecogniser(
  options: RecogniserOptions,
  temporary = tmpdir(),
): Promise<TextRecogniser> {
  const { recogniser, maxRecogniserBytes } = options;
  const native = recogniser === 'tesseract.js' ? undefined : await openNative(options, temporary);
  if (native !== undefined) return native;
  if (recogniser !== 'tesseract') return new JsRecogniser(maxRecogniserBytes);
  throw new FaxDocumentError(
    'engine-unavailable',
    'No usable tesseract is where it was looked for, or its models have no place.',
  );
}

async function openNative(
  { recogniserPath, maxRecogniserBytes }: RecogniserOptions,
  temporary: string,
): Promise<TextRecogniser | undefined> {
  const program = await findTesseract(recogniserPath);
  if (program === undefined) return undefined;
  const models = new ModelFolder(temporary);
  return (await models.isWritable())
    ? new NativeRecogniser(program, models, maxRecogniserBytes)
    : undefined;
}
