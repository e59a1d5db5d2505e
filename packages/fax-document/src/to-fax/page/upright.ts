import { placementOf } from '../../pdf/orientation.ts';
import type { GreyRows } from '../../tiff/grey-page.ts';

/** Whether TIFF's Orientation stores columns as rows. */
export const swapsSides = (orientation: number): boolean =>
  placementOf(orientation).rotate % 180 !== 0;

/** A stored picture as it is to be looked at: mirrored, then turned clockwise. */
export function turnUpright(picture: GreyRows, orientation: number): GreyRows {
  const { mirrored, rotate } = placementOf(orientation);
  let upright = mirrored ? mirror(picture) : picture;
  for (let turned = 0; turned < rotate; turned += 90) upright = turnClockwise(upright);
  return upright;
}

function mirror({ width, height, samples }: GreyRows): GreyRows {
  const mirrored = samples.slice();
  for (let y = 0; y < height; y++) mirrored.subarray(y * width, (y + 1) * width).reverse();
  return { width, height, samples: mirrored };
}

function turnClockwise({ width, height, samples }: GreyRows): GreyRows {
  const turned = new Uint8Array(samples.length);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) turned[x * height + (height - 1 - y)] = samples[at]!;
  }
  return { width: height, height: width, samples: turned };
}
