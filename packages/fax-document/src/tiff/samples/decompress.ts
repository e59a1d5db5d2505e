import { createInflateRaw, createZstdDecompress } from 'node:zlib';

import { deflatedBody } from '../../deflated-body.ts';
import { COMPRESSION } from '../tags.ts';
import { decompressBy, PIECE } from './decompress-by.ts';
import { decodeLzw } from './lzw.ts';
import { decodePackBits } from './pack-bits.ts';

/** Decompresses a segment, at most `expected` bytes, and keeps what comes before a fault. */
export type Decompress = (data: Uint8Array, expected: number) => Uint8Array | Promise<Uint8Array>;

/** As libtiff does, which has its rows before it comes to the checksum. */
const inflate: Decompress = (data, expected) =>
  decompressBy(createInflateRaw(PIECE), deflatedBody(data) ?? new Uint8Array(), expected);

const DECOMPRESSORS: ReadonlyMap<number, Decompress> = new Map<number, Decompress>([
  [COMPRESSION.none, (data, expected) => data.subarray(0, expected)],
  [COMPRESSION.lzw, decodeLzw],
  [COMPRESSION.packBits, decodePackBits],
  [COMPRESSION.deflate, inflate],
  [COMPRESSION.oldDeflate, inflate],
  [COMPRESSION.zstd, (data, expected) => decompressBy(createZstdDecompress(PIECE), data, expected)],
]);

/** How a page's samples are decompressed; undefined for codings that are no mere compression. */
export const decompressorOf = (compression: number): Decompress | undefined =>
  DECOMPRESSORS.get(compression);
