import type { Box } from '../recognition.ts';
import { withMemory, type PdfiumFunctions } from './pdfium-functions.ts';

/** Text render modes that show nothing (ISO 32000-1 table 106). */
const INVISIBLE: ReadonlySet<number> = new Set([3, 7]);
/** A page of small print has some 10 000. */
const MOST_LETTERS = 50_000;
/** Fractions of a page in whole numbers, as FPDF_PageToDevice gives them. */
const FINE = 1_000_000;

/** One character of a page's text, in PDFium's order; spaces and line ends that PDFium found included. */
export interface PageLetter {
  /** Unicode scalar value, or what the font claims to be one. */
  readonly code: number;
  /** The font doesn't say which character it is. */
  readonly unknown: boolean;
  readonly visible: boolean;
  /** In fractions of the page as it is shown, from its upper left corner. */
  readonly box: Box;
}

/** The text of a page, character by character. */
export function lettersOfPage(functions: PdfiumFunctions, page: number): readonly PageLetter[] {
  const text = functions._FPDFText_LoadPage(page);
  if (text === 0) return [];
  try {
    const count = Math.min(MOST_LETTERS, functions._FPDFText_CountChars(text));
    return withMemory(functions, 24, (at, view) =>
      Array.from({ length: Math.max(0, count) }, (_, index) => ({
        code: codeOf(functions, text, index),
        unknown: functions._FPDFText_HasUnicodeMapError(text, index) === 1,
        visible: isVisible(functions, text, index),
        box: boxOf(functions, { page, text, index, at, view }),
      })),
    );
  } finally {
    functions._FPDFText_ClosePage(text);
  }
}

const HYPHEN = 0x2d;

/** A hyphen at the end of a line has a code of PDFium's own. */
const codeOf = (functions: PdfiumFunctions, text: number, index: number): number =>
  functions._FPDFText_IsHyphen(text, index) === 1
    ? HYPHEN
    : functions._FPDFText_GetUnicode(text, index);

function isVisible(functions: PdfiumFunctions, text: number, index: number): boolean {
  const object = functions._FPDFText_GetTextObject(text, index);
  return object !== 0 && !INVISIBLE.has(functions._FPDFTextObj_GetTextRenderMode(object));
}

interface Place {
  readonly page: number;
  readonly text: number;
  readonly index: number;
  readonly at: number;
  readonly view: () => DataView;
}

/** FS_RECTF: four floats, left, top, right, bottom, in points before the page is turned. */
function boxOf(functions: PdfiumFunctions, { page, text, index, at, view }: Place): Box {
  if (functions._FPDFText_GetLooseCharBox(text, index, at) === 0) return NOWHERE;
  const [left, top, right, bottom] = [0, 4, 8, 12].map((byte) => view().getFloat32(byte, true));
  const corner = (x: number, y: number) => {
    functions._FPDF_PageToDevice(page, 0, 0, FINE, FINE, 0, x, y, at + 16, at + 20);
    return [view().getInt32(16, true) / FINE, view().getInt32(20, true) / FINE] as const;
  };
  const [one, other] = [corner(left!, top!), corner(right!, bottom!)];
  const [x, y] = [Math.min(one[0], other[0]), Math.min(one[1], other[1])];
  return { x, y, width: Math.abs(one[0] - other[0]), height: Math.abs(one[1] - other[1]) };
}

const NOWHERE: Box = { x: 0, y: 0, width: 0, height: 0 };
