import { codeOf } from '@kuvert/shared/errors';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';

import type { StoredDocument } from './stored-document.ts';

export interface RemoveDeps {
  readonly objects: Pick<ObjectStore, 'remove'>;
  readonly events: { objectLeft(error: unknown): void };
}

/**
 * Removes objects that certainly no row names. One that can't be removed now is sealed, its header is nowhere,
 * and it does no harm.
 */
export const removeUnused = async (
  { objects, events }: RemoveDeps,
  documents: readonly Pick<StoredDocument, 'objectName'>[],
): Promise<void> => {
  for (const { objectName } of documents)
    await objects.remove(objectName).catch((error: unknown) => events.objectLeft(error));
};

/** Files documents; when that certainly changed nothing, their objects go. What may have been committed stays. */
export const filedOrRemoved = async <Filed>(
  deps: RemoveDeps,
  documents: readonly Pick<StoredDocument, 'objectName'>[],
  file: () => Promise<Filed>,
): Promise<Filed> => {
  try {
    return await file();
  } catch (error) {
    if (codeOf(error) !== 'commit-unknown') await removeUnused(deps, documents);
    throw error;
  }
};
