import type { Client } from 'minio';
import { z } from 'zod';

import { errnoOf } from '../system/errno.ts';
import { objectTooLarge } from './failures.ts';
import { asked, assertBucket, read, type MinioStoreOptions } from './minio.ts';
import { createMinioClient } from './minio-client.ts';

/** Something that was put into a place and is kept there. */
export interface KeptObject {
  readonly name: string;
  /** It was deleted or written over since, where the place keeps what was there before. */
  readonly isHidden: boolean;
  /** @throws KuvertError `body-too-large`, `object-store-failed` */
  read(maxBytes: number): Promise<Uint8Array>;
}

/** All that was ever put into a place. */
export interface KeptObjects {
  list(): AsyncIterable<KeptObject>;
}

const Version = z.object({
  name: z.string(),
  size: z.number().default(0),
  versionId: z.coerce.string().optional(),
  isDeleteMarker: z.boolean().default(false),
});
type Version = z.infer<typeof Version>;

/**
 * A bucket with every version that it keeps: under object lock also what somebody deleted or wrote over, which `list` and `get`
 * of the store can't see.
 * @throws KuvertError `object-store-failed`
 */
export const openMinioVersions = async (
  options: Omit<MinioStoreOptions, 'createBucket'>,
): Promise<KeptObjects> => {
  const { bucket } = options;
  const client = createMinioClient(options);
  await assertBucket(client, bucket);
  return {
    list: async function* () {
      const versions = await versionsIn(client, bucket);
      const hidden = hiddenOf(versions);
      for (const { name, size, versionId, isDeleteMarker } of versions)
        if (!isDeleteMarker)
          yield {
            name,
            isHidden: hidden.has(name),
            read: (maxBytes) => {
              if (size > maxBytes) throw objectTooLarge(size, maxBytes);
              const version = versionId === undefined ? {} : { versionId };
              return asked(read(client, bucket, name, size, version));
            },
          };
    },
  };
};

const hiddenOf = (versions: readonly Version[]): ReadonlySet<string> => {
  const seen = new Set<string>();
  const hidden = new Set<string>();
  for (const { name, isDeleteMarker } of versions) {
    if (isDeleteMarker || seen.has(name)) hidden.add(name);
    seen.add(name);
  }
  return hidden;
};

/** Servers that keep no versions may not know how to list them: then what is there is all. */
const versionsIn = async (client: Client, bucket: string): Promise<readonly Version[]> => {
  try {
    return await listed(client, bucket, true);
  } catch (error) {
    if (errnoOf(error) !== 'NotImplemented') await asked(Promise.reject(error));
    return asked(listed(client, bucket, false));
  }
};

const listed = async (
  client: Client,
  bucket: string,
  IncludeVersion: boolean,
): Promise<readonly Version[]> => {
  const versions: Version[] = [];
  // an untyped stream
  for await (const item of client.listObjects(bucket, '', true, { IncludeVersion }))
    versions.push(Version.parse(item));
  return versions;
};
