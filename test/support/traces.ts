import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { reverseBits } from '@kuvert/fax-document/ccitt/bit-order';
import { DEFAULT_LIMITS } from '@kuvert/fax-document/limits';
import { parseTiff } from '@kuvert/fax-document/tiff/parse';

/** Says what of a fax stands in some bytes; undefined when nothing does. */
export type TraceIn = (bytes: Uint8Array) => string | undefined;

/** Any 32 bytes in a row hold a whole block of 16 that begins at a multiple of 16. */
const blockBytes = 16;
/** White and padding stand everywhere: a block of fewer different bytes tells nothing. */
const leastDifferent = 9;

/** Looks for the head of a PDF, for any 32 bytes of the TIFF's coded strips in either bit order, and for words of its text. */
export const traceFinder = (
  tiff: Uint8Array,
  words: readonly string[],
): { traceIn: TraceIn; blocks: number } => {
  const blocks = new Set<string>();
  // by their first three bytes: rules out nearly every place at once
  const heads = new Uint8Array(1 << 24);
  for (const strip of stripsOf(tiff))
    for (const bytes of [strip, Buffer.from(reverseBits(strip))])
      for (let at = 0; at + blockBytes <= bytes.length; at += blockBytes) {
        const block = bytes.subarray(at, at + blockBytes);
        if (new Set(block).size < leastDifferent) continue;
        blocks.add(block.toString('latin1'));
        heads[block.readUIntBE(0, 3)] = 1;
      }
  const holdsBlock = (bytes: Buffer): boolean => {
    let head = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
    for (let at = 0; at + blockBytes <= bytes.length; at += 1) {
      head = ((head << 8) | (bytes[at + 2] ?? 0)) & 0xffffff;
      if (heads[head] === 1 && blocks.has(bytes.toString('latin1', at, at + blockBytes)))
        return true;
    }
    return false;
  };
  return {
    blocks: blocks.size,
    traceIn: (bytes) => {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (buffer.includes('%PDF')) return 'the head of a PDF';
      if (words.some((word) => buffer.includes(word))) return 'a word of the text';
      return holdsBlock(buffer) ? 'bytes of a strip' : undefined;
    },
  };
};

const stripsOf = (tiff: Uint8Array): Buffer[] =>
  parseTiff(tiff, DEFAULT_LIMITS).pages.flatMap((page) =>
    page.strips.map(({ offset, length }) => Buffer.from(tiff.subarray(offset, offset + length))),
  );

export const filesBelow = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
};

/** Files below `folder` with what was found in them. */
export const tracesBelow = async (folder: string, traceIn: TraceIn): Promise<string[]> => {
  const traces: string[] = [];
  for (const file of await filesBelow(folder)) {
    // a server's file may go while we look
    const trace = traceIn(await readFile(file).catch(() => Buffer.alloc(0)));
    if (trace !== undefined) traces.push(`${file}: ${trace}`);
  }
  return traces;
};
