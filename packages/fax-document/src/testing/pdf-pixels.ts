import { rowBytes, type PackedRows } from '../ccitt/row-sink.ts';
import type { Pdfium } from '../render/pdfium.ts';
import type { Resolution } from '../tiff/resolution.ts';
import { runTool } from './debian-tools.ts';

/** A page (from 1) of a PDF as poppler draws it at its image's resolution. */
export function drawByPoppler(pdf: Uint8Array, page: number, dpi: Resolution): PackedRows {
  const one = ['-f', `${page}`, '-l', `${page}`, '-singlefile', '-gray', '-aa', 'no'];
  const resolution = ['-rx', `${dpi.xDpi}`, '-ry', `${dpi.yDpi}`];
  const args = [...one, ...resolution, 'in.pdf', 'out'];
  return packed(readPgm(runTool('pdftoppm', args, { 'in.pdf': pdf }, 'out.pgm')));
}

/** A page (from 1) of a PDF as PDFium draws it at its image's size. */
export function drawByPdfium(
  pdfium: Pdfium,
  pdf: Uint8Array,
  page: number,
  size: Size,
): PackedRows {
  const document = pdfium.open(pdf);
  try {
    const rgbx = document.draw(page - 1, size.width, size.height) ?? new Uint8Array();
    return packed({ ...size, grey: rgbx.filter((_, at) => at % 4 === 0) });
  } finally {
    document.close();
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

interface GreyPixels extends Size {
  readonly grey: Uint8Array;
}

/** Netpbm's binary grey format: `P5`, width, height, 255, one white space, samples. */
function readPgm(pgm: Buffer): GreyPixels {
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.toString('latin1', 0, 64));
  if (header === null) throw new Error('not a grey Netpbm picture');
  const grey = pgm.subarray(header[0].length);
  return { width: Number(header[1]), height: Number(header[2]), grey };
}

/** Packs samples that must be pure black or white: anything else is no picture of a fax's pixels. */
function packed({ width, height, grey }: GreyPixels): PackedRows {
  const stride = rowBytes(width);
  const rows = new Uint8Array(stride * height);
  grey.forEach((sample, at) => {
    if (sample !== 0 && sample !== 255) throw new Error(`a grey pixel: ${sample}`);
    const x = at % width;
    if (sample === 0) rows[((at - x) / width) * stride + (x >>> 3)]! |= 0x80 >> (x & 7);
  });
  return { width, height, rows };
}
