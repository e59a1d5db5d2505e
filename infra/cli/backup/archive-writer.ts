import { createHash } from 'node:crypto';

import { pack as packTar } from 'tar-stream';

import { sha256Hex } from '@kuvert/platform/vault/digest';

import { partBytes } from './archive.ts';
import { bytesOf } from './tar-bytes.ts';

/** Adds entries one after the other; each resolves when its bytes were taken by the reader. */
export interface ArchiveWriter {
  /** Adds an entry and returns its SHA-256. */
  add(name: string, bytes: Uint8Array): Promise<string>;
  /** Adds a stream of unknown length as parts `name/000000` … and returns the SHA-256 of the whole. */
  addInParts(name: string, stream: AsyncIterable<Uint8Array>): Promise<string>;
}

/** The bytes of a tar archive while `fill` makes it; a failure of `fill` breaks the stream. */
export const writeArchive = (
  fill: (writer: ArchiveWriter) => Promise<void>,
): AsyncIterable<Uint8Array> => {
  const pack = packTar();
  const add = (name: string, bytes: Uint8Array): Promise<string> =>
    new Promise((resolve, reject) => {
      const header = { name, size: bytes.byteLength, mode: 0o600 };
      const entry = pack.entry(header, (error) =>
        error ? reject(error) : resolve(sha256Hex(bytes)),
      );
      entry.end(bytes);
    });
  const addInParts: ArchiveWriter['addInParts'] = async (name, stream) => {
    const hash = createHash('sha256');
    let part = 0;
    for await (const bytes of inParts(stream)) {
      hash.update(bytes);
      await add(`${name}/${String(part++).padStart(6, '0')}`, bytes);
    }
    return hash.digest('hex');
  };
  fill({ add, addInParts }).then(
    () => pack.finalize(),
    (error: unknown) => pack.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return bytesOf(pack);
};

async function* inParts(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let kept: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    kept.push(chunk);
    size += chunk.byteLength;
    if (size < partBytes) continue;
    yield Buffer.concat(kept);
    kept = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(kept);
}
