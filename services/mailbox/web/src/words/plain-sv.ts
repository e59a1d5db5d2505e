import type { PlainWords } from './plain-en.ts';

export const plainSv: PlainWords = {
  loginTitle: 'Logga in',
  loginLead: 'Fax och meddelanden till din avdelning, för dig som tar hand om dem.',
  loginButton: 'Logga in med SSO',
  loginAgain: 'Sessionen är slut. Logga in igen så kommer du tillbaka till där du var.',
  loginFailed: 'Inloggningen lyckades inte. Inget har ändrats; försök en gång till.',
  loginFailedHint: 'Händer det igen, säg koden nedan till it-supporten.',
  noDepartmentTitle: 'Du har ingen avdelning ännu',
  noDepartment: (name) =>
    `Du är inloggad som ${name}, men ingen har lagt till dig i en avdelning. Be din chef eller it-supporten göra det och ladda sedan om sidan.`,
  noDepartmentAgain: 'Titta igen',
  errorTitle: 'Det gick inte',
  notHere: 'Sidan finns inte. Inget har ändrats.',
  linkExpired: 'Länken har gått ut: den gäller i en minut. Tryck på Ladda ner eller Skriv ut igen.',
  tooMany: (seconds) =>
    `Det kom för mycket härifrån på kort tid. Inget har ändrats och ingen är utelåst: vänta ${seconds} sekunder och försök igen.`,
  loginTooMany:
    'Det kom för många inloggningar från ditt nätverk inom en minut. Vänta en minut och försök igen; det är inget fel på dig eller ditt kort.',
  choiceTitle: 'Vem loggar du in som?',
  choice: 'Du har flera HSA-id. Det du gör loggas under det som du väljer.',
  commissionTitle: 'I vilket uppdrag loggar du in?',
  commission:
    'Du har flera medarbetaruppdrag. Du är medlem i avdelningarna för det som du väljer, tills du loggar in med ett annat.',
  leavingTitle: 'Du är utloggad ur Kuvert',
  leaving: 'Nu loggas du ut även där du loggar in.',
  leavingByForm: 'Tryck på knappen för att loggas ut även där du loggar in.',
  leave: 'Fortsätt',
  leftEverywhere: 'Du är utloggad, både här och där du loggar in.',
  leftHere:
    'Du är utloggad ur Kuvert. Där du loggar in kan du fortfarande vara inloggad: logga ut även där, eller stäng webbläsaren, om fler använder datorn.',
  logoutRefused:
    'Ett meddelande som skulle logga ut dig gick inte att lita på, och inget har ändrats. Logga själv ut ur Kuvert.',
  loggedInTitle: 'Du är inloggad igen',
  loggedIn: 'Stäng den här fliken och fortsätt i den andra. Det du skrev är kvar där.',
  errorHome: 'Till inkorgen',
  printTitle: (title) => `Skriv ut: ${title}`,
  printPage: (page, of) => `Sida ${page} av ${of}`,
  needsScript: 'Kuvert behöver JavaScript i webbläsaren för att visa fax och meddelanden.',
};
