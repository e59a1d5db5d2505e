import { hash } from 'node:crypto';

/** 16 bytes in hexadecimal digits. */
export type DocumentId = string;

/** The same input gives the same identifier: 128 bits of its SHA-256. */
export function documentId(input: Uint8Array | string): DocumentId {
  const bytes = hash('sha256', input, 'buffer').subarray(0, 16);
  // RFC 9562 clause 5.8: a UUID by rules of one's own has version 8 and variant 10.
  bytes[6] = 0x80 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return bytes.toString('hex');
}

/** RFC 9562 clause 4, as XMP writes it. */
export const uuidUri = (id: DocumentId): string =>
  `uuid:${id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`;
