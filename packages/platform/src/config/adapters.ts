import { z } from 'zod';

import type { Bell } from '@kuvert/shared/ports/bell';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';

import { createInProcessBell } from '../jobs/in-process.ts';
import type { BellOptions } from '../jobs/answers.ts';
import { createFolderStore } from '../objects/folder.ts';
import type { KeptObjects } from '../objects/minio-versions.ts';
import type { MinioStoreOptions } from '../objects/minio.ts';
import { variables } from './environment.ts';

/** Where objects lie, for every service that touches them: a folder, or an S3 server when `MINIO_ENDPOINT` is set. */
export const objectStoreVariables = {
  KUVERT_OBJECTS_DIR: variables.path.optional(),
  MINIO_ENDPOINT: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).optional(),
  MINIO_BUCKET: z.string().min(3).max(63).default('kuvert'),
  MINIO_REGION: z.string().optional(),
  MINIO_ACCESS_KEY: z.string().optional(),
  /** The secret key itself, or a file that holds it. */
  MINIO_SECRET_KEY: z.string().optional(),
  MINIO_SECRET_KEY_FILE: variables.path.optional(),
};

/** How work is rung for: within the process, or by Bull when `REDIS_URL` is set. */
export const bellVariables = { REDIS_URL: variables.redisUrl.optional() };

export type ObjectStoreConfig =
  | { readonly kind: 'folder'; readonly folder: string }
  | {
      readonly kind: 'minio';
      readonly endpoint: string;
      readonly bucket: string;
      readonly region: string | undefined;
      readonly accessKey: string;
      readonly secretKey: { readonly kind: 'value' | 'file'; readonly text: string };
    };

export type BellConfig =
  | { readonly kind: 'in-process' }
  | { readonly kind: 'bull'; readonly redisUrl: string };

type ObjectStoreValues = z.infer<z.ZodObject<typeof objectStoreVariables>>;

/** For a schema's `superRefine`: exactly one place, whole. */
export const refineObjectStore = (values: ObjectStoreValues, context: z.RefinementCtx): void => {
  const fault = (name: keyof ObjectStoreValues, message: string): void =>
    context.addIssue({ code: 'custom', path: [name], message });
  if (values.MINIO_ENDPOINT === undefined) {
    if (values.KUVERT_OBJECTS_DIR === undefined)
      fault('KUVERT_OBJECTS_DIR', 'set it, or MINIO_ENDPOINT: objects must lie somewhere');
    return;
  }
  if (values.KUVERT_OBJECTS_DIR !== undefined)
    fault('KUVERT_OBJECTS_DIR', 'goes without MINIO_ENDPOINT: objects lie in one place');
  if (values.MINIO_ACCESS_KEY === undefined) fault('MINIO_ACCESS_KEY', 'is missing');
  if ((values.MINIO_SECRET_KEY === undefined) === (values.MINIO_SECRET_KEY_FILE === undefined))
    fault('MINIO_SECRET_KEY_FILE', 'set it or MINIO_SECRET_KEY, one of the two');
};

/** After {@link refineObjectStore} found nothing. */
export const objectStoreConfig = (values: ObjectStoreValues): ObjectStoreConfig =>
  values.MINIO_ENDPOINT === undefined
    ? { kind: 'folder', folder: values.KUVERT_OBJECTS_DIR ?? '' }
    : {
        kind: 'minio',
        endpoint: values.MINIO_ENDPOINT,
        bucket: values.MINIO_BUCKET,
        region: values.MINIO_REGION,
        accessKey: values.MINIO_ACCESS_KEY ?? '',
        secretKey:
          values.MINIO_SECRET_KEY === undefined
            ? { kind: 'file', text: values.MINIO_SECRET_KEY_FILE ?? '' }
            : { kind: 'value', text: values.MINIO_SECRET_KEY },
      };

export const bellConfig = (values: z.infer<z.ZodObject<typeof bellVariables>>): BellConfig =>
  values.REDIS_URL === undefined
    ? { kind: 'in-process' }
    : { kind: 'bull', redisUrl: values.REDIS_URL };

/** Opens the store that the configuration names. With `createBucket` a missing bucket is made: by operators, never by a service. */
export const openObjectStore = async (
  config: ObjectStoreConfig,
  { createBucket = false }: { readonly createBucket?: boolean } = {},
): Promise<ObjectStore> => {
  if (config.kind === 'folder') return createFolderStore(config.folder);
  const { createMinioStore } = await import('../objects/minio.ts');
  return createMinioStore({ ...(await minioOptions(config)), createBucket });
};

/** All that a place keeps, where it keeps versions also what was deleted or written over; to look at. */
export const openKeptObjects = async (config: ObjectStoreConfig): Promise<KeptObjects> => {
  if (config.kind === 'folder') return keptIn(await createFolderStore(config.folder));
  const { openMinioVersions } = await import('../objects/minio-versions.ts');
  return openMinioVersions(await minioOptions(config));
};

/** What lies in a store that keeps no versions. */
export const keptIn = (store: Pick<ObjectStore, 'list' | 'get'>): KeptObjects => ({
  list: async function* () {
    for await (const { name } of store.list())
      yield { name, isHidden: false, read: (maxBytes) => store.get(name, maxBytes) };
  },
});

const minioOptions = async (
  config: Extract<ObjectStoreConfig, { kind: 'minio' }>,
): Promise<Omit<MinioStoreOptions, 'createBucket'>> => {
  const { readSecretFile } = await import('../keys/secret-file.ts');
  const url = new URL(config.endpoint);
  return {
    endPoint: url.hostname,
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    useTls: url.protocol === 'https:',
    accessKey: config.accessKey,
    secretKey:
      config.secretKey.kind === 'value'
        ? config.secretKey.text
        : await readSecretFile(config.secretKey.text),
    ...(config.region === undefined ? {} : { region: config.region }),
    bucket: config.bucket,
  };
};

/** Opens the bell that the configuration names. */
export const openBell = async (config: BellConfig, options: BellOptions): Promise<Bell> => {
  if (config.kind === 'in-process') return createInProcessBell(options);
  const { createBullBell } = await import('../jobs/bull.ts');
  return createBullBell({ ...options, url: config.redisUrl });
};
