import type { MediaType } from '@kuvert/shared/message';

const beginnings: readonly (readonly [MediaType, readonly number[]])[] = [
  ['image/tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
];

/** What the bytes are by their beginning, whatever anybody called them. */
export const mediaTypeOf = (bytes: Uint8Array): MediaType =>
  beginnings.find(([, magic]) => magic.every((byte, index) => bytes[index] === byte))?.[0] ??
  'application/octet-stream';
