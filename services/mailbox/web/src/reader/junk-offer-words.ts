import type { Locale } from '../../../src/http/api.ts';

const en = {
  also: 'Also set aside what comes from this number later',
  listed: (number: string) => `What comes from ${number} is set aside from now on.`,
  on: {
    department: (number: string) =>
      `It is new. ${number} stays on the department’s list of junk senders.`,
    house: (number: string) => `It is new. ${number} stays on the house’s list of junk senders.`,
  },
  unlist: 'Take the number off the list',
  toList: 'To the list',
  who: (names: string) => `${names} can take it off.`,
  nobody: 'Whoever runs Kuvert can take it off.',
  unlisted: (number: string) => `What comes from ${number} is new again, as all others.`,
  undo: 'Undo',
  reason: 'A fax from it was set aside.',
  problems: {
    'only-administrators':
      'Only whoever looks after the list can change it, and you don’t any more.',
    'only-faxes': 'It is no plain fax any more: its sender can’t be on the list.',
    'number-invalid': 'It is no whole number, and can’t be on the list.',
    'junk-own': 'It is a number of this house by now, and can’t be on the list.',
    'junk-verified': 'It is a verified contact’s number by now: its faxes are never junk.',
    'junk-full':
      'The list is full: a thousand numbers. Some have to be taken off first, in administration.',
  },
};

const sv: typeof en = {
  also: 'Lägg också åt sidan det som senare kommer från numret',
  listed: (number) => `Det som kommer från ${number} läggs åt sidan från och med nu.`,
  on: {
    department: (number) =>
      `Det är nytt. ${number} står kvar på avdelningens lista över skräpavsändare.`,
    house: (number) => `Det är nytt. ${number} står kvar på hela husets lista över skräpavsändare.`,
  },
  unlist: 'Ta bort numret från listan',
  toList: 'Till listan',
  who: (names) => `${names} kan ta bort det därifrån.`,
  nobody: 'Driften kan ta bort det därifrån.',
  unlisted: (number) => `Det som kommer från ${number} är nytt igen, som allt annat.`,
  undo: 'Ångra',
  reason: 'Ett fax därifrån lades åt sidan.',
  problems: {
    'only-administrators': 'Bara den som sköter listan kan ändra den, och det gör du inte längre.',
    'only-faxes': 'Det är inte ett vanligt fax längre: avsändaren kan inte stå på listan.',
    'number-invalid': 'Det är inget helt nummer, och kan inte stå på listan.',
    'junk-own': 'Det är husets eget nummer nu, och kan inte stå på listan.',
    'junk-verified': 'Det är en verifierad kontakts nummer nu: dess fax är aldrig skräp.',
    'junk-full': 'Listan är full: tusen nummer. Några måste först tas bort, i administrationen.',
  },
};

/** Loaded with the offers. */
export const junkOfferWords = (locale: Locale) => (locale === 'sv' ? sv : en);
