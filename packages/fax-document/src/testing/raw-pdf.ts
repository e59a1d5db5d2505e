/** A PDF written by hand: its objects' texts by number, as bytes of one character each. */
export interface RawPdf {
  readonly objects: Readonly<Record<number, string>>;
  /** Entries of the trailer beside Size and Root. */
  readonly trailer?: string;
}

/** The number that pages made here have; 1 is the catalog, 2 the tree, 4 the content, 5 a font. */
export const PAGE = 3;

/** A stream's text; `entries` is its dictionary without brackets and Length. */
export function streamText(content: string, entries = ''): string {
  return `<<${entries}/Length ${content.length}>>\nstream\n${content}\nendstream`;
}

const CONTENT = '1 0 0 rg 20 20 60 60 re f BT /F1 12 Tf 20 85 Td (Sida) Tj ET';

/** A document of one page of 200 × 100 points with a red square and a word; its parts may have more entries. */
export function onePage({ catalog = '', page = '', form = CONTENT } = {}): Record<number, string> {
  return {
    1: `<</Type/Catalog/Pages 2 0 R${catalog}>>`,
    2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R${page}>>`,
    4: streamText(form),
    5: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  };
}

/** Its bytes: header, objects, cross-reference table, trailer. */
export function writeRaw({ objects, trailer = '' }: RawPdf): Buffer {
  let text = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n';
  const offsets = new Map<number, number>();
  for (const [number, value] of Object.entries(objects)) {
    offsets.set(Number(number), text.length);
    text += `${number} 0 obj\n${value}\nendobj\n`;
  }
  return latin1(text + crossReference(offsets, text.length, `/Root 1 0 R${trailer}`));
}

/** A later revision of a PDF: objects and a cross-reference behind its end (ISO 32000-1 clause 7.5.6). */
export function appendRevision(pdf: Buffer, objects: Readonly<Record<number, string>>): Buffer {
  const before = pdf.toString('latin1');
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(before)?.[1] ?? '0';
  let text = before;
  const offsets = new Map<number, number>();
  for (const [number, value] of Object.entries(objects)) {
    offsets.set(Number(number), text.length);
    text += `${number} 0 obj\n${value}\nendobj\n`;
  }
  return latin1(text + crossReference(offsets, text.length, `/Root 1 0 R/Prev ${previous}`));
}

function crossReference(
  offsets: ReadonlyMap<number, number>,
  start: number,
  trailer: string,
): string {
  const size = Math.max(0, ...offsets.keys()) + 1;
  const sections = [...offsets].map(
    ([number, offset]) => `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`,
  );
  const table = `xref\n0 1\n0000000000 65535 f \n${sections.join('')}`;
  return `${table}trailer\n<</Size ${size}${trailer}>>\nstartxref\n${start}\n%%EOF\n`;
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
