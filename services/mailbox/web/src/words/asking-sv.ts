import type { AskingWords } from './asking-en.ts';

export const askingSv: AskingWords = {
  takeOver: {
    title: (name) => `Ta över från ${name}`,
    note: 'Varför',
    hint: 'Står i händelserna, där alla på avdelningen läser det.',
  },
  register: {
    title: 'Registrera',
    system: 'System',
    systemHint: 'Till exempel diariet eller journalen',
    reference: 'Beteckning',
    referenceHint: 'Numret som det har där',
  },
  notRegister: {
    title: 'Ska inte registreras',
    reason: 'Skäl',
    reasons: ['Reklam', 'Skickat hit av misstag', 'Dubblett'],
    other: 'Ett annat skäl',
    otherLabel: 'Vilket skäl',
    verb: 'Markera: ska inte registreras',
  },
  forward: {
    title: 'Inte vårt',
    where: 'Var hör det hemma?',
    inside: 'Hos en annan avdelning',
    outside: 'Utanför huset: säg rätt nummer till avsändaren',
    department: 'Avdelningen som det är till',
    choose: 'Välj en avdelning',
    reason: 'Ett ord till dem (behövs inte)',
    reasonHint: 'Står i händelserna hos båda avdelningarna.',
    warning: 'Det kommer dit genast, och din avdelning kan inte längre läsa sidorna.',
    failed: 'Avdelningarna kunde inte hämtas. Inget har ändrats; försök igen om en stund.',
    incident: 'Anmäl som incident: det kom till fel mottagare',
    verb: 'Skicka vidare',
  },
  giveBack: {
    what: 'Ett svar till avsändaren påbörjas åt dig: att det kom hit av misstag, och rätt nummer. Inget av innehållet är med. Du ser det innan du skickar. Det anmäls som incident och är klart här.',
    number: 'Rätt nummer',
    hint: 'Som du skulle slå det; utomlands med + och landsnummer.',
    wrong: 'Skriv ett telefonnummer.',
    verb: 'Skriv till avsändaren',
  },
};
