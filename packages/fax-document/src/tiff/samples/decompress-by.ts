import type { Transform } from 'node:stream';

import { Output } from './output.ts';

/** Of the piece in which a fault is found nothing comes out: pieces are small. */
export const PIECE = { chunkSize: 1024 } as const;

/**
 * What a stream of zlib decompresses, at most `expected` bytes; what comes before a fault is kept.
 *
 * @param stream made with `PIECE`; it is closed
 */
export function decompressBy(
  stream: Transform,
  data: Uint8Array,
  expected: number,
): Promise<Uint8Array> {
  const output = new Output(expected);
  return new Promise((resolve) => {
    const finish = (): void => {
      stream.destroy();
      resolve(output.bytes());
    };
    stream.on('data', (piece: Buffer) => {
      output.put(piece);
      if (output.full) finish();
    });
    // Damaged from here on: the caller sees that bytes are missing.
    stream.on('error', finish).on('end', finish);
    stream.end(data);
  });
}
