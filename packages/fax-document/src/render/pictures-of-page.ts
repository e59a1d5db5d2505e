import { withMemory, type PdfiumFunctions } from './pdfium-functions.ts';

/** FPDF_PAGEOBJ_IMAGE (public/fpdf_edit.h). */
const IMAGE = 3;
/** Share of a page's width and height that a scan of it has; scanners leave a hair. */
const NEARLY_ALL = 0.9;
/** A page of more objects is drawn, not scanned. */
const MOST_OBJECTS = 10_000;

/** How much of a page is pictures. */
export interface PagePictures {
  /** Share of the page's area that pictures have, 0–1; those that lie on others count as well. */
  readonly share: number;
  /** The pixels, as the page is shown, of the one picture that fills it: a scan, or a received fax. */
  readonly scan: PixelSize | undefined;
}

interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** Looks at a page's pictures; those within form objects aren't seen. */
export function picturesOfPage(functions: PdfiumFunctions, page: number): PagePictures {
  const turned = functions._FPDFPage_GetRotation(page) % 2 === 1;
  const shown = [functions._FPDF_GetPageWidth(page), functions._FPDF_GetPageHeight(page)] as const;
  const [width, height] = turned ? [shown[1], shown[0]] : shown;
  const count = Math.min(MOST_OBJECTS, functions._FPDFPage_CountObjects(page));
  let share = 0;
  let scan: PixelSize | undefined;
  for (let index = 0; index < count; index++) {
    const object = functions._FPDFPage_GetObject(page, index);
    if (functions._FPDFPageObj_GetType(object) !== IMAGE) continue;
    const box = boundsOf(functions, object);
    if (box === undefined) continue;
    share += (box.width / width) * (box.height / height);
    const fills = box.width >= width * NEARLY_ALL && box.height >= height * NEARLY_ALL;
    if (fills) scan ??= pixelsOf(functions, object, turned);
  }
  return { share: Math.min(1, share), scan };
}

function boundsOf(functions: PdfiumFunctions, object: number): PixelSize | undefined {
  return withMemory(functions, 16, (at, view) => {
    const found = functions._FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12);
    if (found === 0) return undefined;
    const [left, bottom, right, top] = [0, 4, 8, 12].map((byte) => view().getFloat32(byte, true));
    return { width: right! - left!, height: top! - bottom! };
  });
}

function pixelsOf(
  functions: PdfiumFunctions,
  object: number,
  turned: boolean,
): PixelSize | undefined {
  const size = withMemory(functions, 8, (at, view) => {
    if (functions._FPDFImageObj_GetImagePixelSize(object, at, at + 4) === 0) return undefined;
    return { width: view().getUint32(0, true), height: view().getUint32(4, true) };
  });
  if (size === undefined || size.width === 0 || size.height === 0) return undefined;
  return turned !== liesOnItsSide(functions, object)
    ? { width: size.height, height: size.width }
    : size;
}

/** ISO 32000-1 clause 8.3.3: a matrix with b larger than a turns by a quarter. */
function liesOnItsSide(functions: PdfiumFunctions, object: number): boolean {
  return withMemory(functions, 24, (at, view) => {
    if (functions._FPDFPageObj_GetMatrix(object, at) === 0) return false;
    const [a, b] = [0, 4].map((byte) => Math.abs(view().getFloat32(byte, true)));
    return b! > a!;
  });
}
