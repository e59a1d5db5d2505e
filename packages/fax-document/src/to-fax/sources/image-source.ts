import sharp, { type Metadata, type Sharp } from 'sharp';

import { FaxDocumentError } from '../../errors.ts';
import type { DocumentLimits } from '../../limits.ts';
import type { FaxSourceKind } from '../fax-raster.ts';
import { composePage } from '../page/compose.ts';
import type { Paper } from '../page/paper.ts';
import { placePage, placePicture, type Placement } from '../page/placement.ts';
import { WHOLE, type OpenSource } from './open-source.ts';

/** Dots an inch that a scanner may have; programs write 72 and 96 whatever the size. */
const SCANNED = { least: 100, most: 2400 } as const;
/** A picture without a size is not blown up beyond this. */
const LEAST_DPI = 50;
const WHITE = '#fff';

/**
 * A PNG or JPEG: at its own size where a scanner noted one, else as large as the paper is.
 *
 * @throws FaxDocumentError `too-many-pixels`, `damaged-beyond-reading`
 */
export async function openImageSource(
  bytes: Uint8Array,
  kind: Extract<FaxSourceKind, 'png' | 'jpeg'>,
  { maxPixels }: DocumentLimits,
): Promise<OpenSource> {
  const metadata = await readMetadata(bytes, maxPixels);
  let truncated = false;
  const compose: OpenSource['page'] = async (_, paper, resolution) => {
    const placement = place(metadata, paper);
    const draw = (failOn: 'error' | 'none') =>
      composePage(open(bytes, maxPixels, failOn), placement, paper, resolution);
    try {
      return { ...(await draw('error')), ...WHOLE };
    } catch {
      truncated = true;
      return { ...(await draw('none').catch(refuse)), ...WHOLE };
    }
  };
  return {
    pages: 1,
    page: compose,
    finish: () => ({ kind, pages: 1, truncated }),
    close: () => undefined,
  };
}

async function readMetadata(bytes: Uint8Array, maxPixels: number): Promise<Metadata> {
  const metadata = await sharp(bytes, { limitInputPixels: false }).metadata().catch(refuse);
  if (metadata.width * metadata.height > maxPixels) {
    throw new FaxDocumentError('too-many-pixels', 'The picture is too large.');
  }
  return metadata;
}

function refuse(cause: unknown): never {
  throw new FaxDocumentError('damaged-beyond-reading', 'The picture can’t be read.', { cause });
}

/** Upright by its EXIF orientation, on white, grey. */
function open(bytes: Uint8Array, maxPixels: number, failOn: 'error' | 'none'): Sharp {
  return sharp(bytes, { limitInputPixels: maxPixels, failOn, sequentialRead: true })
    .autoOrient()
    .flatten({ background: WHITE });
}

function place({ autoOrient, density = 0 }: Metadata, paper: Paper): Placement {
  const { width, height } = autoOrient;
  if (density < SCANNED.least || density > SCANNED.most) {
    return placePicture({ width, height }, LEAST_DPI, paper);
  }
  return placePage({ width: width / density, height: height / density }, paper);
}
