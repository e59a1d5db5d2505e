import { KuvertError } from '@kuvert/shared/errors';

/** What answers for an unknown id and for one of a department that isn't the person's. */
export const notFound = (): KuvertError => new KuvertError('not-found', 'there is nothing here');
