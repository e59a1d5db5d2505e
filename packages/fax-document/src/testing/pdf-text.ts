import type { Box } from '../recognition.ts';
import type { Pdfium } from '../render/pdfium.ts';
import { runTool } from './debian-tools.ts';
import { elementsNamed, readXml } from './xml.ts';

/** The text of a PDF as poppler copies it, lines as on the page. */
export const textByPoppler = (pdf: Uint8Array): string =>
  runTool('pdftotext', ['in.pdf', 'out.txt'], { 'in.pdf': pdf }, 'out.txt').toString('utf8');

interface FoundWord {
  readonly text: string;
  readonly box: Box;
}

/**
 * The words of a PDF's first page as poppler finds them, in fractions of the page as it is shown, whose
 * size in points poppler gives before the turn.
 */
export function wordsByPoppler(
  pdf: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
): readonly FoundWord[] {
  const args = ['-bbox', '-cropbox', '-l', '1', 'in.pdf', 'out.html'];
  const html = runTool('pdftotext', args, { 'in.pdf': pdf }, 'out.html').toString('utf8');
  const [page] = elementsNamed(readXml(html.slice(html.indexOf('<html'))), 'page');
  return (page?.children ?? []).map(({ text, attributes }) => {
    const at = (name: string, side = 1): number => Number(attributes[name]) / side;
    const [x, y] = [at('xMin', width), at('yMin', height)];
    const box = { x, y, width: at('xMax', width) - x, height: at('yMax', height) - y };
    return { text, box };
  });
}

/** The text of a PDF's first page as PDFium copies it: line ends `\n`, no blanks at the ends. */
export function textByPdfium(pdfium: Pdfium, pdf: Uint8Array): string {
  const document = pdfium.open(pdf);
  try {
    const letters = document.lettersOf(0) ?? [];
    const text = letters.map(({ code }) => String.fromCodePoint(code)).join('');
    return text.replaceAll(/[ \t]*\r?\n/g, '\n').trim();
  } finally {
    document.close();
  }
}
