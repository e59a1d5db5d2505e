/** What readers find in the text that is laid on a fax. */
import { beforeAll, describe, expect, it } from 'vitest';

import { encodeG4 } from '../ccitt/encode-g4.ts';
import { rowBytes } from '../ccitt/row-sink.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { tiffToPdf } from '../pdf/tiff-to-pdf.ts';
import type { RecognisedLine, Turn } from '../recognition.ts';
import { loadPdfium, type Pdfium } from '../render/pdfium.ts';
import { textByPdfium, textByPoppler, wordsByPoppler } from '../testing/pdf-text.ts';
import { linesOf, pageOf, recognitionOf } from '../testing/recognitions.ts';
import { buildTiff } from '../testing/tiff-builder.ts';

let pdfium: Pdfium;
beforeAll(async () => {
  pdfium = await loadPdfium();
});

const WIDTH = 864;
const HEIGHT = 1146;

/** An empty page of half a fax's pixels, stored and shown as TIFF's Orientation says. */
function fax(orientation = 1): Uint8Array {
  const rows = new Uint8Array(rowBytes(WIDTH) * HEIGHT);
  const resolution = { numerator: 102, denominator: 1 };
  const size = { imageWidth: WIDTH, imageLength: HEIGHT, orientation };
  const tags = { ...size, xResolution: resolution, yResolution: resolution };
  return buildTiff([{ tags, strips: [encodeG4({ width: WIDTH, height: HEIGHT, rows })] }]);
}

async function layered(lines: readonly RecognisedLine[], turn: Turn = 0, orientation = 1) {
  const recognition = recognitionOf(pageOf(lines, turn));
  return (await tiffToPdf(fax(orientation), DEFAULT_LIMITS, {}, recognition)).pdf;
}

const TEXTS = [
  'Remiss till ortopedmottagningen',
  'värk i höger höft. Smärtan',
  'strålar ned mot knät',
];

describe('text is copied in its order, with its spaces', () => {
  it.each([0, 90, 180, 270] as const)('from a page that asks for a turn by %d', async (turn) => {
    const pdf = await layered(linesOf(...TEXTS), turn);
    expect(textByPoppler(pdf).trim().replaceAll(/\n+/g, '\n')).toBe(TEXTS.join('\n'));
    expect(textByPdfium(pdfium, pdf)).toBe(TEXTS.join('\n'));
  });

  it('in any script, with signs beyond 16 bits', async () => {
    const text = 'Åsa Łódź Ελλάδα Київ ½ € ≤5 µmol/L 𝛼 📠';
    const pdf = await layered(linesOf(text));
    expect(textByPoppler(pdf).trim()).toBe(text);
    expect(textByPdfium(pdfium, pdf)).toBe(text);
  });

  it('from a line whose words stand a little higher or lower, and are of other heights', async () => {
    const [line] = linesOf('en rad med ojämna ord');
    const words = (line?.words ?? []).map((word, index) => {
      const { box } = word;
      return { ...word, box: { ...box, y: box.y + (index % 3) * 0.004, height: 0.012 } };
    });
    const pdf = await layered([{ paragraph: true, words }]);
    expect(textByPoppler(pdf).trim()).toBe('en rad med ojämna ord');
  });
});

describe('a word is found where it stands', () => {
  it.each([
    [0, 1],
    [90, 1],
    [180, 1],
    [270, 1],
    [0, 6],
    [180, 6],
    [0, 4],
  ] as const)(
    'on a page that asks for a turn by %d and has Orientation %d',
    async (turn, orientation) => {
      const lines = linesOf(...TEXTS);
      const pdf = await layered(lines, turn, orientation);
      const size = pdfium.open(pdf).pageSize(0) ?? { width: 0, height: 0 };
      const found = wordsByPoppler(pdf, size);
      const words = lines.flatMap((line) => line.words);
      expect(found.map(({ text }) => text)).toEqual(words.map(({ text }) => text));
      for (const [index, { box }] of words.entries()) {
        for (const side of ['x', 'y', 'width', 'height'] as const) {
          expect(found[index]?.box[side]).toBeCloseTo(box[side], 3);
        }
      }
    },
  );
});

it('the turn is /Rotate, on top of the Orientation, and the pixels stay as they came', async () => {
  const rotated = async (...args: Parameters<typeof layered>) =>
    pdfium.open(await layered(...args)).pageSize(0);
  const upright = await rotated(linesOf('a'));
  const lying = { width: upright?.height, height: upright?.width };
  expect(await rotated(linesOf('a'), 180)).toEqual(upright);
  expect(await rotated(linesOf('a'), 90)).toEqual(lying);
  expect(await rotated(linesOf('a'), 90, 6)).toEqual(upright);
});

it('the same text gives the same bytes, another text other ones', async () => {
  const [one, again, other] = await Promise.all([
    layered(linesOf('samma')),
    layered(linesOf('samma')),
    layered(linesOf('annan')),
  ]);
  expect(Buffer.compare(one, again)).toBe(0);
  expect(Buffer.compare(one, other)).not.toBe(0);
});

it('boxes of no width or beyond the page harm nothing', async () => {
  const box = { x: 1, y: 1, width: 0, height: 0 };
  const words = [{ text: 'x'.repeat(256), confidence: 0, box }];
  const pdf = await layered([
    { paragraph: true, words },
    { paragraph: true, words: [] },
  ]);
  expect(pdfium.open(pdf).lettersOf(0)?.length).toBeGreaterThan(0);
  expect(() => textByPoppler(pdf)).not.toThrow();
});
