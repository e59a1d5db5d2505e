/** Of the login page where one may log in by smart card; beside the application's words, which every page loads. */
export const cardWords = {
  sv: {
    button: 'Logga in med e-tjänstekort',
    how: 'Sätt kortet i läsaren först. Välj certifikatet för legitimering när webbläsaren frågar, och skriv din kod.',
    failed:
      'Visar webbläsaren ett fel i stället, eller avbröt du koden? Gå tillbaka hit, stäng alla webbläsarens fönster, sätt i kortet igen och försök på nytt.',
    help: 'Hjälp med kortet',
    refused: 'Det gick inte att logga in med kortet. Inget har ändrats.',
    refusedHint:
      'Kontrollera att det är kortets certifikat för legitimering och att kortet gäller. Händer det igen, säg koden nedan till it-supporten.',
  },
  en: {
    button: 'Log in with smart card',
    how: 'Put the card into its reader first. Choose the certificate for identification when the browser asks, and type your PIN.',
    failed:
      'Did the browser show an error instead, or did you cancel the PIN? Come back here, close all windows of the browser, insert the card again and try once more.',
    help: 'Help with the card',
    refused: 'The login with the card did not succeed. Nothing has been changed.',
    refusedHint:
      'Check that it is the card’s certificate for identification, and that the card is valid. If it happens again, tell your IT support the code below.',
  },
} as const;

export type CardWords = (typeof cardWords)['sv' | 'en'];
