import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';

/** Where faxes may go from this house. */
export interface DestinationRules {
  /** Numbers in national form are of this country. */
  readonly country: CountryCode;
  /** ISO 3166 codes; everything else is blocked. */
  readonly countries: readonly string[];
}

export type Destination =
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'invalid' }
  /** Costs the caller more than a call does: premium rate, shared cost. */
  | { readonly kind: 'premium-rate' }
  | { readonly kind: 'country-blocked' };

const costly = new Set(['PREMIUM_RATE', 'SHARED_COST']);

/** A number that a fax is to go to, as E.164, or why not. The whole text must be the number, without an extension. */
export const readDestination = (
  text: string,
  { country, countries }: DestinationRules,
): Destination => {
  const number = parsePhoneNumberFromString(text, { defaultCountry: country, extract: false });
  if (!number || number.ext !== undefined || !number.isValid()) return { kind: 'invalid' };
  if (costly.has(number.getType() ?? '')) return { kind: 'premium-rate' };
  // without a country: satellites and international networks
  if (number.country === undefined || !countries.includes(number.country))
    return { kind: 'country-blocked' };
  return { kind: 'number', number: number.number };
};
