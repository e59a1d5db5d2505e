import { z } from 'zod';

import type { ObjectStoreConfig } from './adapters.ts';
import { variables } from './environment.ts';

/** Where signed checkpoints of the audit chain lie: a folder, or a bucket of an S3 server, best with object lock. */
export const checkpointVariables = {
  KUVERT_CHECKPOINT_DIR: variables.path.optional(),
  KUVERT_CHECKPOINT_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
    .optional(),
  KUVERT_CHECKPOINT_BUCKET: z.string().min(3).max(63).default('kuvert-checkpoints'),
  KUVERT_CHECKPOINT_REGION: z.string().optional(),
  KUVERT_CHECKPOINT_ACCESS_KEY: z.string().optional(),
  KUVERT_CHECKPOINT_SECRET_KEY_FILE: variables.path.optional(),
};

/** Each may be absent or wrong, since every fault is told at once. */
type Values = Partial<Record<keyof typeof checkpointVariables, unknown>>;

/** Faults between these variables. */
export const refineCheckpoints = (values: Values, context: z.RefinementCtx): void => {
  const fault = (name: keyof Values, message: string): void =>
    context.addIssue({ code: 'custom', path: [name], message });
  if (values.KUVERT_CHECKPOINT_ENDPOINT === undefined) return;
  if (values.KUVERT_CHECKPOINT_DIR !== undefined)
    fault('KUVERT_CHECKPOINT_DIR', 'goes without KUVERT_CHECKPOINT_ENDPOINT: one place');
  if (values.KUVERT_CHECKPOINT_ACCESS_KEY === undefined)
    fault('KUVERT_CHECKPOINT_ACCESS_KEY', 'is missing');
  if (values.KUVERT_CHECKPOINT_SECRET_KEY_FILE === undefined)
    fault('KUVERT_CHECKPOINT_SECRET_KEY_FILE', 'is missing');
};

/** Undefined where none is configured. */
export const checkpointPlace = (values: {
  readonly KUVERT_CHECKPOINT_DIR?: string | undefined;
  readonly KUVERT_CHECKPOINT_ENDPOINT?: string | undefined;
  readonly KUVERT_CHECKPOINT_BUCKET: string;
  readonly KUVERT_CHECKPOINT_REGION?: string | undefined;
  readonly KUVERT_CHECKPOINT_ACCESS_KEY?: string | undefined;
  readonly KUVERT_CHECKPOINT_SECRET_KEY_FILE?: string | undefined;
}): ObjectStoreConfig | undefined => {
  if (values.KUVERT_CHECKPOINT_DIR !== undefined)
    return { kind: 'folder', folder: values.KUVERT_CHECKPOINT_DIR };
  if (values.KUVERT_CHECKPOINT_ENDPOINT === undefined) return undefined;
  return {
    kind: 'minio',
    endpoint: values.KUVERT_CHECKPOINT_ENDPOINT,
    bucket: values.KUVERT_CHECKPOINT_BUCKET,
    region: values.KUVERT_CHECKPOINT_REGION,
    accessKey: values.KUVERT_CHECKPOINT_ACCESS_KEY ?? '',
    secretKey: { kind: 'file', text: values.KUVERT_CHECKPOINT_SECRET_KEY_FILE ?? '' },
  };
};
