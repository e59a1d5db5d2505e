import type { DocumentLimits } from '../limits.ts';
import { FaxDocumentError } from '../errors.ts';
import { placementOf } from '../pdf/orientation.ts';
import { placed } from '../recognise/arrange-raster.ts';
import { damageRanges } from '../tiff/damage.ts';
import { decodeAnyPage } from '../tiff/decode-any-page.ts';
import type { DecodedPage } from '../tiff/decode-page.ts';
import { emptyPage, pageFacts } from '../tiff/page-facts.ts';
import type { TiffPage } from '../tiff/page.ts';
import { readTiff } from '../tiff/read-tiff.ts';
import { cellSizeOf } from './cell-size.ts';
import type { DocumentPages } from './document-pages.ts';
import { inkOfRows, inkOfSamples } from './ink-of-raster.ts';
import type { InkPage } from './prepared-page.ts';

/** The pages of a TIFF, as they are shown. */
export function tiffInk(source: Uint8Array, limits: DocumentLimits): DocumentPages {
  const { pages } = readTiff(source, limits);
  return {
    count: pages.length,
    close: () => undefined,
    async page(index) {
      const page = pages[index];
      if (page === undefined) throw new FaxDocumentError('page-not-found', 'No such page.');
      const decoded = await decodeAnyPage(source, page, limits.maxPixels);
      return inkPage(page, decoded.height > 0 ? decoded : emptyPage(page));
    },
  };
}

function inkPage(page: TiffPage, decoded: DecodedPage): InkPage {
  const { rotate, mirrored } = placementOf(page.orientation);
  const { endedEarly, damagedLines } = pageFacts(page, decoded);
  const isTurned = rotate !== 0 || mirrored;
  const shown = isTurned ? turned(page, decoded) : { ...decoded, xDpi: page.xDpi, yDpi: page.yDpi };
  const size = cellSizeOf(shown);
  const { width, height, rows, grey } = shown;
  const ink =
    grey === undefined
      ? inkOfRows({ width, height, rows }, size)
      : inkOfSamples({ width, height, samples: grey }, size);
  // Rows of a page that is turned are columns, or lie the other way: such a page is compared as it is.
  const damage = isTurned ? [] : damageRanges(decoded.damagedRows);
  return {
    ...ink,
    xDpi: shown.xDpi / size.across,
    yDpi: shown.yDpi / size.down,
    brokeOff: endedEarly && !isTurned,
    hiddenDamage: damagedLines > decoded.damagedRows.length,
    damage: damage.map(({ from, to }) => ({
      from: Math.floor(from / size.down),
      to: Math.ceil(to / size.down),
    })),
  };
}

interface Shown {
  readonly width: number;
  readonly height: number;
  readonly rows: Uint8Array;
  readonly grey?: Uint8Array;
  readonly xDpi: number;
  readonly yDpi: number;
}

function turned(page: TiffPage, { width, height, rows, grey }: DecodedPage): Shown {
  const placement = placementOf(page.orientation);
  const pixels = placed({ width, height, bits: 1, samples: rows }, placement);
  const lies = placement.rotate % 180 !== 0;
  return {
    width: pixels.width,
    height: pixels.height,
    rows: pixels.samples,
    ...(grey && { grey: placed({ width, height, bits: 8, samples: grey }, placement).samples }),
    xDpi: lies ? page.yDpi : page.xDpi,
    yDpi: lies ? page.xDpi : page.yDpi,
  };
}
