import type { Client } from 'minio';
import { KuvertError } from '@kuvert/shared/errors';
import { asId, isUuid } from '@kuvert/shared/ids';
import type { ObjectName } from '@kuvert/shared/ids';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import { errnoOf } from '../system/errno.ts';
import {
  assertName,
  objectExists,
  objectMissing,
  objectTooLarge,
  storeFailed,
} from './failures.ts';
import { createMinioClient, maxObjectBytes } from './minio-client.ts';
import type { MinioOptions } from './minio-client.ts';

export interface MinioStoreOptions extends MinioOptions {
  readonly bucket: string;
  /** Makes a bucket that isn't there; otherwise that is a fault, as it should be where somebody else rules the store. */
  readonly createBucket: boolean;
}

/**
 * MinIO or any S3 server that keeps the object store's contract.
 * @throws KuvertError `object-store-failed` when the server or the bucket can't be used.
 */
export const createMinioStore = async (options: MinioStoreOptions): Promise<ObjectStore> => {
  const { bucket } = options;
  const client = createMinioClient(options);
  await ensureBucket(client, options);
  return {
    put: async (name, bytes) => {
      assertName(name);
      if (bytes.byteLength > maxObjectBytes) throw objectTooLarge(bytes.byteLength, maxObjectBytes);
      const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      await asked(client.putObject(bucket, name, body, body.byteLength, createOnly), {
        PreconditionFailed: objectExists,
        // two writers at the same moment: the other one has won or will
        ConditionalRequestConflict: objectExists,
      });
    },
    get: async (name, maxBytes) => {
      assertName(name);
      const { size } = await stat(client, bucket, name);
      if (size > maxBytes) throw objectTooLarge(size, maxBytes);
      return asked(read(client, bucket, name, size), missing);
    },
    remove: async (name) => {
      assertName(name);
      await asked(client.removeObject(bucket, name));
    },
    list: () => listObjects(client, bucket),
    check: () => assertBucket(client, bucket),
  };
};

/** Passed on as it stands: `putObject` prefixes only what isn't a standard header. */
const createOnly = { 'If-None-Match': '*', 'Content-Type': 'application/octet-stream' };

type Failures = Readonly<Record<string, () => KuvertError>>;
const missing: Failures = { NoSuchKey: objectMissing };

/** Says what the server or the network said in the port's own errors; `known` are S3 codes that mean something here. */
export const asked = async <T>(answer: Promise<T>, known: Failures = {}): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof KuvertError) throw error;
    const code = errnoOf(error) ?? 'unknown';
    throw known[code]?.() ?? storeFailed(`The object store refused or failed (${code}).`, error);
  }
};

/** @throws KuvertError `object-store-failed` */
export const assertBucket = async (client: Client, bucket: string): Promise<void> => {
  if (await asked(client.bucketExists(bucket))) return;
  throw storeFailed(`The object store has no bucket named ${bucket}.`);
};

const ensureBucket = async (
  client: Client,
  { bucket, createBucket }: MinioStoreOptions,
): Promise<void> => {
  if (createBucket && !(await asked(client.bucketExists(bucket)))) {
    // another replica may make it at the same moment: what counts is that it is there
    await asked(client.makeBucket(bucket)).catch(() => undefined);
  }
  await assertBucket(client, bucket);
};

const stat = async (
  client: Client,
  bucket: string,
  name: ObjectName,
): Promise<{ readonly size: number }> => {
  try {
    return await client.statObject(bucket, name);
  } catch (error) {
    // an answer without a body can't say what is missing: a lost bucket isn't a lost object
    if (errnoOf(error) === 'NotFound') await assertBucket(client, bucket);
    return asked(Promise.reject(error), { NotFound: objectMissing });
  }
};

/** All of an object, or of one version of it, which has that many bytes. */
export const read = async (
  client: Client,
  bucket: string,
  name: string,
  size: number,
  version: { readonly versionId?: string } = {},
): Promise<Uint8Array> => {
  const bytes = new Uint8Array(size);
  let filled = 0;
  for await (const chunk of await client.getObject(bucket, name, version)) {
    const part: Uint8Array = chunk;
    if (filled + part.byteLength > size) throw storeFailed('An object is longer than it was.');
    bytes.set(part, filled);
    filled += part.byteLength;
  }
  if (filled !== size) throw storeFailed('An object is shorter than it was.');
  return bytes;
};

async function* listObjects(
  client: Client,
  bucket: string,
): AsyncGenerator<{ readonly name: ObjectName; readonly modifiedAt: Date }> {
  try {
    for await (const item of client.listObjectsV2(bucket, '', true)) {
      const { name, lastModified } = item as { name?: unknown; lastModified?: unknown }; // an untyped stream
      if (typeof name === 'string' && isUuid(name) && lastModified instanceof Date) {
        yield { name: asId<'object'>(name), modifiedAt: lastModified };
      }
    }
  } catch (error) {
    await asked(Promise.reject(error));
  }
}
