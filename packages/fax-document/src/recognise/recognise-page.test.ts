import { describe, expect, it } from 'vitest';

import type { RecognisedLine, Turn } from '../recognition.ts';
import type { PageRaster } from './page-raster.ts';
import { recognisePage } from './recognise-page.ts';
import { RecogniserFault, type TextRecogniser } from './text-recogniser.ts';

const PAGE: PageRaster = { width: 16, height: 8, dpi: 204, bits: 1, samples: new Uint8Array(16) };
const signal = new AbortController().signal;

const line = (
  confidence: number,
  box = { x: 0, y: 0, width: 0.5, height: 0.1 },
): RecognisedLine => ({
  paragraph: true,
  words: [{ text: 'patienten', confidence, box }],
});
const DOWNWARDS = { x: 0, y: 0, width: 0.1, height: 0.9 };

/** Reads what it is told, first and after a turn, and writes down what it was asked. */
function recogniser(
  first: readonly RecognisedLine[],
  turn?: Turn | Error,
  second: readonly RecognisedLine[] = [],
) {
  const asked: string[] = [];
  const fake: TextRecogniser = {
    name: 'tesseract',
    async read(page) {
      asked.push(`read ${page.width} × ${page.height}`);
      return asked.length === 1 ? first : second;
    },
    async orientation() {
      asked.push('orientation');
      if (turn instanceof Error) throw turn;
      return turn;
    },
    close: () => Promise.resolve(),
  };
  return { asked, read: () => recognisePage(fake, PAGE, 'swe', signal) };
}

it('an upright page is read once', async () => {
  const { asked, read } = recogniser([line(92)]);
  expect(await read()).toEqual({ outcome: 'read', turn: 0, confidence: 92, lines: [line(92)] });
  expect(asked).toEqual(['read 16 × 8']);
});

it('a page that is turned reads well after its turn, which it then says', async () => {
  const { asked, read } = recogniser([line(18)], 180, [line(90)]);
  expect(await read()).toMatchObject({ turn: 180, confidence: 90, lines: [line(90)] });
  expect(asked).toEqual(['read 16 × 8', 'orientation', 'read 16 × 8']);
});

it('a page that lies is found even where its letters can be read', async () => {
  const { asked, read } = recogniser([line(90, DOWNWARDS)], 270, [line(90)]);
  expect(await read()).toMatchObject({ turn: 270, lines: [line(90)] });
  expect(asked.at(-1)).toBe('read 8 × 16');
});

describe('a page is left as it was', () => {
  it.each([
    ['when its letters don’t say which way they look', undefined],
    ['when it is upright, only hard to read', 0 as const],
    ['when the recogniser fails at that', new RecogniserFault('gone')],
  ])('%s', async (_, turn) => {
    expect(await recogniser([line(40)], turn).read()).toMatchObject({ turn: 0, confidence: 40 });
  });

  it('when it reads no better after the turn that was asked for', async () => {
    const { read } = recogniser([line(40)], 180, [line(45)]);
    expect(await read()).toMatchObject({ turn: 0, confidence: 40 });
  });
});

it('longer words weigh more in a page’s confidence', async () => {
  const [{ words }] = [line(90)];
  const short = { ...words[0]!, text: 'i', confidence: 40 };
  const { read } = recogniser([{ paragraph: true, words: [...words, short] }]);
  expect(await read()).toMatchObject({ confidence: (90 * 9 + 40) / 10 });
});
