import type { KeyObject } from 'node:crypto';

import {
  maxCheckpointBytes,
  openCheckpoint,
  type Checkpoint,
} from '@kuvert/platform/checkpoints/checkpoint';
import { codeOf } from '@kuvert/shared/errors';
import type { ObjectName } from '@kuvert/shared/ids';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';

export interface FoundCheckpoints {
  /** In the order of the chain. */
  readonly checkpoints: readonly Checkpoint[];
  /** Names of what lies there and isn't signed by our key. */
  readonly foreign: readonly string[];
}

/** Every checkpoint in the second place, each with its signature checked. @throws KuvertError `object-store-failed` */
export const readCheckpoints = async (
  place: Pick<ObjectStore, 'list' | 'get'>,
  publicKeys: readonly KeyObject[],
): Promise<FoundCheckpoints> => {
  const checkpoints: Checkpoint[] = [];
  const foreign: string[] = [];
  for await (const { name } of place.list()) {
    const bytes = await bytesOf(place, name);
    const checkpoint = bytes && openCheckpoint(bytes, publicKeys);
    if (checkpoint) checkpoints.push(checkpoint);
    else foreign.push(name);
  }
  return { checkpoints: checkpoints.toSorted((one, other) => one.seq - other.seq), foreign };
};

const bytesOf = async (
  place: Pick<ObjectStore, 'get'>,
  name: ObjectName,
): Promise<Uint8Array | undefined> => {
  try {
    return await place.get(name, maxCheckpointBytes);
  } catch (error) {
    if (codeOf(error) === 'body-too-large') return undefined;
    throw error;
  }
};
