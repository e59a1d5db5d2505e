import { KuvertError } from '@kuvert/shared/errors';
import { isUuid } from '@kuvert/shared/ids';
import type { ObjectName } from '@kuvert/shared/ids';

/** Something that the store below said. Its words go into `cause` alone. */
export const storeFailed = (message: string, cause?: unknown): KuvertError =>
  new KuvertError('object-store-failed', message, cause === undefined ? {} : { cause });

export const objectMissing = (): KuvertError =>
  new KuvertError('object-missing', 'The object store has no object of that name.');

export const objectExists = (): KuvertError =>
  new KuvertError('object-exists', 'The object store has an object of that name already.');

export const objectTooLarge = (size: number, maxBytes: number): KuvertError =>
  new KuvertError('body-too-large', 'An object is larger than allowed.', {
    details: { size, maxBytes },
  });

/** Names become paths: anything but a random UUID is refused before it touches the store. */
export const assertName = (name: ObjectName): void => {
  if (!isUuid(name)) throw storeFailed('An object name is not a UUID.');
};
