import { beforeAll, describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../limits.ts';
import { loadPdfium } from '../render/pdfium.ts';
import { emptyPdf, textPdf } from '../testing/pdfs.ts';
import { sample } from '../testing/samples.ts';
import { assembleFax } from './assemble-fax.ts';
import { WHOLE_FAX, type FaxShare, type Share } from './fax-share.ts';
import type { FaxOptions } from './options.ts';
import { makeShare } from './to-fax.ts';
import { Typefaces } from './typeset/typefaces.ts';

const COVER = { locale: 'sv', to: 'A', from: 'B', callBack: '+46 8 1', code: 'X' } as const;
const OPTIONS: FaxOptions = {
  resolution: 'standard',
  header: { sender: 'Åby' },
  cover: { ...COVER, date: new Date(0), message: 'En rad.\n'.repeat(50) },
};

let documents: Uint8Array[];
let make: (share: Share, of?: readonly Uint8Array[]) => Promise<FaxShare>;
beforeAll(async () => {
  const tools = { pdfium: await loadPdfium(), typefaces: new Typefaces(), limits: DEFAULT_LIMITS };
  documents = [await textPdf(3), sample('sp-3pages.tif'), Buffer.from('Hej!')];
  make = (share, sources = documents) => makeShare(tools, sources, OPTIONS, share);
});

const shares = (of: number, sources?: readonly Uint8Array[]): Promise<FaxShare[]> =>
  Promise.all(Array.from({ length: of }, (_, index) => make({ index, of }, sources)));

describe('a fax that several processes share', () => {
  it.each([2, 3, 12])('%d: is the same as made by one, cover and header too', async (of) => {
    expect(assembleFax(await shares(of))).toEqual(assembleFax([await make(WHOLE_FAX)]));
  });

  it('may be a cover alone', async () => {
    expect(assembleFax(await shares(2, []))).toEqual(assembleFax([await make(WHOLE_FAX, [])]));
  });

  it('has its pages in order, whoever answers first', async () => {
    const { pages } = assembleFax((await shares(2)).toReversed());
    expect(pages.map(({ source, page }) => `${source}.${page}`)).toEqual(
      'cover.1 cover.2 0.1 0.2 0.3 1.1 1.2 1.3 2.1'.split(' '),
    );
  });

  it.each([
    ['a share that is missing', (all: FaxShare[]) => all.slice(1)],
    ['a share twice', (all: FaxShare[]) => [...all, ...all]],
    ['none', () => []],
  ])('engine-failed: %s', async (_, spoil) => {
    const spoilt = spoil(await shares(2));
    expect(() => assembleFax(spoilt)).toThrow(expect.objectContaining({ code: 'engine-failed' }));
  });
});

it('a process that has no page of it sets no cover', async () => {
  const { pages } = await make({ index: 1, of: 2 }, [await emptyPdf([595, 842])]);
  expect(pages).toEqual([]);
});
