import { KuvertError, type ErrorCode } from '@kuvert/shared/errors';
import {
  readDestination,
  type Destination,
  type DestinationRules,
} from '@kuvert/shared/sending/destination';

const refusals = {
  invalid: 'number-invalid',
  'premium-rate': 'number-premium-rate',
  'country-blocked': 'number-country-blocked',
} as const satisfies Record<Exclude<Destination['kind'], 'number'>, ErrorCode>;

/**
 * A number that a fax can go to, in E.164.
 * @throws KuvertError `number-invalid`, `number-premium-rate`, `number-country-blocked`
 */
export const toFaxNumber = (text: string, rules: DestinationRules): string => {
  const destination = readDestination(text, rules);
  if (destination.kind === 'number') return destination.number;
  throw new KuvertError(refusals[destination.kind], 'a fax can not go to this number');
};
