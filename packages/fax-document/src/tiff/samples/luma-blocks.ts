import type { LumaBlocks } from './sample-format.ts';

/** Cb and Cr. */
const CHROMA_BYTES = 2;

interface Size {
  readonly width: number;
  readonly height: number;
}

const acrossOf = (blocks: LumaBlocks, width: number): number => Math.ceil(width / blocks.width);
const bytesOf = ({ width, height }: LumaBlocks): number => width * height + CHROMA_BYTES;

/** Bytes of an area whose samples come in blocks. */
export const blockBytes = (blocks: LumaBlocks, { width, height }: Size): number =>
  acrossOf(blocks, width) * Math.ceil(height / blocks.height) * bytesOf(blocks);

/** The luma of an area, row after row, as far as whole rows of blocks are there. */
export function lumaOf(data: Uint8Array, blocks: LumaBlocks, { width, height }: Size): Uint8Array {
  const across = acrossOf(blocks, width);
  const size = bytesOf(blocks);
  const rows = Math.min(height, Math.floor(data.length / (across * size)) * blocks.height);
  const luma = new Uint8Array(width * rows);
  for (let y = 0; y < rows; y++) {
    const first = Math.floor(y / blocks.height) * across * size + (y % blocks.height) * blocks.width;
    for (let x = 0; x < width; x++) {
      luma[y * width + x] = data[first + Math.floor(x / blocks.width) * size + (x % blocks.width)]!;
    }
  }
  return luma;
}
