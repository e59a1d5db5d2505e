import { rowBytes } from '../ccitt/row-sink.ts';
import type { PageFacts } from '../conversion.ts';
import { placementOf } from '../pdf/orientation.ts';
import { damageRanges } from './damage.ts';
import type { DecodedPage, PageAccount } from './decode-page.ts';
import { isFromReceiver, receiverDamagedLines } from './fax-tags.ts';
import type { TiffPage } from './page.ts';
import { COMPRESSION } from './tags.ts';

/** What is known of a page after it was decoded. */
export function pageFacts(page: TiffPage, decoded: PageAccount): PageFacts {
  return {
    width: decoded.width,
    height: decoded.height,
    xDpi: page.xDpi,
    yDpi: page.yDpi,
    damagedLines: Math.max(decoded.damagedRows.length, receiverDamagedLines(page.fax)),
    damage: damageRanges(decoded.damagedRows),
    missingLines: decoded.missingLines,
    endedEarly: breaksOff(page, decoded),
    rotate: placementOf(page.orientation).rotate,
    blank: decoded.blank,
  };
}

/** A page of which no line came keeps its place and size, white: page numbers stay the sender's. */
export function emptyPage(page: TiffPage): DecodedPage {
  const height = page.height ?? 1;
  return {
    width: page.width,
    height,
    rows: new Uint8Array(rowBytes(page.width) * height),
    damagedRows: [],
    missingLines: height,
    endOfBlock: false,
    blank: true,
  };
}

/** Whether something of the page is missing: lines anywhere in it, or its end. */
export function endsEarly(page: TiffPage, decoded: PageAccount): boolean {
  return decoded.missingLines > 0 || breaksOff(page, decoded);
}

/**
 * Whether the page's lower part is missing. T.4 is read to the end of the data whatever is damaged in
 * it, so the data must be cut. T.6 can't be read behind a fault, and a receiver stores an
 * error-corrected page up to where the line broke: its height then counts what came, but EOFB (T.6
 * clause 2.4.1.1), which receivers keep and other writers may leave out, is not there.
 */
function breaksOff(page: TiffPage, decoded: PageAccount): boolean {
  const { compression, height = 0 } = page;
  if (decoded.missingLines >= decoded.height) return true;
  const isT4 = compression === COMPRESSION.modifiedHuffman || compression === COMPRESSION.t4;
  const isT6 = compression === COMPRESSION.t6;
  if ((isT4 || isT6) && decoded.endOfBlock) return false;
  const shorter = !isT4 && decoded.height < height;
  return shorter || (isT6 && isFromReceiver(page.fax)) || page.cut || page.ifd.cut;
}
