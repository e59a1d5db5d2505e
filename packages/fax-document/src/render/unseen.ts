import { lettersOfPage, type PageLetter } from './letters-of-page.ts';
import type { PdfiumFunctions } from './pdfium-functions.ts';

/** FPDF_PAGEOBJ_IMAGE (public/fpdf_edit.h). */
const IMAGE = 3;
/** Pictures that are tried; a page on which so many can be seen isn't one that can't be. */
const MOST_IMAGES = 20;

/**
 * Whether something belongs on a loaded page that PDFium may not have drawn: letters of a font that
 * isn't in the file, a picture that can't be decoded. For pages that look blank.
 */
export function hasUnseen(functions: PdfiumFunctions, page: number): boolean {
  return lettersOfPage(functions, page).some(isMeantToBeSeen) || hasBrokenImage(functions, page);
}

const isMeantToBeSeen = ({ code, visible, box: { x, y, width, height } }: PageLetter): boolean =>
  visible && code > 0x20 && x < 1 && y < 1 && x + width > 0 && y + height > 0;

function hasBrokenImage(functions: PdfiumFunctions, page: number): boolean {
  const count = functions._FPDFPage_CountObjects(page);
  let tried = 0;
  for (let index = 0; index < count && tried < MOST_IMAGES; index++) {
    const object = functions._FPDFPage_GetObject(page, index);
    if (functions._FPDFPageObj_GetType(object) !== IMAGE) continue;
    const bitmap = functions._FPDFImageObj_GetBitmap(object);
    if (bitmap === 0) return true;
    functions._FPDFBitmap_Destroy(bitmap);
    tried++;
  }
  return false;
}
