import fc from 'fast-check';
import { expect, it } from 'vitest';

import { readReply } from './protocol.ts';

const page = {
  width: 1,
  height: 100,
  xDpi: 72,
  yDpi: 72,
  damagedLines: 3,
  damage: [{ from: 0, to: 1 }],
  missingLines: 0,
  endedEarly: false,
  rotate: 90,
  blank: true,
};
const conversion = { source: 'pdf', pdf: new Uint8Array(1), pages: [page], truncated: false };
const intake = {
  removed: [{ kind: 'uri', count: 2 }],
  decrypted: false,
  repaired: true,
  missingPages: 1,
};
const likeness = {
  likeness: 0.9,
  pages: [
    { a: 1, b: 1, likeness: 0.9 },
    { a: undefined, b: 2, likeness: undefined },
  ],
};
const empty = { from: 0, to: 0 };
const below = { from: 99, to: 101 };
const many = Array.from({ length: 33 }, (_, line) => ({ from: line, to: line + 1 }));

const faxPage = {
  source: 'cover',
  page: 1,
  width: 1728,
  height: 2291,
  xDpi: 204,
  yDpi: 196,
  headerRows: 28,
  scale: 1,
  turned: false,
  ownPixels: false,
  blank: false,
  halftoned: 0,
  damagedLines: 0,
  missingLines: 0,
};
const coded = {
  coded: new Uint8Array(1),
  coding: 'g4',
  width: 1728,
  height: 2291,
  xDpi: 204,
  yDpi: 196,
};
const share = {
  format: { resolution: 'fine', width: 1728, coding: 'g4', fillOrder: 1 },
  sources: [{ kind: 'text', pages: 1, truncated: false, encoding: 'utf-8', replacedCharacters: 0 }],
  pages: [{ number: -1, read: true, facts: faxPage, coded }],
};

it.each([
  { kind: 'faxed', share },
  { kind: 'ready' },
  { kind: 'refused', code: 'jbig', message: '' },
  { kind: 'refused', code: 'damaged-beyond-reading', message: '', isLast: true },
  { kind: 'converted', conversion },
  { kind: 'compared', likeness },
  { kind: 'joined', pdf: new Uint8Array(1) },
  { kind: 'converted', conversion: { ...conversion, pdfA: '2b' } },
  { kind: 'converted', conversion: { ...conversion, intake } },
  {
    kind: 'inspected',
    inspection: { source: 'pdf', pages: [page], truncated: false, intake },
    pdf: new Uint8Array(1),
  },
  { kind: 'inspected', inspection: { source: 'tiff', pages: [page], truncated: false } },
  { kind: 'found-blank', blank: [true, false] },
  {
    kind: 'rendered',
    picture: { mediaType: 'image/png', bytes: new Uint8Array(1), width: 1, height: 1 },
  },
])('$kind is a reply', (reply) => {
  expect(readReply(reply)).toEqual(reply);
});

it.each([
  ['a code that is not ours', { kind: 'refused', code: 'haha', message: '' }],
  ['a PDF that is none', { kind: 'joined', pdf: 'text' }],
  ['bytes that are none', { kind: 'converted', conversion: { ...conversion, pdf: 'text' } }],
  [
    'a kind of content that is none',
    {
      kind: 'converted',
      conversion: { ...conversion, intake: { ...intake, removed: [{ kind: 'haha', count: 1 }] } },
    },
  ],
  [
    'facts that are none',
    { kind: 'converted', conversion: { ...conversion, pages: [{ ...page, width: Number.NaN }] } },
  ],
  [
    'damage that ends where it begins',
    { kind: 'converted', conversion: { ...conversion, pages: [{ ...page, damage: [empty] }] } },
  ],
  [
    'damage below the page',
    { kind: 'converted', conversion: { ...conversion, pages: [{ ...page, damage: [below] }] } },
  ],
  [
    'more places of damage than a page is told by',
    { kind: 'converted', conversion: { ...conversion, pages: [{ ...page, damage: many }] } },
  ],
  ['a claim that is none', { kind: 'converted', conversion: { ...conversion, pdfA: '9x' } }],
  [
    'a PDF that was looked at and isn’t there',
    { kind: 'inspected', inspection: { source: 'pdf', pages: [page], truncated: false, intake } },
  ],
  ['a page that is blank perhaps', { kind: 'found-blank', blank: [0.5] }],
  ['a fax of no format', { kind: 'faxed', share: { ...share, format: { width: 1 } } }],
  [
    'a fax of an unknown source',
    {
      kind: 'faxed',
      share: {
        ...share,
        pages: [{ ...share.pages[0], facts: { ...faxPage, source: 'x' } }],
      },
    },
  ],
  ['a likeness beyond 1', { kind: 'compared', likeness: { ...likeness, likeness: 1.1 } }],
  [
    'more pairs of pages than are looked at',
    { kind: 'compared', likeness: { ...likeness, pages: Array(42).fill(likeness.pages[0]) } },
  ],
  ['another kind', { kind: 'constructor' }],
])('%s is no reply', (_, message) => {
  expect(readReply(message)).toBeUndefined();
});

it('any message is read without throwing', () => {
  fc.assert(
    fc.property(fc.anything(), (message) => {
      expect(() => readReply(message)).not.toThrow();
    }),
  );
});
