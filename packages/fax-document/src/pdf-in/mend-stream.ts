import {
  createInflate,
  createInflateRaw,
  deflateSync,
  type Inflate,
  type InflateRaw,
} from 'node:zlib';

import { deflatedBody } from '../deflated-body.ts';
import type { StreamMender } from './copier.ts';
import type { PdfStream } from './pdf-value.ts';
import { isFlate } from './unpack.ts';

const MiB = 1024 * 1024;
/** A stream is looked into so far: a picture of 120 million pixels in black and white fits. */
const MOST_OF_ONE = 64 * MiB;
/** And so much of all streams of a document together; what comes later is copied as it is. */
const MOST_OF_ALL = 512 * MiB;

/** Of the piece in which a fault is found nothing comes out: pieces are small, where the stream is. */
const [SMALLEST_PIECE, LARGEST_PIECE] = [64, 16 * 1024];
const PIECES = 64;

/**
 * Makes deflated streams such that they can be unpacked to their end. Of one that breaks off or has a
 * fault, what comes before it is packed anew; where the checksum alone is wrong, that is all. One that
 * isn't deflated at all is packed as it is, which is how readers take it. Other codings are left to those
 * who draw.
 */
export function streamMender(): StreamMender {
  let left = MOST_OF_ALL;
  return async ({ dict, bytes }: PdfStream): Promise<Uint8Array> => {
    if (!isFlate(dict) || left <= 0) return bytes;
    const most = Math.min(left, MOST_OF_ONE);
    const sound = await inflate(createInflate(), bytes, most);
    left -= sound.length;
    if (sound.whole) return bytes;
    const chunks: Buffer[] = [];
    const body = deflatedBody(bytes) ?? new Uint8Array();
    await inflate(createInflateRaw({ chunkSize: pieceOf(body) }), body, most, (chunk) =>
      chunks.push(chunk),
    );
    const found = Buffer.concat(chunks);
    left -= found.length;
    return deflateSync(found.length > 0 ? found : bytes);
  };
}

const pieceOf = ({ length }: Uint8Array): number =>
  Math.min(LARGEST_PIECE, Math.max(SMALLEST_PIECE, Math.floor(length / PIECES)));

/** Unpacks up to `most` bytes: how far it came, and whether no fault was met on the way. */
function inflate(
  unpacking: Inflate | InflateRaw,
  packed: Uint8Array,
  most: number,
  take: (chunk: Buffer) => void = () => undefined,
): Promise<{ readonly whole: boolean; readonly length: number }> {
  return new Promise((resolve) => {
    let length = 0;
    const done = (whole: boolean): void => {
      resolve({ whole, length });
      unpacking.destroy();
    };
    unpacking.on('data', (chunk: Buffer) => {
      length += chunk.length;
      take(chunk);
      if (length > most) done(true);
    });
    unpacking.on('end', () => done(true)).on('error', () => done(false));
    unpacking.end(packed);
  });
}
