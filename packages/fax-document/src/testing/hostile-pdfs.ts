import { deflateSync } from 'node:zlib';

import type { FaxDocumentErrorCode } from '../errors.ts';
import { onePage, streamText, writeRaw } from './raw-pdf.ts';

/** A PDF that was made to cost too much, or to lead nowhere. */
export interface HostilePdf {
  readonly trick: string;
  readonly pdf: Buffer;
  /** The refusal; without one it is taken, as far as it goes. */
  readonly code?: FaxDocumentErrorCode;
}

const MiB = 1024 * 1024;

const document = (objects: Readonly<Record<number, string>>): Buffer => writeRaw({ objects });

function tree(node: string, more: Readonly<Record<number, string>> = {}): Buffer {
  return document({ ...onePage(), 2: node, ...more });
}

/** A deflated stream of so many equal bytes: a thousandth of them. */
const bomb = (bytes: number, entries: string, byte = 0x20): string =>
  streamText(
    deflateSync(Buffer.alloc(bytes, byte)).toString('latin1'),
    `${entries}/Filter/FlateDecode`,
  );

/** Two bombs in each other: a thousandth of a thousandth. */
const doubleBomb = (bytes: number, entries: string): string =>
  streamText(
    deflateSync(deflateSync(Buffer.alloc(bytes, 0x20))).toString('latin1'),
    `${entries}/Filter[/FlateDecode/FlateDecode]`,
  );

/** Nodes that have the next one twice each: as many leaves as 2 to the power of `levels`. */
function branching(levels: number, leaf: string): Buffer {
  const objects: Record<number, string> = { ...onePage(), [10 + levels]: leaf };
  objects[2] = '<</Type/Pages/Count 1/Kids[10 0 R 10 0 R]>>';
  for (let level = 0; level < levels; level++) {
    const next = 11 + level;
    objects[10 + level] = `<</Type/Pages/Count 1/Kids[${next} 0 R ${next} 0 R]>>`;
  }
  return document(objects);
}

/** Nodes one below the other. */
function deepTree(levels: number): Buffer {
  const objects: Record<number, string> = {
    ...onePage(),
    2: '<</Type/Pages/Count 1/Kids[10 0 R]>>',
  };
  for (let level = 0; level < levels; level++) {
    objects[10 + level] =
      `<</Type/Pages/Count 1/Kids[${level === levels - 1 ? 3 : 11 + level} 0 R]>>`;
  }
  return document(objects);
}

/** One of each trick; none is larger than a few megabytes. */
export const HOSTILE_PDFS: readonly HostilePdf[] = [
  {
    trick: 'one page a million times',
    code: 'too-many-pages',
    pdf: tree(`<</Type/Pages/Count 1000000/Kids[${'3 0 R '.repeat(1_000_000)}]>>`),
  },
  {
    trick: 'one page a million times, and a count that is silent about it',
    code: 'too-many-pages',
    pdf: tree(`<</Type/Pages/Count 1/Kids[${'3 0 R '.repeat(1_000_000)}]>>`),
  },
  {
    trick: 'a count of a thousand million pages',
    code: 'too-many-pages',
    pdf: tree('<</Type/Pages/Count 1000000000/Kids[3 0 R]>>'),
  },
  { trick: 'a tree that branches into pages', code: 'too-many-pages', pdf: branching(40, '3 0 R') },
  {
    trick: 'a tree that branches into nothing',
    code: 'too-many-pages',
    pdf: branching(40, 'null'),
  },
  { trick: 'a tree two thousand nodes deep', pdf: deepTree(2000) },
  {
    trick: 'a tree that is its own kid',
    pdf: tree('<</Type/Pages/Count 1/Kids[2 0 R]>>'),
  },
  { trick: 'arrays within arrays', pdf: document({ ...onePage(), 6: '['.repeat(2_000_000) }) },
  {
    trick: 'dictionaries within dictionaries',
    pdf: document({ ...onePage(), 6: '<</A'.repeat(500_000) }),
  },
  {
    trick: 'a string without an end',
    pdf: document({ ...onePage(), 6: `(${'('.repeat(2_000_000)}` }),
  },
  {
    trick: 'objects that begin in each other’s strings',
    code: 'too-complex',
    pdf: document({ ...onePage(), 6: '9 0 obj ('.repeat(300_000) }),
  },
  {
    trick: 'a million objects',
    code: 'too-complex',
    pdf: document({ ...onePage(), 6: 'endobj\n7 0 obj null\n'.repeat(600_000) }),
  },
  {
    trick: 'streams without an end',
    pdf: document({ ...onePage(), 6: '<<>>stream\nendobj\n7 0 obj\n'.repeat(100_000) }),
  },
  {
    trick: 'references in a ring',
    pdf: document({ ...onePage({ page: '/Annots 6 0 R' }), 6: '7 0 R', 7: '6 0 R' }),
  },
  {
    trick: 'a chain of outlines as long as the file',
    pdf: document({
      ...onePage({ catalog: '/Outlines 10 0 R/AA<</WC<</S/JavaScript/JS(a)>>>>' }),
      ...Object.fromEntries(
        Array.from({ length: 20_000 }, (_, at) => [10 + at, `<</Title(a)/Next ${11 + at} 0 R>>`]),
      ),
    }),
  },
  {
    trick: 'object streams that unpack to gigabytes',
    code: 'too-complex',
    pdf: document({
      ...onePage(),
      ...Object.fromEntries(
        Array.from({ length: 8 }, (_, at) => [10 + at, bomb(40 * MiB, '/Type/ObjStm/N 1/First 5')]),
      ),
    }),
  },
  {
    trick: 'an object stream in two layers',
    pdf: document({ ...onePage(), 6: doubleBomb(900 * MiB, '/Type/ObjStm/N 1/First 5') }),
  },
  {
    trick: 'an object stream of a million objects',
    pdf: document({ ...onePage(), 6: bomb(40 * MiB, '/Type/ObjStm/N 1000000000/First 41943040') }),
  },
  {
    trick: 'a cross-reference of two thousand million objects',
    pdf: Buffer.from(
      writeRaw({ objects: onePage() }).toString('latin1').replace('/Size 6', '/Size 2147483647'),
      'latin1',
    ),
  },
  {
    trick: 'a page’s content that unpacks to gigabytes',
    pdf: document({
      ...onePage({ catalog: '/AA<</WC<</S/JavaScript/JS(a)>>>>' }),
      4: doubleBomb(900 * MiB, ''),
    }),
  },
  {
    trick: 'a picture of four thousand million pixels',
    pdf: document({
      ...onePage({ form: '200 0 0 100 0 0 cm /X Do' }),
      3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Resources<</XObject<</X 6 0 R>>>>/Contents 4 0 R>>',
      6: bomb(
        MiB,
        '/Type/XObject/Subtype/Image/Width 65535/Height 65535/ColorSpace/DeviceGray/BitsPerComponent 8',
      ),
    }),
  },
];
