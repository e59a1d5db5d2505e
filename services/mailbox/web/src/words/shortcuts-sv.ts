import type { ShortcutsWords } from './shortcuts-en.ts';

export const shortcutsSv: ShortcutsWords = {
  title: 'Kortkommandon',
  use: 'Använd enkla tangenter',
  next: 'Nästa i listan',
  previous: 'Föregående i listan',
  open: 'Öppna',
  take: 'Ta',
  answer: 'Svara',
  write: 'Skriv ett nytt meddelande',
  nextNew: 'Öppna nästa nya',
  register: 'Registrera',
  notRegister: 'Ska inte registreras',
  forward: 'Inte vårt',
  turn: 'Vrid sidan (bara på skärmen)',
  pageOrText: 'Växla mellan sida och text',
  details: 'Visa eller dölj uppgifter',
  markReferral: 'Markera som remiss',
  help: 'Den här listan',
  or: 'eller',
  off: 'Tangenterna är avstängda.',
};
