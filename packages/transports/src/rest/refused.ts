import { KuvertError } from '@kuvert/shared/errors';
import type { FailureCause } from '@kuvert/shared/sending/causes';

/** What a carrier answers isn't what its documentation says, or isn't whole. */
export const carrierRefused = (message: string): KuvertError =>
  new KuvertError('carrier-refused', message);

/** Undefined for what the carrier doesn't have (any more). */
export const unlessMissing = async <T>(asked: Promise<T>): Promise<T | undefined> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof KuvertError && error.code === 'fetch-not-found') return undefined;
    throw error;
  }
};

/** Why an order was refused, where the carrier's own code says nothing. */
export const causeOfStatus = (status: number): FailureCause =>
  [401, 402, 403, 404].includes(status) ? 'account' : 'refused';
