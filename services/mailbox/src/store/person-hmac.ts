import { createHmac } from 'node:crypto';

import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import { parsePersonNumber } from '@kuvert/shared/person-number';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import type { Transaction } from '@kuvert/platform/postgres/database';

import { houseKey } from './house-key.ts';
import type { Country } from './summary.ts';

export interface PersonHmacDeps {
  readonly keys: KeyProvider;
  readonly clock: Clock;
  readonly country: Country;
}

/** The number in its one form. @throws KuvertError `person-number-invalid` */
export const numberOf = (text: string, country: Country): string => {
  const number = parsePersonNumber(text, country);
  if (number === undefined)
    throw new KuvertError('person-number-invalid', "that is no person's number");
  return number;
};

/**
 * What a number is found again by: a keyed hash (RFC 2104), since there are so few numbers that a plain one could be tried
 * through in an hour. The key is one of the house's, wrapped by the master key.
 * @throws KuvertError `person-number-invalid`, `key-locked`
 */
export const personHmac = async (
  deps: PersonHmacDeps,
  transaction: Transaction,
  text: string,
): Promise<string> => {
  const number = numberOf(text, deps.country);
  const { wrapped } = await houseKey(deps, transaction, 'person-number');
  const key = await deps.keys.unwrap(wrapped);
  return createHmac('sha256', key).update(`${deps.country} ${number}`).digest('hex');
};
