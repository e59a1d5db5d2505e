import { KuvertError } from '@kuvert/shared/errors';
import type { RawRequest } from '@kuvert/shared/ports/transport';

/** For a carrier that tells of everything at one place, by POST. @throws KuvertError `path-unknown` */
export const assertReceivedPath = ({ method, target }: RawRequest): void => {
  const isOurs = method === 'POST' && target.startsWith('/') && target.endsWith('/received');
  if (!isOurs) throw new KuvertError('path-unknown', 'there is nothing here');
};
