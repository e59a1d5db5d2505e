import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

/** How a number is shown: national form to read, international form beside it. */
export interface ShownNumber {
  /** E.164 with plus, or the text as it came when it is no number. */
  readonly full: string;
  readonly national: string;
}

/**
 * A dialled or calling number in E.164 (`+46225…`), or undefined when the text is no telephone number
 * (carriers send `anonymous`, `Restricted`, an empty field or an extension).
 */
export const toE164 = (text: string, country: CountryCode = 'SE'): string | undefined =>
  parsePhoneNumberFromString(text, country)?.number;

/** Both forms of a number for people in `country`. */
export const showNumber = (text: string, country: CountryCode = 'SE'): ShownNumber => {
  const number = parsePhoneNumberFromString(text, country);
  if (!number) return { full: text, national: text };
  return {
    full: number.number,
    national: number.country === country ? number.formatNational() : number.formatInternational(),
  };
};
