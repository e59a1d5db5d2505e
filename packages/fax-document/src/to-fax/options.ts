import { FaxDocumentError } from '../errors.ts';
import type { CoverSheet } from './cover/cover-sheet.ts';
import { FAX_CODINGS, FAX_RESOLUTIONS, FAX_WIDTHS, type FaxFormat } from './fax-format.ts';
import type { FaxHeader } from './header/fax-header.ts';

/** The bytes of one document: PDF, PNG, JPEG, TIFF or plain text, told by what they are. */
export type FaxSource = Uint8Array;

/** How a fax is wanted, and what it has beside its documents. */
export interface FaxOptions extends Partial<FaxFormat> {
  /** A line above each page's content, in rows of its own. */
  readonly header?: FaxHeader | undefined;
  /** Room for a header line that is put above the pages later, when they go out. */
  readonly roomForHeader?: boolean | undefined;
  /** From 1: the pages of the first document before it are left out. */
  readonly firstPage?: number | undefined;
  /** A cover sheet before the documents. */
  readonly cover?: CoverSheet | undefined;
}

export const DEFAULT_FORMAT: FaxFormat = {
  resolution: 'fine',
  width: 1728,
  coding: 'g4',
  fillOrder: 1,
};

/** The format that options ask for. @throws FaxDocumentError `bad-options` */
export function readFormat(options: FaxOptions): FaxFormat {
  const {
    resolution = DEFAULT_FORMAT.resolution,
    width = DEFAULT_FORMAT.width,
    coding = DEFAULT_FORMAT.coding,
    fillOrder = DEFAULT_FORMAT.fillOrder,
  } = options;
  const known =
    FAX_RESOLUTIONS.includes(resolution) &&
    FAX_WIDTHS.includes(width) &&
    FAX_CODINGS.includes(coding) &&
    [1, 2].includes(fillOrder);
  if (!known) throw new FaxDocumentError('bad-options', 'No fax has such a format.');
  return { resolution, width, coding, fillOrder };
}
