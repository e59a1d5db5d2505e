import type { KeyObject } from 'node:crypto';

import {
  maxCheckpointBytes,
  openCheckpoint,
  type Checkpoint,
} from '@kuvert/platform/checkpoints/checkpoint';
import { codeOf } from '@kuvert/shared/errors';
import type { KeptObject, KeptObjects } from '@kuvert/platform/objects/minio-versions';

export interface FoundCheckpoints {
  /** In the order of the chain. */
  readonly checkpoints: readonly Checkpoint[];
  /** Names of what lies there and isn't signed by our key. */
  readonly foreign: readonly string[];
  /** Names of what somebody deleted or wrote over; what was there before counts. */
  readonly hidden: readonly string[];
}

/** Every checkpoint in the second place, each with its signature checked. @throws KuvertError `object-store-failed` */
export const readCheckpoints = async (
  place: KeptObjects,
  publicKeys: readonly KeyObject[],
): Promise<FoundCheckpoints> => {
  const checkpoints: Checkpoint[] = [];
  const foreign: string[] = [];
  const hidden = new Set<string>();
  for await (const kept of place.list()) {
    const { name, isHidden } = kept;
    if (isHidden) hidden.add(name);
    const bytes = await bytesOf(kept);
    const checkpoint = bytes && openCheckpoint(bytes, publicKeys);
    if (checkpoint) checkpoints.push(checkpoint);
    else foreign.push(name);
  }
  return {
    checkpoints: checkpoints.toSorted((one, other) => one.seq - other.seq),
    foreign,
    hidden: [...hidden],
  };
};

const bytesOf = async (kept: KeptObject): Promise<Uint8Array | undefined> => {
  try {
    return await kept.read(maxCheckpointBytes);
  } catch (error) {
    if (codeOf(error) === 'body-too-large') return undefined;
    throw error;
  }
};
