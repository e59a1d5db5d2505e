import sharp from 'sharp';

import type { GreyRows } from '../grey-page.ts';

/** As `greyRow` weighs red, green and blue; sharp's own grey is that of light, not of what is stored. */
const LUMA: [number, number, number] = [0.299, 0.587, 0.114];

/**
 * The grey of an image of one page, on white; undefined when any fault is found in it, or when it is
 * of another size.
 */
export async function greyBySharp(
  image: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  maxPixels: number,
): Promise<GreyRows | undefined> {
  try {
    const { data, info } = await sharp(image, { failOn: 'error', limitInputPixels: maxPixels })
      .flatten({ background: '#fff' })
      .recomb([LUMA, LUMA, LUMA])
      .extractChannel(0)
      .raw()
      .toBuffer({ resolveWithObject: true });
    const asExpected = info.width === width && info.height === height && info.channels === 1;
    return asExpected ? { width, height, samples: data } : undefined;
  } catch {
    // Whatever it is, this image can't be read: the caller says which lines are lost.
    return undefined;
  }
}
