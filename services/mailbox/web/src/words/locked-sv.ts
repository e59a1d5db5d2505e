import type { LockedWords } from './locked-en.ts';

export const lockedSv: LockedWords = {
  title: 'Det behövs en starkare inloggning',
  text: (level) =>
    `Det här hör till en avdelning som visas med en inloggning på tillitsnivå ${level} eller högre.`,
  now: (level) => `Du är inloggad på ${level}.`,
  unsaid: 'Din inloggning säger ingen tillitsnivå.',
  hint: 'Logga in till exempel med ditt tjänstekort; sedan är du tillbaka här.',
  logIn: (level) => `Logga in på ${level}`,
  helpless:
    'Kommer du tillbaka hit fast du har loggat in så starkt du kan, så säg till it-supporten: Kuvert får inte veta hur stark inloggningen var, eller så behöver du ett annat sätt att logga in. Inget går förlorat under tiden.',
  others: 'Till brevlådan',
};
