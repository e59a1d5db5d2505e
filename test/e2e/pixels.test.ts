import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '@kuvert/fax-document/limits';
import { parseTiff } from '@kuvert/fax-document/tiff/parse';
import { decodeByLibtiff } from '@kuvert/fax-document/testing/raster';
import { drawByPoppler } from '@kuvert/fax-document/testing/pdf-pixels';

import { readSample, sampleNames } from '../support/samples.ts';
import { staffAt, type Staff } from '../support/staff.ts';
import { startTestHouse, type TestHouse } from '../support/test-house.ts';

let house: TestHouse;
let anna: Staff;

beforeAll(async () => {
  house = await startTestHouse();
  anna = await staffAt(house.mailboxOrigin, 'anna');
});
afterAll(() => house.remove());

const send = async (bytes: Uint8Array, pages: number) => {
  const { message } = await house.carrier.send(
    { bytes, from: '+46317001234', to: '+46846500410', pages },
    { publicOrigin: house.ingestOrigin },
  );
  return anna.untilFiled(message ?? '');
};

describe('a fax that was received over a line', () => {
  it.each(sampleNames)(
    'is downloaded as a PDF with the very pixels of its TIFF: %s',
    async (name) => {
      const tiff = await readSample(name);
      const pages = decodeByLibtiff(tiff);
      const message = await send(tiff, pages.length);
      const pdf = await anna.download(message, 'pdf');
      expect(message.pages).toBe(pages.length);
      const { pages: asStored } = parseTiff(tiff, DEFAULT_LIMITS);
      for (const [index, page] of pages.entries()) {
        const drawn = drawByPoppler(pdf, index + 1, asStored[index] ?? { xDpi: 0, yDpi: 0 });
        expect([drawn.width, drawn.height]).toEqual([page.width, page.height]);
        expect(Buffer.compare(drawn.rows, page.rows)).toBe(0);
      }
    },
  );

  it('can be downloaded as the original, byte for byte', async () => {
    const tiff = await readSample('sp-3pages.tif');
    const message = await send(tiff, 3);
    expect(Buffer.compare(await anna.download(message, 'original'), tiff)).toBe(0);
  });
});
