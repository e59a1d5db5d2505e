import type { Conversion, FaxEngine, SourceMetadata } from '@kuvert/fax-document/engine';
import type { Recognition } from '@kuvert/fax-document/recognition';
import { codeOf, KuvertError } from '@kuvert/shared/errors';

/** Reads documents by machine; the fax engine's own shape. @throws Error with a `code` that says why not */
export interface TextReader extends Pick<FaxEngine, 'recognise'> {
  /** The PDF with the text in it, turned pages upright; a PDF that can't carry more stays as it is. */
  toPdf(
    source: Uint8Array,
    options: {
      readonly signal: AbortSignal;
      readonly metadata: SourceMetadata;
      readonly recognition: Recognition;
    },
  ): Promise<Pick<Conversion, 'pdf'>>;
}

/** The document's own fault: after some tries it is given up. Everything else is ours, and tried for as long as it takes. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly code: string;

  constructor(code: string, options?: ErrorOptions) {
    super('the document can not be read by machine', options);
    this.code = code;
  }
}

/** Tells an unreadable document from a reader that can't be started. */
export const asReaderFault = (error: unknown, signal: AbortSignal): unknown => {
  if (signal.aborted) return error;
  const code = codeOf(error);
  return code === 'engine-unavailable'
    ? new KuvertError('text-reader-unavailable', 'no reader can be started', { cause: error })
    : new Unreadable(code, { cause: error });
};
