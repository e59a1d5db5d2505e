import { KuvertError } from '@kuvert/shared/errors';

/** A signature is good this long before and after its time, in seconds. */
const toleranceSeconds = 300;

/**
 * The time that was signed, in whole seconds since 1970, is near.
 * @throws KuvertError `signature-stale`
 */
export const assertFresh = (timestamp: string, now: Date): void => {
  const age = now.getTime() / 1000 - Number(timestamp);
  // also true for what is no number
  if (!(Math.abs(age) <= toleranceSeconds))
    throw new KuvertError('signature-stale', 'the signature is too old or lies ahead');
};
