import { rowBytes } from '../ccitt/row-sink.ts';
import type { PageFacts } from '../conversion.ts';
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
    missingLines: decoded.missingLines,
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

/**
 * Whether lines are missing, or the receiver stored an error-corrected page up to where the line
 * broke: its height then counts what came, but EOFB (T.6 clause 2.4.1.1), which these receivers keep,
 * is not there. Other writers may leave EOFB out.
 */
export function endsEarly(page: TiffPage, decoded: PageAccount): boolean {
  const broke = page.compression === COMPRESSION.t6 && !decoded.endOfBlock;
  return decoded.missingLines > 0 || (broke && isFromReceiver(page.fax));
}
