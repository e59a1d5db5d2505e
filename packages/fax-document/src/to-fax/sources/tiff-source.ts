import type { DocumentLimits } from '../../limits.ts';
import { decodeAnyPage } from '../../tiff/decode-any-page.ts';
import type { DecodedPage } from '../../tiff/decode-page.ts';
import type { GreyRows } from '../../tiff/grey-page.ts';
import { emptyPage, endsEarly, pageFacts } from '../../tiff/page-facts.ts';
import type { TiffPage } from '../../tiff/page.ts';
import { readTiff } from '../../tiff/read-tiff.ts';
import type { FaxResolution } from '../fax-format.ts';
import { asPicture, composePage } from '../page/compose.ts';
import { ownPixels, repeatsFor } from '../page/own-pixels.ts';
import { packBilevel, unpackRows } from '../page/pack-rows.ts';
import type { Paper } from '../page/paper.ts';
import { placePage } from '../page/placement.ts';
import { swapsSides, turnUpright } from '../page/upright.ts';
import type { OpenSource, PaperPage } from './open-source.ts';

/**
 * A TIFF: a fax's own pages go out pixel for pixel, others are scaled to the paper.
 *
 * @throws FaxDocumentError as `readTiff` does
 */
export function openTiffSource(bytes: Uint8Array, limits: DocumentLimits): OpenSource {
  const { pages, truncated } = readTiff(bytes, limits);
  let cutShort = truncated;
  return {
    pages: pages.length,
    page: async (index, paper, resolution) => {
      const page = pages[index];
      if (page === undefined) throw new RangeError('the TIFF has no such page');
      const decoded = await decodeAnyPage(bytes, page, limits.maxPixels);
      cutShort ||= endsEarly(page, decoded);
      const shown = decoded.height > 0 ? decoded : emptyPage(page);
      const { damagedLines, missingLines } = pageFacts(page, shown);
      const raster = await rasterPage(page, shown, paper, resolution);
      return { ...raster, damagedLines, missingLines, read: decoded.height > 0 };
    },
    finish: () => ({ kind: 'tiff', pages: pages.length, truncated: cutShort }),
    close: () => undefined,
  };
}

async function rasterPage(
  page: TiffPage,
  decoded: DecodedPage,
  paper: Paper,
  resolution: FaxResolution,
): Promise<PaperPage> {
  const swapped = swapsSides(page.orientation);
  const [xDpi, yDpi] = swapped ? [page.yDpi, page.xDpi] : [page.xDpi, page.yDpi];
  const columns = swapped ? decoded.height : decoded.width;
  const bilevel = decoded.grey === undefined;
  const repeats = bilevel ? repeatsFor({ columns, xDpi, yDpi }, paper) : undefined;
  if (repeats !== undefined && page.orientation === 1) return ownPixels(decoded, repeats, paper);
  const upright = turnUpright(greyOf(decoded), page.orientation);
  const turnedBack = repeats === undefined ? undefined : packBilevel(upright);
  if (repeats !== undefined && turnedBack) return ownPixels(turnedBack, repeats, paper);
  const inches = { width: upright.width / xDpi, height: upright.height / yDpi };
  return composePage(asPicture(upright), placePage(inches, paper), paper, resolution);
}

const greyOf = (page: DecodedPage): GreyRows =>
  page.grey === undefined ? unpackRows(page) : { ...page, samples: page.grey };
