import { validateStrip } from '../ccitt/decode-strip.ts';
import { strayPixels } from './blank.ts';
import { decodeAnyPage } from './decode-any-page.ts';
import type { DecodedPage, PageAccount, PassThrough } from './decode-page.ts';
import { rowsToExpect, trimmedStrip } from './decode-strips.ts';
import type { TiffPage } from './page.ts';
import { codingOf, type Reading } from './reading.ts';
import { segmentBytes } from './segment-bytes.ts';

/** A page whose strip was decoded from its first bit to its last, and whose rows nobody kept. */
export interface ValidatedPage extends PageAccount {
  readonly passThrough: PassThrough;
}

/**
 * A page as a PDF needs it: most are one sound strip, of which no rows are needed; the others are
 * decoded.
 *
 * @throws FaxDocumentError as `decodeAnyPage`
 */
export async function validateOrDecode(
  bytes: Uint8Array,
  page: TiffPage,
  maxPixels: number,
): Promise<ValidatedPage | DecodedPage> {
  return validatePage(bytes, page, maxPixels) ?? (await decodeAnyPage(bytes, page, maxPixels));
}

/**
 * Validates a page of one T.4 or T.6 strip by decoding it. Undefined when any of its lines is damaged
 * or missing, or some decoder might read the strip otherwise.
 *
 * @throws FaxDocumentError `too-many-pixels`
 */
export function validatePage(
  bytes: Uint8Array,
  page: TiffPage,
  maxPixels: number,
): ValidatedPage | undefined {
  const coding = codingOf(page);
  const [strip, ...more] = page.strips;
  if (coding === undefined || coding === 'mh-aligned' || !page.bilevel) return undefined;
  if (strip === undefined || more.length > 0 || page.tile !== undefined) return undefined;
  const { height, exact } = rowsToExpect(page, maxPixels);
  const shape = { columns: page.width, rows: Math.min(page.rowsPerStrip, height) };
  const reading: Reading = { coding, lsbFirst: page.lsbFirst, beyondByteCounts: false };
  const coded = segmentBytes(bytes, strip, reading, shape);
  const found = validateStrip(coded, { ...shape, coding, exact });
  const whole = found.height > 0 && found.height === (page.height ?? found.height);
  if (!found.strict || !whole || found.damagedRows.length > 0) return undefined;
  const inRuns = found.blackPixels;
  const black = page.blackRunsAreBlack ? inRuns : found.width * found.height - inRuns;
  return {
    width: found.width,
    height: found.height,
    damagedRows: [],
    missingLines: 0,
    endOfBlock: found.endOfBlock,
    blank: black <= strayPixels(found.width, found.height),
    corrections: [],
    reading,
    passThrough: { coded: trimmedStrip(coded, found.usedBytes), coding },
  };
}
