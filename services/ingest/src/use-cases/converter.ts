import type { AttentionReason } from '@kuvert/shared/attention';
import type { DocumentMetadata } from '@kuvert/shared/document-metadata';
import { codeOf, KuvertError } from '@kuvert/shared/errors';
import type { LineRange, PageIntegrity } from '@kuvert/shared/integrity';

/** What of a converted document is used here; the fax engine's own shape. */
export interface ConvertedPage {
  /** Lines that it has. */
  readonly height: number;
  readonly damagedLines: number;
  readonly damage: readonly LineRange[];
  readonly missingLines: number;
  readonly endedEarly: boolean;
  readonly rotate: PageIntegrity['rotate'];
  readonly blank: boolean;
}

/** How a PDF came, and what of it is not in the document that was made of it. */
export interface ConvertedIntake {
  readonly repaired: boolean;
  readonly decrypted: boolean;
  /** Pages that it promises and doesn't have. */
  readonly missingPages: number;
  readonly removed: readonly { readonly kind: string; readonly count: number }[];
}

export interface Converted {
  readonly source: 'tiff' | 'pdf';
  readonly pdf: Uint8Array;
  readonly pages: readonly ConvertedPage[];
  readonly truncated: boolean;
  readonly intake?: ConvertedIntake;
  readonly tsi?: string;
}

export interface ConverterOptions {
  readonly signal?: AbortSignal;
  readonly metadata?: DocumentMetadata;
}

/** Makes a PDF of hostile bytes. @throws Error with a `code` that says why not. */
export interface Converter {
  toPdf(source: Uint8Array, options?: ConverterOptions): Promise<Converted>;
  /** PDFs that `toPdf` made as one, each a chapter of it. */
  join(
    parts: readonly { readonly pdf: Uint8Array; readonly title: string }[],
    options?: Pick<ConverterOptions, 'signal'>,
  ): Promise<Uint8Array>;
}

export type Conversion =
  | { readonly kind: 'converted'; readonly document: Converted }
  | { readonly kind: 'refused'; readonly reason: AttentionReason };

/** The engine's codes in the house's words. What isn't listed is a fault of the engine, not of the document. */
const reasons: Readonly<Record<string, AttentionReason>> = {
  'not-a-fax-document': 'not-a-fax-document',
  'too-large': 'media-too-large',
  'too-many-pages': 'too-many-pages',
  'too-many-pixels': 'too-many-pixels',
  'too-complex': 'conversion-limit',
  bigtiff: 'not-a-fax-document',
  jbig: 'jbig',
  'uncompressed-mode': 'uncompressed-mode',
  'unsupported-image': 'not-a-fax-document',
  'encrypted-pdf': 'encrypted-pdf',
  'damaged-beyond-reading': 'damaged-beyond-reading',
  'no-pages': 'damaged-beyond-reading',
  'time-limit': 'conversion-limit',
  'memory-limit': 'conversion-limit',
};

/**
 * Converts, and tells a refused document from a broken engine. An engine that died once is asked once more:
 * it may have been another document's doing. A document that breaks it twice is refused.
 * @throws KuvertError `converter-unavailable` when no engine can be started: the document waits for one;
 * what the engine threw when we are stopping
 */
export const convert = async (
  converter: Pick<Converter, 'toPdf'>,
  bytes: Uint8Array,
  signal: AbortSignal,
  metadata: DocumentMetadata = {},
): Promise<Conversion> => conversionOf(() => converter.toPdf(bytes, { signal, metadata }), signal);

/** What it came to when it is asked at most twice; as `convert`. */
export const conversionOf = async (
  ask: () => Promise<Converted>,
  signal: AbortSignal,
): Promise<Conversion> => {
  const once = () => attempt(ask, signal);
  return (await once()) ?? (await once()) ?? refused('conversion-failed');
};

const attempt = async (
  ask: () => Promise<Converted>,
  signal: AbortSignal,
): Promise<Conversion | undefined> => {
  try {
    return { kind: 'converted', document: await ask() };
  } catch (error) {
    if (signal.aborted) throw error;
    const code = codeOf(error);
    if (code === 'engine-unavailable')
      throw new KuvertError('converter-unavailable', 'no converter can be started', {
        cause: error,
      });
    const reason = reasons[code];
    return reason && refused(reason);
  }
};

const refused = (reason: AttentionReason): Conversion => ({ kind: 'refused', reason });
