import { countOf as count } from './count-of.ts';
import type { GlassWords } from './glass-en.ts';

export const glassSv: GlassWords = {
  title: 'Öppna en annan avdelning',
  lead: 'När något inte kan vänta på dem som arbetar på en annan avdelning kan du läsa där en stund. Du ändrar ingenting: det som ska göras gör de själva.',
  loud: 'Alla på avdelningen får veta det genast, med ditt namn.',
  loudMore:
    'Det du öppnar där loggas med skälet, och står i tidslinjen för varje fax. Det tar slut av sig självt, och när du loggar ut.',
  department: 'Avdelning',
  choose: 'Välj en avdelning',
  kind: 'Slags skäl',
  kinds: {
    'life-or-health': 'Någons liv eller hälsa',
    'covering-colleague': 'Kollegor är borta och jag täcker upp',
    'lost-fax': 'Ett fax har kommit bort',
    'supervision-case': 'Tillsyn eller klagomål',
    'other-reason': 'Något annat',
  },
  reason: 'Skälet, med egna ord',
  reasonHint:
    'Läses av avdelningen och av granskare. Förseglas; skriv inte mer om någon än vad som behövs.',
  minutes: 'Hur länge',
  minutesOf: (n) => `${n} minuter`,
  verb: 'Öppna avdelningen',
  problems: {
    form: 'Välj avdelning och slags skäl, och skriv skälet.',
    'not-found': 'Den avdelningen går inte att öppna så. Välj en annan.',
    'too-often':
      'Du har gjort det tre gånger inom ett dygn. Vänd dig till avdelningen, eller till den som sköter Kuvert.',
  },
  locked: (n) => `${count(n, 'avdelning kräver', 'avdelningar kräver')} en starkare inloggning.`,
  logIn: 'Logga in starkare',
  none: 'Det finns ingen avdelning som du skulle kunna öppna så.',
  notYou: 'Handläggare på en avdelning kan öppna en annan av ett angivet skäl.',
  open: (department) => `Du ser in i ${department}.`,
  end: 'Avsluta nu',
  looks: 'Vilka som har sett in',
  isOpen: 'pågår',
  logTitle: 'Öppnat av ett skäl',
  logLead:
    'Vilka som har öppnat en avdelning som inte är deras, skälet som de angav, och vad de öppnade där. Att du tittar på det här loggas.',
  never: 'Ingen har gjort det.',
  nothingOpened: 'Ingenting öppnades.',
  opened: (acts, messages) =>
    `${count(acts, 'läsning', 'läsningar')}, av ${count(messages, 'meddelande', 'meddelanden')}:`,
};
