import sharp from 'sharp';

import { rowBytes, type PackedRows } from '../../ccitt/row-sink.ts';
import { encodeG3 } from '../../ccitt/encode-g3.ts';
import { encodeG4 } from '../../ccitt/encode-g4.ts';
import { decodeTiffPages } from '../../tiff/decode-pages.ts';
import { ACTIVE_PDFS } from '../active-pdfs.ts';
import { DAMAGED_PDFS } from '../damaged-pdfs.ts';
import { emptyPdf, encryptedPdf, redPdf, textPdf } from '../pdfs.ts';
import { SAMPLE_NAMES, sample } from '../samples.ts';
import { buildTiff, type PageToWrite } from '../tiff-builder.ts';

const ROWS = 160;
const G3 = { byteAlignedEols: true, returnToControl: true } as const;

/** The documents that mutants are made of: received faxes, small ones of every kind, PDFs. */
export async function seeds(): Promise<readonly Uint8Array[]> {
  const pdfs = [await emptyPdf([595, 842], [100, 100]), await redPdf()];
  return [
    ...SAMPLE_NAMES.map(sample),
    ...smallFaxes(someRows()),
    ...pdfs,
    await encryptedPdf('Standard'),
    ...ACTIVE_PDFS.map(({ pdf }) => pdf),
    ...DAMAGED_PDFS.map(({ pdf }) => pdf),
  ];
}

/** Documents that are only sent: pictures, text, a PDF of text. */
export async function seedsToSend(): Promise<readonly Uint8Array[]> {
  const picture = sharp({
    create: {
      width: 120,
      height: 90,
      channels: 3,
      background: '#fff',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  });
  const turned = picture.clone().withMetadata({ orientation: 6, density: 200 });
  return [
    await picture.clone().png().toBuffer(),
    await picture.clone().png({ palette: true }).toBuffer(),
    await turned.clone().jpeg().toBuffer(),
    await turned.clone().toColourspace('cmyk').jpeg({ progressive: true }).toBuffer(),
    Buffer.from('Remiss\tTill: Ortopedmottagningen\f\u001B[1mKnä\n'.repeat(40)),
    await textPdf(1),
  ];
}

/** Some rows of text of a received page. */
function someRows(): PackedRows {
  const [page] = decodeTiffPages(sample('sp-3pages.tif'));
  if (page === undefined) throw new Error('the sample has no page');
  const stride = rowBytes(page.width);
  const rows = page.rows.slice(200 * stride, (200 + ROWS) * stride);
  return { width: page.width, height: ROWS, rows };
}

function smallFaxes(page: PackedRows): Uint8Array[] {
  const size = { imageWidth: page.width, imageLength: page.height };
  const fax = (tags: PageToWrite['tags'], ...strips: Uint8Array[]): PageToWrite => ({
    tags: { ...size, ...tags },
    strips,
  });
  const half = page.rows.length / 2;
  const halves = [page.rows.subarray(0, half), page.rows.subarray(half)];
  const inStrips = halves.map((rows) => encodeG4({ ...page, height: ROWS / 2, rows }));
  const g4 = fax({ compression: 4 }, encodeG4(page));
  const mr = fax({ compression: 3, t4Options: 5 }, encodeG3(page, { ...G3, k: 4 }));
  const mh = fax({ compression: 3, t4Options: 4 }, encodeG3(page, { ...G3, k: 1 }));
  const strips = fax({ compression: 4, rowsPerStrip: ROWS / 2 }, ...inStrips);
  const tiles = fax(
    { compression: 4, tileWidth: page.width, tileLength: ROWS / 2, ...tileTables(inStrips) },
    ...inStrips,
  );
  const raw = fax({ compression: 1, rowsPerStrip: ROWS }, page.rows);
  const grey = { imageWidth: page.rows.length / ROWS, bitsPerSample: 8, photometric: 1 };
  return [
    buildTiff([g4, mr, mh]),
    buildTiff([mr, strips], false),
    buildTiff([tiles, raw]),
    buildTiff([fax({ ...grey, compression: 1, rowsPerStrip: ROWS }, page.rows), g4], false),
  ];
}

/** Tiles lie where strips would: right behind the header. */
function tileTables(tiles: readonly Uint8Array[]): PageToWrite['tags'] {
  const HEADER_BYTES = 8;
  let end = HEADER_BYTES;
  const tileOffsets = tiles.map(({ length }) => {
    const offset = end;
    end += length + (length % 2);
    return offset;
  });
  return { tileOffsets, tileByteCounts: tiles.map(({ length }) => length) };
}
