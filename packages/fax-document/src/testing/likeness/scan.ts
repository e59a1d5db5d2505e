import { rowBytes, type PackedRows } from '../../ccitt/row-sink.ts';
import type { Pdfium } from '../../render/pdfium.ts';
import { Random } from '../fuzz/random.ts';

/** A sheet of paper at 300 dpi, a byte a pixel, 0 black. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
  /** Squares of `SQUARE` pixels: 1 where the paper is not white, or beside such. */
  readonly inked: Uint8Array;
}

const SQUARE = 32;
const PAPER_DPI = 300;
/** A fax machine's line: T.4, 215 mm. */
const COLUMNS = 1728;
export const SCAN_X_DPI = 204;

/** The first page of a PDF on paper. */
export function sheetOf(pdfium: Pdfium, pdf: Uint8Array): Sheet {
  const document = pdfium.open(pdf);
  try {
    const points = document.pageSize(0);
    const pixels = (length = 0): number => Math.round((length / 72) * PAPER_DPI);
    const size = { width: pixels(points?.width), height: pixels(points?.height) };
    const grey = document.drawGrey(0, size.width, size.height) ?? new Uint8Array();
    return { ...size, grey, inked: inkedSquares(size.width, grey) };
  } finally {
    document.close();
  }
}

const squares = (length: number): number => Math.ceil(length / SQUARE) + 2;

function inkedSquares(width: number, grey: Uint8Array): Uint8Array {
  const across = squares(width);
  const inked = new Uint8Array(across * squares(grey.length / width));
  grey.forEach((sample, at) => {
    if (sample === 255) return;
    const square = squareOf(width, at % width, Math.floor(at / width));
    for (const row of [square - across, square, square + across]) inked.fill(1, row - 1, row + 2);
  });
  return inked;
}

/** One square of margin all around. */
const squareOf = (width: number, x: number, y: number): number =>
  (Math.floor(y / SQUARE) + 1) * squares(width) + Math.floor(x / SQUARE) + 1;

/** How a fax machine took a sheet in. */
export interface ScanOptions {
  readonly yDpi: 98 | 196;
  /** Where the sheet lay, in inches, and how askew, in degrees. */
  readonly dx: number;
  readonly dy: number;
  readonly skew: number;
  /** The optics' width and the feeder's speed: 1 is exact. */
  readonly stretchX: number;
  readonly stretchY: number;
  /** From which darkness on, 0–1, a pixel is black. */
  readonly threshold: number;
  /** Share of pixels that dust and noise turn over. */
  readonly specks: number;
  readonly seed: number;
  readonly header?: Sheet | undefined;
  /** The header stands above the page; else it covers the page's top. */
  readonly headerAbove: boolean;
  /** A dirty glass leaves a black streak down the page, at this share of its width. */
  readonly streakAt?: number | undefined;
}

export const EXACT_SCAN: ScanOptions = {
  yDpi: 196,
  dx: 0,
  dy: 0,
  skew: 0,
  stretchX: 1,
  stretchY: 1,
  threshold: 0.5,
  specks: 0,
  seed: 1,
  headerAbove: true,
};

/** The sheet in the machine's own pixels. */
export function scan(sheet: Sheet, options: ScanOptions): PackedRows {
  const { yDpi, header, headerAbove } = options;
  const rowsOf = (of: Sheet): number => Math.round((of.height / PAPER_DPI) * yDpi);
  const headerRows = header ? rowsOf(header) : 0;
  const above = headerAbove ? headerRows : 0;
  const height = rowsOf(sheet) + above;
  const page = { width: COLUMNS, height, rows: new Uint8Array(rowBytes(COLUMNS) * height) };
  scanOnto(page, above, sheet, options);
  if (header) {
    page.rows.fill(0, 0, headerRows * rowBytes(COLUMNS));
    scanOnto({ ...page, height: headerRows }, 0, header, { ...EXACT_SCAN, yDpi });
  }
  return page;
}

/** Paper feeds don't run evenly: by so many pixels of the paper too far or too near. */
const WOBBLE = 0.6;

function scanOnto(page: PackedRows, from: number, sheet: Sheet, options: ScanOptions): void {
  const { yDpi, skew, stretchX, stretchY, dx, dy, threshold, specks, streakAt = -1 } = options;
  const random = new Random(options.seed);
  const stride = rowBytes(page.width);
  const angle = (skew * Math.PI) / 180;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const stepX = PAPER_DPI / SCAN_X_DPI / stretchX;
  const stepY = PAPER_DPI / yDpi / stretchY;
  const [centreX, centreY] = [sheet.width / 2, sheet.height / 2];
  const streak = Math.round(streakAt * page.width);
  const turned = Math.round(specks * 2 ** 20);
  for (let y = from; y < page.height; y++) {
    const wobble = WOBBLE * Math.sin(y / yDpi / 0.8 + options.seed);
    const py = (y - from + 0.5) * stepY - dy * PAPER_DPI - centreY + wobble;
    for (let x = 0; x < page.width; x++) {
      const px = (x + 0.5) * stepX - dx * PAPER_DPI - centreX;
      const sheetX = px * cos + py * sin + centreX;
      const sheetY = py * cos - px * sin + centreY;
      let black = darkness(sheet, sheetX, sheetY, stepX / 4, stepY / 4) > threshold;
      if (turned > 0 && random.below(2 ** 20) < turned) black = !black;
      if (black || x === streak || x === streak + 1)
        page.rows[y * stride + (x >>> 3)]! |= 0x80 >>> (x & 7);
    }
  }
}

/** Mean darkness, 0–1, of four points of a pixel's area. */
function darkness(
  { width, height, grey, inked }: Sheet,
  x: number,
  y: number,
  halfX: number,
  halfY: number,
): number {
  if (x < 0 || y < 0 || x >= width || y >= height) return 0;
  if (inked[squareOf(width, x, y)] !== 1) return 0;
  let sum = 0;
  for (let point = 0; point < 4; point++) {
    const px = Math.floor(x + (point & 1 ? halfX : -halfX));
    const py = Math.floor(y + (point & 2 ? halfY : -halfY));
    if (px >= 0 && py >= 0 && px < width && py < height) sum += 255 - grey[py * width + px]!;
  }
  return sum / (4 * 255);
}
