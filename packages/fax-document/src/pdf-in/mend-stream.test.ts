import { deflateSync, inflateSync } from 'node:zlib';

import { expect, it } from 'vitest';

import { streamMender } from './mend-stream.ts';
import { PdfStream } from './pdf-value.ts';

const TEXT = Buffer.from(Array.from({ length: 5000 }, (_, at) => `${at * at} `).join(''));
const PACKED = deflateSync(TEXT);

const mend = (bytes: Uint8Array, filter = 'FlateDecode') =>
  streamMender()(new PdfStream(new Map([['Filter', filter]]), bytes));

it('a sound stream stays as it is', async () => {
  expect(await mend(PACKED)).toBe(PACKED);
});

it.each([
  ['breaks off', PACKED.subarray(0, PACKED.length / 2)],
  ['has a fault within', Buffer.from(PACKED).fill(0xff, PACKED.length / 2, PACKED.length / 2 + 20)],
])('of a stream that %s, what comes before is packed anew', async (_, bytes) => {
  const mended = inflateSync(await mend(bytes));
  expect(mended.length).toBeGreaterThan(TEXT.length / 4);
  // A fault shows only some bytes after it.
  const before = mended.subarray(0, TEXT.length / 4);
  expect(before).toEqual(TEXT.subarray(0, before.length));
});

it('one whose checksum is wrong keeps all that it has', async () => {
  const wrong = Buffer.from(PACKED);
  wrong.writeUInt32BE(0, wrong.length - 4);
  expect(inflateSync(await mend(wrong))).toEqual(TEXT);
});

it('of a short one that breaks off, most of what comes before stays', async () => {
  const text = TEXT.subarray(0, 1000);
  const packed = deflateSync(text);
  const mended = inflateSync(await mend(packed.subarray(0, packed.length / 2)));
  expect(mended.length).toBeGreaterThan(text.length / 4);
  expect(mended).toEqual(text.subarray(0, mended.length));
});

it('one that isn’t deflated is packed as it is', async () => {
  expect(inflateSync(await mend(TEXT))).toEqual(TEXT);
});

it('other codings are left alone', async () => {
  expect(await mend(TEXT, 'DCTDecode')).toBe(TEXT);
});
