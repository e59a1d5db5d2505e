import { FaxDocumentError } from '../../errors.ts';
import type { DocumentLimits } from '../../limits.ts';
import { isPdf } from '../../pdf/check-pdf.ts';
import type { Pdfium } from '../../render/pdfium.ts';
import { isTiff } from '../../tiff/parse.ts';
import type { FaxSource } from '../options.ts';
import type { Typefaces } from '../typeset/typefaces.ts';
import { decodeText } from './decode-text.ts';
import { openImageSource } from './image-source.ts';
import type { OpenSource } from './open-source.ts';
import { openPdfSource } from './pdf-source.ts';
import { openTextSource } from './text-source.ts';
import { openTiffSource } from './tiff-source.ts';

/** What documents are opened with. */
export interface SourceTools {
  readonly pdfium: Pdfium;
  readonly typefaces: Typefaces;
  readonly limits: DocumentLimits;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];

/**
 * Opens a document by what its first bytes say that it is.
 *
 * @throws FaxDocumentError `not-a-fax-document`, and as the readers of each kind do
 */
export async function openSource(
  { pdfium, typefaces, limits }: SourceTools,
  bytes: FaxSource,
): Promise<OpenSource> {
  const beginsWith = (magic: readonly number[]): boolean =>
    magic.every((byte, at) => bytes[at] === byte);
  if (isTiff(bytes)) return openTiffSource(bytes, limits);
  if (beginsWith(PNG)) return openImageSource(bytes, 'png', limits);
  if (beginsWith(JPEG)) return openImageSource(bytes, 'jpeg', limits);
  if (isPdf(bytes)) return openPdfSource(pdfium, bytes, limits);
  const text = decodeText(bytes);
  if (text) return openTextSource(pdfium, typefaces, text, limits);
  throw new FaxDocumentError('not-a-fax-document', 'Neither PDF, PNG, JPEG, TIFF nor text.');
}
