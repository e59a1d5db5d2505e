import {
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from 'libphonenumber-js/min';

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
  parse(text, country)?.number;

/** The whole text must be the number, of a length that exists: nothing is picked out of other words. */
const parse = (text: string, country: CountryCode): PhoneNumber | undefined => {
  const number = parsePhoneNumberFromString(text, { defaultCountry: country, extract: false });
  return number?.isPossible() === true ? number : undefined;
};

/** What carriers and exchanges write in the place of a number that the caller withheld. */
const withheld = /^(anonymous|private|restricted|unavailable|unknown|withheld)$/i;

/** Both forms of a number for people in `country`; without a national form when the caller withheld it. */
export const showNumber = (text: string, country: CountryCode = 'SE'): ShownNumber => {
  const number = parse(text, country);
  if (!number) return { full: text, national: withheld.test(text) ? '' : text };
  return {
    full: number.number,
    national: number.country === country ? number.formatNational() : number.formatInternational(),
  };
};
