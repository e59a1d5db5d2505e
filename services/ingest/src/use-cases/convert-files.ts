import type { DocumentMetadata } from '@kuvert/shared/document-metadata';

import {
  conversionOf,
  convert,
  type Conversion,
  type Converted,
  type Converter,
} from './converter.ts';

/** A file of a message, and what its sender calls it. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ConvertedFiles {
  readonly conversion: Conversion;
  /** How many of its pages each file has; none where the conversion was refused. */
  readonly pagesOf: readonly number[];
}

/** One file, or several as one document in their order. The first that no pages can be made of refuses all. @throws as `convert` */
export const convertFiles = async (
  converter: Converter,
  files: readonly NamedFile[],
  signal: AbortSignal,
  metadata: DocumentMetadata,
): Promise<ConvertedFiles> => {
  const parts: Part[] = [];
  for (const { name, bytes } of files) {
    const conversion = await convert(converter, bytes, signal, metadata);
    if (conversion.kind === 'refused') return { conversion, pagesOf: [] };
    parts.push({ ...conversion.document, title: name });
  }
  const conversion = await join(converter, parts, signal);
  const isWhole = conversion.kind === 'converted';
  return { conversion, pagesOf: isWhole ? parts.map(({ pages }) => pages.length) : [] };
};

type Part = Converted & { readonly title: string };

const join = (
  converter: Converter,
  parts: readonly Part[],
  signal: AbortSignal,
): Promise<Conversion> =>
  conversionOf(async () => {
    const [only, ...more] = parts;
    if (only && more.length === 0) return only;
    return { ...factsOf(parts), pdf: await converter.join(parts, { signal }) };
  }, signal);

/** What is known of the whole, from what is known of its parts. */
const factsOf = (parts: readonly Converted[]): Omit<Converted, 'pdf'> => {
  const intakes = parts.flatMap(({ intake }) => intake ?? []);
  return {
    source: 'pdf',
    pages: parts.flatMap(({ pages }) => pages),
    truncated: parts.some(({ truncated }) => truncated),
    intake: {
      repaired: intakes.some(({ repaired }) => repaired),
      decrypted: intakes.some(({ decrypted }) => decrypted),
      missingPages: intakes.reduce((sum, { missingPages }) => sum + missingPages, 0),
      removed: intakes.flatMap(({ removed }) => removed),
    },
  };
};
