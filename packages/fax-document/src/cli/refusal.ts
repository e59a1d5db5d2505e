import { FAX_DOCUMENT_ERROR_CODES, FaxDocumentError } from '../errors.ts';

/**
 * Why the command line did nothing: the engine's reasons, and its own:
 *
 * - `usage`: the arguments make no sense
 * - `input-unreadable`: there is no such file, or it can't be read
 * - `output-unwritable`: the output can't be written, or is a device; what was there is as it was
 */
export const REFUSAL_CODES = [
  ...FAX_DOCUMENT_ERROR_CODES,
  'usage',
  'input-unreadable',
  'output-unwritable',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** A refusal, on its way to exit code 3. The message names no content of the document. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Any fault as a refusal: what nobody foresaw is the engine's. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof FaxDocumentError) {
    return new Refusal(error.code, error.message, { cause: error });
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return new Refusal('time-limit', 'Not done in time.', { cause: error });
  }
  return new Refusal('engine-failed', 'An unforeseen fault.', { cause: error });
}
