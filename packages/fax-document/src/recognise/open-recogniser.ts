import { FaxDocumentError } from '../errors.ts';
import { JsRecogniser } from './tesseract-js/js-recogniser.ts';
import { findTesseract } from './native/find-tesseract.ts';
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

/** @throws FaxDocumentError `engine-unavailable` when native Tesseract is wanted and isn't there */
export async function openRecogniser(options: RecogniserOptions): Promise<TextRecogniser> {
  const { recogniser, recogniserPath, maxRecogniserBytes } = options;
  if (recogniser === 'tesseract.js') return new JsRecogniser(maxRecogniserBytes);
  const program = await findTesseract(recogniserPath);
  if (program !== undefined) return new NativeRecogniser(program, maxRecogniserBytes);
  if (recogniser === 'any') return new JsRecogniser(maxRecogniserBytes);
  throw new FaxDocumentError(
    'engine-unavailable',
    'No usable tesseract is where it was looked for.',
  );
}
