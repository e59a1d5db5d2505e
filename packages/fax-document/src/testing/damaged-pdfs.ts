import { onePage, streamText, writeRaw } from './raw-pdf.ts';

/** A PDF that is broken in one way, and what can still be had of it. */
export interface DamagedPdf {
  readonly damage: string;
  readonly pdf: Buffer;
  /** Pages that are there after the repair. */
  readonly pages: number;
  readonly truncated?: true;
  /** Nothing had to be looked for or mended. */
  readonly intact?: true;
}

/** Three pages, each with its own content and width. */
export function threePages(catalog = 1, tree = 2): Record<number, string> {
  const objects: Record<number, string> = {
    [catalog]: `<</Type/Catalog/Pages ${tree} 0 R>>`,
    [tree]: '<</Type/Pages/Kids[10 0 R 20 0 R 30 0 R]/Count 3>>',
  };
  for (const page of [1, 2, 3]) {
    const parts = onePage();
    const content = page * 10 + 1;
    objects[page * 10] =
      `<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 ${page}00 100]/Resources<<>>/Contents ${content} 0 R>>`;
    objects[content] = parts[4]!;
  }
  return objects;
}

const THREE = writeRaw({ objects: threePages() });
const TEXT = THREE.toString('latin1');

const damaged = (
  damage: string,
  pages: number,
  text: string,
  more: Pick<DamagedPdf, 'truncated' | 'intact'> = {},
): DamagedPdf => ({ damage, pages, pdf: Buffer.from(text, 'latin1'), ...more });

const from = (word: string): number => TEXT.indexOf(word);
const LAST = writeRaw({ objects: threePages(98, 99) }).toString('latin1');
const TREE_LAST = LAST.slice(0, LAST.indexOf('98 0 obj'));
const XREF = from('\nxref\n') + 1;

/** The lines of the cross-reference that lead to the objects of two pages. */
const ENTRIES = ['10 0 obj', '20 0 obj'].map(
  (head) => `${String(from(`\n${head}`) + 1).padStart(10, '0')} `,
);
const SWAPPED = TEXT.replace(
  new RegExp(ENTRIES.join('|'), 'g'),
  (entry) => ENTRIES[1 - ENTRIES.indexOf(entry)]!,
);
const INVENTED = TEXT.replace('trailer', '90 1\n0000000020 00000 n \ntrailer');

function withLength(damage: string, length: string): DamagedPdf {
  const objects = threePages();
  objects[21] = objects[21]!.replace(/\/Length \d+/, `/Length ${length}`);
  return { damage, pages: 3, pdf: writeRaw({ objects }) };
}

const commented = Object.entries(threePages()).map(([number, value]) => [
  number,
  `${value}\n% One comment\n% and another`,
]);

/** Its number is in an object stream. */
function packedLength(): Record<number, string> {
  const objects = threePages();
  const [, length = ''] = /\/Length (\d+)/.exec(objects[21]!) ?? [];
  const packed = streamText(`90 0 ${length}`, '/Type/ObjStm/N 1/First 5');
  return {
    ...objects,
    21: objects[21]!.replace(`/Length ${length}`, '/Length 90 0 R'),
    91: packed,
  };
}

/** One of each damage, and what looks like one. */
export const DAMAGED_PDFS: readonly DamagedPdf[] = [
  damaged(
    'a cross-reference that points nowhere',
    3,
    TEXT.replace(/\n0000000\d{3}/g, '\n0000000003'),
  ),
  damaged('a cross-reference whose entries of two pages took each other’s place', 3, SWAPPED),
  damaged('a cross-reference with an entry for what isn’t there', 3, INVENTED),
  damaged('no cross-reference', 3, TEXT.slice(0, XREF) + TEXT.slice(from('trailer'))),
  damaged('no startxref', 3, TEXT.replace(/startxref\n\d+\n/, '')),
  damaged('no trailer', 3, TEXT.slice(0, from('trailer')), { truncated: true }),
  damaged('cut off within the cross-reference', 3, TEXT.slice(0, XREF + 40), { truncated: true }),
  damaged('cut off within the last page', 2, TEXT.slice(0, from('30 0 obj') + 20), {
    truncated: true,
  }),
  damaged('cut off before the tree of pages, which comes last', 3, TREE_LAST, { truncated: true }),
  damaged('no header', 3, TEXT.replace('%PDF-', '% of ')),
  damaged('bytes before the header', 3, `HTTP/1.1 200 OK\r\n\r\n${TEXT}`, { intact: true }),
  {
    damage: 'comments before endobj',
    pages: 3,
    pdf: writeRaw({ objects: Object.fromEntries(commented) }),
    intact: true,
  },
  {
    damage: 'a Length in an object stream',
    pages: 3,
    pdf: writeRaw({ objects: packedLength() }),
    intact: true,
  },
  withLength('a Length that is too small', '5'),
  withLength('a Length beyond the file', '99999'),
  withLength('a Length that is no number', '/A'),
  withLength('no Length', 'null'),
  withLength('a Length that isn’t there', '77 0 R'),
  damaged('a trailer without Size', 3, TEXT.replace('/Size', '/Sise')),
  damaged('a trailer with brackets that belong to nothing', 3, TEXT.replace('/Root', ')]/Root')),
  damaged('no endobj', 3, TEXT.replaceAll('endobj', '      ')),
  damaged('no endstream', 3, TEXT.replace('endstream', '         ')),
  damaged('pages without a Type', 3, TEXT.replaceAll('/Type/Page/', '/A   /Page/')),
  damaged('a tree without Count', 3, TEXT.replace('/Count 3', '        ')),
  damaged('a Count that is too small', 3, TEXT.replace('/Count 3', '/Count 1')),
  damaged('a Count that promises more', 3, TEXT.replace('/Count 3', '/Count 9'), {
    truncated: true,
  }),
  damaged('a kid that isn’t there', 2, TEXT.replace('[10 0 R 20', '[10 0 R 77'), {
    truncated: true,
  }),
  damaged('no tree', 3, TEXT.replace('/Pages 2 0 R', '/Pages 7 0 R')),
  damaged('a tree that leads back to itself', 3, TEXT.replace('10 0 R 20', '10 0 R 2 0 R 20')),
];

/** That of them which has this damage. */
export function damagedPdf(damage: string): Buffer {
  const found = DAMAGED_PDFS.find((each) => each.damage === damage);
  if (found === undefined) throw new Error(`no PDF with ${damage}`);
  return found.pdf;
}
