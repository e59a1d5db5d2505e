import type { Conversion, FaxEngine } from '@kuvert/fax-document/engine';
import type { PlainDocument } from '@kuvert/platform/documents/seal-and-store';
import { documentMetadataOf, type DocumentMetadata } from '@kuvert/shared/document-metadata';
import { KuvertError } from '@kuvert/shared/errors';
import type { MessageId } from '@kuvert/shared/ids';
import { room } from '@kuvert/shared/reception';

import { attachmentTypeOf } from '../../documents/attachment-type.ts';
import type { FiledFromRoom } from '../../store/file-from-room.ts';
import { refusalOf } from '../document-refusal.ts';

/** A file as it was chosen, and what it is called. */
export interface WrittenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface MadePages extends Pick<FiledFromRoom, 'pages' | 'intake'> {
  /** Each file by itself, and one document of all their pages. */
  readonly documents: readonly PlainDocument[];
  /** How many of the pages each file has. */
  readonly pagesOf: readonly number[];
}

type Engine = Pick<FaxEngine, 'toPdf' | 'toFax' | 'join'>;

/**
 * A PDF stays one; pictures and texts, the message's own where there is no file, become pages as they are sent. Several
 * files are one document in their order, each a chapter of it.
 * @throws KuvertError `attachment-…`, with the file's place from 1 in `details.attachment` where there is a file
 */
export const makePages = async (
  engine: Engine,
  { text, files }: { readonly text: string; readonly files: readonly WrittenFile[] },
  of: { readonly messageId: MessageId; readonly at: Date },
  signal: AbortSignal,
): Promise<MadePages> => {
  const metadata = documentMetadataOf({
    carrier: room,
    receivedAt: of.at,
    messageId: of.messageId,
  });
  const own = { name: '', bytes: Buffer.from(text) };
  const parts: Part[] = [];
  for (const [at, file] of (files.length === 0 ? [own] : files).entries()) {
    const place = files.length === 0 ? undefined : String(at + 1);
    parts.push(await refusedAs(place, () => convert(engine, file, place, metadata, signal)));
  }
  const pdf = await refusedAs(undefined, () => join(engine, parts, signal));
  const originals = parts.map(({ original, mediaType }, at): PlainDocument => ({
    kind: 'original',
    place: at + 1,
    mediaType,
    bytes: original,
  }));
  return {
    documents: [...originals, { kind: 'pdf', mediaType: 'application/pdf', bytes: pdf }],
    pages: parts.flatMap(({ pages }) =>
      pages.map(({ height, blank, rotate }) => ({ lines: Math.ceil(height), blank, rotate })),
    ),
    pagesOf: parts.map(({ pages }) => pages.length),
    intake: intakeOf(parts),
  };
};

interface Part extends Conversion {
  readonly name: string;
  readonly original: Uint8Array;
  readonly mediaType: 'application/pdf' | 'image/tiff';
}

const convert = async (
  engine: Engine,
  { name, bytes }: WrittenFile,
  place: string | undefined,
  metadata: DocumentMetadata,
  signal: AbortSignal,
): Promise<Part> => {
  const type = place === undefined ? 'text/plain' : attachmentTypeOf(bytes);
  if (type === undefined)
    throw new KuvertError('attachment-type-wrong', 'the file is none that pages are made of', {
      details: { attachment: place ?? '' },
    });
  const isPdf = type === 'application/pdf';
  const original = isPdf ? bytes : (await engine.toFax([bytes], { signal })).tiff;
  const made = await engine.toPdf(original, { metadata, signal });
  return { ...made, name, original, mediaType: isPdf ? type : 'image/tiff' };
};

const join = async (
  engine: Engine,
  parts: readonly Part[],
  signal: AbortSignal,
): Promise<Uint8Array> => {
  const [only, ...more] = parts;
  if (only && more.length === 0) return only.pdf;
  const chapters = parts.map(({ pdf, name }) => ({ pdf, title: name }));
  return engine.join(chapters, { signal });
};

/** How those came that came as PDF; null where all were made here. */
const intakeOf = (parts: readonly Part[]): FiledFromRoom['intake'] => {
  const intakes = parts.flatMap(({ intake }) => intake ?? []);
  if (intakes.length === 0) return null;
  const removed = new Map<string, number>();
  for (const { kind, count } of intakes.flatMap((intake) => intake.removed))
    removed.set(kind, (removed.get(kind) ?? 0) + count);
  return {
    repaired: intakes.some(({ repaired }) => repaired),
    decrypted: intakes.some(({ decrypted }) => decrypted),
    missingPages: intakes.reduce((sum, { missingPages }) => sum + missingPages, 0),
    removed: Object.fromEntries(removed),
  };
};

const refusedAs = async <Result>(
  place: string | undefined,
  run: () => Promise<Result>,
): Promise<Result> => {
  try {
    return await run();
  } catch (error) {
    throw refusalOf(error)?.(place) ?? error;
  }
};
