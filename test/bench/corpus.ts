import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { encodeG3 } from '@kuvert/fax-document/ccitt/encode-g3';
import { encodeG4 } from '@kuvert/fax-document/ccitt/encode-g4';
import { rowBytes, type PackedRows } from '@kuvert/fax-document/ccitt/row-sink';
import { sample } from '@kuvert/fax-document/testing/samples';
import { buildTiff, type PageToWrite } from '@kuvert/fax-document/testing/tiff-builder';
import { decodeTiffPages } from '@kuvert/fax-document/tiff/decode-pages';

/** Received faxes whose pages the corpus is made of: text at 196 and 98 lines an inch. */
const SOURCES = [
  ['sp-3pages.tif', 196],
  ['hyla-ecm-mmr-clean.tif', 98],
  ['hyla-from-efax-noecm-mh-clean.tif', 196],
] as const;
const PAGES_PER_FAX = 3;
const X_DPI = 204;

interface ReceivedPage extends PackedRows {
  readonly yDpi: number;
}

/** The pages of received faxes, five in all. */
export const receivedPages = (): readonly ReceivedPage[] =>
  SOURCES.flatMap(([name, yDpi]) =>
    decodeTiffPages(sample(name)).map((page) => ({ ...page, yDpi })),
  );

/** How a page is written. */
export type MakePage = (page: ReceivedPage) => PageToWrite;

/** As receivers with error correction write them: a T.6 strip a page. */
export const g4Page = (page: ReceivedPage): PageToWrite =>
  pageOf(page, { compression: 4 }, [encodeG4(page)]);

/** As programs that know no fax write them: T.6, in strips of 64 rows. */
export function multiStripPage(page: ReceivedPage): PageToWrite {
  return pageOf(page, { compression: 4, rowsPerStrip: STRIP_ROWS }, stripsOf(page).map(encodeG4));
}

/** As receivers without error correction write them: T.4 in one dimension, here in strips. */
export function g3Page(page: ReceivedPage): PageToWrite {
  const coded = stripsOf(page).map((strip) =>
    encodeG3(strip, { k: 1, byteAlignedEols: false, returnToControl: false }),
  );
  return pageOf(page, { compression: 3, rowsPerStrip: STRIP_ROWS }, coded);
}

const STRIP_ROWS = 64;

function stripsOf({ width, height, rows }: PackedRows): PackedRows[] {
  const stride = rowBytes(width);
  return Array.from({ length: Math.ceil(height / STRIP_ROWS) }, (_, index) => {
    const first = index * STRIP_ROWS;
    const count = Math.min(STRIP_ROWS, height - first);
    return { width, height: count, rows: rows.subarray(first * stride, (first + count) * stride) };
  });
}

const pageOf = (
  { width, height, yDpi }: ReceivedPage,
  tags: PageToWrite['tags'],
  strips: readonly Uint8Array[],
): PageToWrite => ({
  tags: {
    imageWidth: width,
    imageLength: height,
    xResolution: { numerator: X_DPI, denominator: 1 },
    yResolution: { numerator: yDpi, denominator: 1 },
    resolutionUnit: 2,
    photometric: 0,
    ...tags,
  },
  strips,
});

/** `count` faxes of three pages each, in files of their own; which pages follow which changes. */
export async function writeFaxes(
  folder: string,
  count: number,
  makePage: MakePage,
): Promise<readonly string[]> {
  const pages = receivedPages().map(makePage);
  const kinds = pages.map((_, first) =>
    buildTiff(Array.from({ length: PAGES_PER_FAX }, (_, i) => pages[(first + i) % pages.length]!)),
  );
  await mkdir(folder, { recursive: true });
  const files = Array.from({ length: count }, (_, index) => join(folder, `${index}.tif`));
  await Promise.all(files.map((file, index) => writeFile(file, kinds[index % kinds.length]!)));
  return files;
}
