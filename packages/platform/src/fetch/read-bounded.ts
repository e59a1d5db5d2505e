import type { Response } from 'undici';
import { fetchFailure } from './failures.ts';

/**
 * Reads a body into memory, counting decoded bytes as they come: a small compressed body may be a huge one.
 * @throws KuvertError `fetch-too-large`
 */
export const readBounded = async (response: Response, maxBytes: number): Promise<Uint8Array> => {
  // an honest host that says it at once saves the transfer; what it says is never trusted
  const announced = Number(response.headers.get('content-length') ?? 0);
  const encoded = response.headers.has('content-encoding');
  if (!encoded && announced > maxBytes) throw tooLarge(maxBytes);
  if (response.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    const bytes: Uint8Array = chunk;
    size += bytes.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(bytes);
  }
  return new Uint8Array(Buffer.concat(chunks, size));
};

const tooLarge = (maxBytes: number): Error =>
  fetchFailure('fetch-too-large', { details: { maxBytes } });
