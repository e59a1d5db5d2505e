import type { EngineOptions } from '../engine.ts';
import { findTesseract } from '../recognise/native/find-tesseract.ts';
import type { Command } from './arguments.ts';

const MiB = 1024 * 1024;

/** All of it: operators are promised 20 s, of which the shell has some. */
const USUAL_SECONDS = 15;

/** This process takes some 80 MiB, and with its children stays below 512 MiB. */
const CHILD_BYTES = 352 * MiB;
const CHILD_BESIDE_READERS_BYTES = 184 * MiB;
/** A fax page takes 50 MiB of native Tesseract and 200 of tesseract.js, a page of a PDF 85 and 245. */
const NATIVE_READERS = {
  recogniser: 'tesseract',
  recognisers: 2,
  maxRecogniserBytes: 120 * MiB,
} as const;
const JS_READER = {
  recogniser: 'tesseract.js',
  recognisers: 1,
  maxRecogniserBytes: 248 * MiB,
} as const;

/** Milliseconds that a command may take, from the start of the process. */
export const deadlineOf = (command: Command): number =>
  1000 * ((command.kind === 'to-pdf' ? command.timeLimit : undefined) ?? USUAL_SECONDS);

/**
 * What the engine may take for a command. Only where text is read is anything looked for.
 *
 * @param searchPath folders in which native Tesseract may be, as PATH has them
 */
export async function engineLimits(
  command: Command,
  searchPath: string,
): Promise<Partial<EngineOptions>> {
  const usual = { processes: 1, timeoutMs: 1000 * USUAL_SECONDS, recogniserPath: searchPath };
  if (command.kind !== 'to-pdf' || command.ocr === undefined) {
    return { ...usual, maxResidentBytes: CHILD_BYTES };
  }
  const native = await findTesseract(searchPath);
  const readers = native === undefined ? JS_READER : NATIVE_READERS;
  return { ...usual, maxResidentBytes: CHILD_BESIDE_READERS_BYTES, ...readers };
}
