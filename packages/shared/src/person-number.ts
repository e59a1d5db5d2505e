import library from 'personnummer';

/** CommonJS for Node, an ES module for browsers; both give the class itself, which its types say of the second alone. */
const Personnummer = library as unknown as typeof library.default;

const danish = /^(\d\d)(\d\d)(\d\d)-?(\d{4})$/;

/**
 * A person's number in one form alone, so that it is found again: personal identity number or coordination number in Sweden
 * (twelve digits, checked by date and check digit), CPR number in Denmark (ten; its check digit is none since 2007).
 * Undefined for what is none. Ten Swedish digits mean somebody below a hundred, unless there is a plus.
 */
export const parsePersonNumber = (text: string, country: 'SE' | 'DK'): string | undefined => {
  const written = text.replace(/[\s\u2010-\u2015]/g, (sign) => (/\s/.test(sign) ? '' : '-'));
  return country === 'SE' ? swedish(written) : dane(written);
};

const swedish = (written: string): string | undefined => {
  if (!/^(?:\d{2})?\d{6}[+-]?\d{4}$/.test(written)) return undefined;
  return Personnummer.valid(written) ? Personnummer.parse(written).format(true) : undefined;
};

const dane = (written: string): string | undefined => {
  const [, day, month, year, number] = danish.exec(written) ?? [];
  if (!day || !month || !year || !number) return undefined;
  // of which century says the number; a leap day is looked at in a leap year
  const date = new Date(`2000-${month}-${day}T00:00:00Z`);
  const isDay = !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
  return isDay ? `${day}${month}${year}${number}` : undefined;
};
