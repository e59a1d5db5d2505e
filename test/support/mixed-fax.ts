import { encodeG3 } from '@kuvert/fax-document/ccitt/encode-g3';
import { encodeG4 } from '@kuvert/fax-document/ccitt/encode-g4';
import { buildTiff, type PageToWrite } from '@kuvert/fax-document/testing/tiff-builder';
import { decodeTiffPages } from '@kuvert/fax-document/tiff/decode-pages';

import { readSample } from './samples.ts';

/** A fax of four pages: whole, damaged in two places, blank, and one that breaks off. */
export const mixedFax = async (): Promise<Uint8Array> => {
  const [page] = decodeTiffPages(await readSample('sp-ecm-mr.tif'));
  if (!page) throw new Error('the sample has no page');
  const { width, height, rows } = page;
  const tags = {
    imageWidth: width,
    imageLength: height,
    xResolution: { numerator: 204, denominator: 1 },
    yResolution: { numerator: 196, denominator: 1 },
  };
  const g4 = (strip: Uint8Array): PageToWrite => ({ tags, strips: [strip] });
  const whole = encodeG4(page);
  const blank = encodeG4({ width, height, rows: new Uint8Array(rows.length) });
  const noisy = encodeG3(page, { k: 1, byteAlignedEols: false, returnToControl: true });
  return buildTiff([
    g4(whole),
    { tags: { ...tags, compression: 3 }, strips: [withNoise(noisy, [0.3, 0.62])] },
    g4(blank),
    g4(whole.subarray(0, whole.length * 0.6)),
  ]);
};

/** Bits turned over here and there in a burst, as noise on a line does. */
const withNoise = (coded: Uint8Array, places: readonly number[]): Uint8Array => {
  const noisy = Uint8Array.from(coded);
  const [burst, step, bit] = [30, 7, 0x10];
  for (const place of places)
    for (let at = 0; at < burst; at += 1) {
      const index = Math.floor(coded.length * place) + at * step;
      noisy[index] = (noisy[index] ?? 0) ^ bit;
    }
  return noisy;
};
