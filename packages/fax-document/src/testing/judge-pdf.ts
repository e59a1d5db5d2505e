import { inflateSync } from 'node:zlib';

import { askTool, runTool } from './debian-tools.ts';

/** Whether a PDF is sound to qpdf and poppler: how many pages both see. Throws what either complains of. */
export function soundPages(pdf: Uint8Array): number {
  const files = { 'in.pdf': pdf };
  askTool('qpdf', ['--check', 'in.pdf'], files);
  const info = askTool('pdfinfo', ['in.pdf'], files);
  const pages = Number(/^Pages:\s+(\d+)$/m.exec(info)?.[1]);
  if (Number(askTool('qpdf', ['--show-npages', 'in.pdf'], files)) !== pages) {
    throw new Error('qpdf and poppler see other numbers of pages');
  }
  return pages;
}

/** All bytes of a PDF as text, streams unpacked: whatever is still in it can be found in this. */
export function allText(pdf: Uint8Array): string {
  const file = Buffer.from(pdf).toString('latin1');
  const unpacked = [...file.matchAll(/stream\r?\n([^]*?)endstream/g)].map(([, packed = '']) => {
    try {
      return inflateSync(Buffer.from(packed, 'latin1'), { finishFlush: 2 }).toString('latin1');
    } catch {
      return '';
    }
  });
  return [file, ...unpacked].join('\n');
}

/** A PDF as qpdf writes it with options: encrypted, linearised, with object streams … */
export function byQpdf(pdf: Uint8Array, ...options: string[]): Buffer {
  return runTool('qpdf', [...options, 'in.pdf', 'out.pdf'], { 'in.pdf': pdf }, 'out.pdf');
}
