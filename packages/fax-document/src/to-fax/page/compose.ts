import sharp, { type Sharp } from 'sharp';

import type { GreyRows } from '../../tiff/grey-page.ts';
import { binarise } from '../binarise/binarise.ts';
import type { FaxResolution } from '../fax-format.ts';
import type { PaperPage } from '../sources/open-source.ts';
import { pageRows } from './page-rows.ts';
import type { Paper } from './paper.ts';
import { spreadScan } from './scan-levels.ts';
import type { Placement } from './placement.ts';

const QUARTER_TURN_LEFT = 270;

/** Puts a grey picture where it belongs on the paper and makes it black and white. */
export async function composePage(
  picture: Sharp,
  placement: Placement,
  paper: Paper,
  resolution: FaxResolution,
): Promise<PaperPage> {
  const { turned, scale, columns, rows } = placement;
  const upright = turned ? picture.rotate(QUARTER_TURN_LEFT) : picture;
  const samples = await upright
    .resize(columns, rows, { fit: 'fill', kernel: 'lanczos3' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  const grey = onPaper({ width: columns, height: rows, samples }, placement.left, paper);
  const page = binarise(grey, resolution);
  return { ...page, scale, turned, ownPixels: false };
}

function onPaper(content: GreyRows, left: number, paper: Paper): GreyRows {
  const clean = spreadScan(content);
  const [width, height] = [paper.columns, pageRows(content.height, paper)];
  const samples = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < content.height; y++) {
    const from = y * content.width;
    samples.set(clean.samples.subarray(from, from + content.width), y * width + left);
  }
  return { width, height, samples };
}

/** Grey samples as a picture. */
export function asPicture({ width, height, samples }: GreyRows): Sharp {
  return sharp(samples, { raw: { width, height, channels: 1 } });
}
