import { chmod, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

import { packedModel, type ModelName } from '../models.ts';

const unpack = promisify(gunzip);
/** No model unpacked is nearly as large. */
const MAX_MODEL_BYTES = 64 * 1024 * 1024;

/**
 * Models unpacked, as native Tesseract wants them, in a private folder that is gone afterwards. They
 * are public data; nothing of a document is ever there.
 */
export class ModelFolder {
  readonly #parent: string;
  #folder: Promise<string> | undefined;
  readonly #models = new Map<ModelName, Promise<string>>();

  /** @param parent the folder to make it in */
  constructor(parent: string) {
    this.#parent = parent;
  }

  /** Whether there is a place for models: a read-only system may have none. */
  async isWritable(): Promise<boolean> {
    return this.with('osd').then(
      () => true,
      () => false,
    );
  }

  /** The folder, once the model is in it. */
  with(name: ModelName): Promise<string> {
    const known = this.#models.get(name);
    if (known !== undefined) return known;
    const unpacked = this.#unpack(name);
    this.#models.set(name, unpacked);
    // A full disk may have room the next time.
    unpacked.catch(() => this.#models.delete(name));
    return unpacked;
  }

  async remove(): Promise<void> {
    const folder = await this.#folder?.catch(() => undefined);
    await Promise.allSettled(this.#models.values());
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    this.#folder = undefined;
    this.#models.clear();
  }

  async #unpack(name: ModelName): Promise<string> {
    this.#folder ??= mkdtemp(join(this.#parent, 'fax-document-models-'));
    const folder = await this.#folder;
    const packed = await readFile(packedModel(name));
    const model = await unpack(packed, { maxOutputLength: MAX_MODEL_BYTES });
    const path = join(folder, `${name}.traineddata`);
    await writeFile(`${path}.part`, model);
    await chmod(`${path}.part`, 0o400);
    await rename(`${path}.part`, path);
    return folder;
  }
}
