import { beforeAll, describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../limits.ts';
import { tiffToPdf } from '../pdf/tiff-to-pdf.ts';
import { runTool } from '../testing/debian-tools.ts';
import { blackShare, faxMaker, type MakeFax } from '../testing/faxes.ts';
import { greyBoxPdf, textPdf } from '../testing/pdfs.ts';
import { decodeByLibtiff } from '../testing/raster.ts';
import { sample, SAMPLE_NAMES } from '../testing/samples.ts';

/** The fax that Ghostscript makes of a PDF. */
const byGhostscript = (pdf: Uint8Array, yDpi: number) =>
  decodeByLibtiff(
    runTool(
      'gs',
      ['-q', '-dSAFER', '-dBATCH', '-dNOPAUSE', '-sDEVICE=tiffg4', `-r204x${yDpi}`].concat(
        '-sOutputFile=out.tif',
        'in.pdf',
      ),
      { 'in.pdf': pdf },
      'out.tif',
    ),
  );

let make: MakeFax;
beforeAll(async () => {
  make = await faxMaker();
});

describe('what Ghostscript makes of a scan in a PDF, we make pixel for pixel', () => {
  it.each(SAMPLE_NAMES)('%s', async (name) => {
    const { pdf, pages } = await tiffToPdf(sample(name), DEFAULT_LIMITS);
    const standard = pages[0]!.yDpi < 150;
    const { rasters } = await make([pdf], { resolution: standard ? 'standard' : 'fine' });
    expect(rasters).toEqual(byGhostscript(pdf, standard ? 98 : 196));
  });
});

it('text has about as much ink as Ghostscript gives it', async () => {
  const pdf = await textPdf(1);
  const [ours] = (await make([pdf])).rasters;
  const [theirs] = byGhostscript(pdf, 196);
  expect(blackShare(ours!) / blackShare(theirs!)).toBeCloseTo(1, 0);
});

it('a page with a grey box takes no more bytes than Ghostscript’s', async () => {
  const pdf = await greyBoxPdf(0.6);
  const { tiff } = await make([pdf]);
  const theirs = runTool(
    'gs',
    ['-q', '-dSAFER', '-dBATCH', '-dNOPAUSE', '-sDEVICE=tiffg4', '-r204x196'].concat(
      '-sOutputFile=out.tif',
      'in.pdf',
    ),
    { 'in.pdf': pdf },
    'out.tif',
  );
  expect(tiff.length).toBeLessThanOrEqual(theirs.length);
});
