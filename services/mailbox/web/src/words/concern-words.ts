import type { Locale } from '../../../src/http/api.ts';

const en = {
  label: 'Whom it concerns: personal or coordination number',
  hint: 'So that it can be said who read about them. Kept sealed.',
  nobody: 'It concerns no one person',
  show: 'Show whom it concerns',
  unasked: 'Whom it concerns is asked when it is registered.',
  unsaid: 'Nobody said whom it concerns when it was registered.',
  wrong: 'There is no such number. Check its digits.',
};

const sv: typeof en = {
  label: 'Vem det rör: personnummer eller samordningsnummer',
  hint: 'För att kunna svara på vem som läst om personen. Sparas förseglat.',
  nobody: 'Det rör ingen enskild person',
  show: 'Visa vem det rör',
  unasked: 'Vem det rör anges när det registreras.',
  unsaid: 'Ingen angav vem det rör när det registrerades.',
  wrong: 'Numret finns inte. Kontrollera siffrorna.',
};

/** Loaded with the dialog that asks for it. */
export const concernWords = (locale: Locale) => (locale === 'sv' ? sv : en);
