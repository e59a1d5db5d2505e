import { withMemory, type PdfiumFunctions } from './pdfium-functions.ts';

/** FPDF_PAGEOBJ_IMAGE (public/fpdf_edit.h). */
const IMAGE = 3;
/** Share of a page's width and height that a scan of it has; scanners leave a hair. */
const NEARLY_ALL = 0.9;
/** A page of more objects is drawn, not scanned. */
const MOST_OBJECTS = 10_000;

/** Pixels of the picture that fills a page, as the page is shown. */
export interface Scan {
  readonly width: number;
  readonly height: number;
}

/** The one picture that fills the page, where it has one: a scan, or a received fax. */
export function scanOfPage(functions: PdfiumFunctions, page: number): Scan | undefined {
  const turned = functions._FPDFPage_GetRotation(page) % 2 === 1;
  const [shownWidth, shownHeight] = [
    functions._FPDF_GetPageWidth(page),
    functions._FPDF_GetPageHeight(page),
  ];
  const width = turned ? shownHeight : shownWidth;
  const height = turned ? shownWidth : shownHeight;
  const count = Math.min(MOST_OBJECTS, functions._FPDFPage_CountObjects(page));
  for (let index = 0; index < count; index++) {
    const object = functions._FPDFPage_GetObject(page, index);
    if (functions._FPDFPageObj_GetType(object) !== IMAGE) continue;
    const box = boundsOf(functions, object);
    const fills =
      box !== undefined && box.width >= width * NEARLY_ALL && box.height >= height * NEARLY_ALL;
    if (fills) return pixelsOf(functions, object, turned);
  }
  return undefined;
}

function boundsOf(functions: PdfiumFunctions, object: number) {
  return withMemory(functions, 16, (at, view) => {
    const found = functions._FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12);
    if (found === 0) return undefined;
    const [left, bottom, right, top] = [0, 4, 8, 12].map((byte) => view().getFloat32(byte, true));
    return { width: right! - left!, height: top! - bottom! };
  });
}

function pixelsOf(functions: PdfiumFunctions, object: number, turned: boolean): Scan | undefined {
  const size = withMemory(functions, 8, (at, view) => {
    if (functions._FPDFImageObj_GetImagePixelSize(object, at, at + 4) === 0) return undefined;
    return { width: view().getUint32(0, true), height: view().getUint32(4, true) };
  });
  if (size === undefined || size.width === 0 || size.height === 0) return undefined;
  return turned !== liesOnItsSide(functions, object)
    ? { width: size.height, height: size.width }
    : size;
}

/** ISO 32000-1 clause 8.3.3: a matrix with b and c larger than a and d turns by a quarter. */
function liesOnItsSide(functions: PdfiumFunctions, object: number): boolean {
  return withMemory(functions, 24, (at, view) => {
    if (functions._FPDFPageObj_GetMatrix(object, at) === 0) return false;
    const [a, b] = [0, 4].map((byte) => Math.abs(view().getFloat32(byte, true)));
    return b! > a!;
  });
}
