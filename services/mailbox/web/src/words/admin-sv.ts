import type { AdminWords } from './admin-en.ts';
import { countOf as count } from './count-of.ts';

export const adminSv: AdminWords = {
  title: 'Administration',
  skip: 'Till innehållet',
  nav: 'Administrationens delar',
  places: {
    departments: 'Avdelningar',
  },
  locked: (level) => `Administrationen kräver en inloggning på tillitsnivå ${level} eller högre.`,
  departments: {
    title: 'Avdelningar',
    lead: 'Vilka avdelningar som finns, vilka som når dem och på vilka faxnummer. Här syns inget fax.',
    leadOwn: 'Avdelningarna som du sköter.',
    none: 'Det finns ingen avdelning än.',
    columns: {
      name: 'Avdelning',
      numbers: 'Faxnummer',
      members: 'Medlemmar',
      last: 'Senaste fax',
      demands: 'Inloggning',
    },
    unassigned: 'Hit kommer fax till nummer som ingen avdelning har.',
    noNumber: 'inget',
    never: 'aldrig',
    untaken: (n) => (n === 1 ? '1 ej tagen' : `${n} ej tagna`),
    members: (n) => count(n, 'medlem', 'medlemmar'),
    handlers: (n) => `${n} får ta fax`,
    demandsAt: (level) => `${level} eller högre`,
    demandsAny: 'vilken som helst, genom ett undantag',
    demandsLess: (level) => `${level} tills vidare, genom ett undantag`,
  },
  warnings: {
    noMember: 'Ingen kan ta hand om dess fax: lägg till en medlem som får mer än läsa.',
    nobodyOpens: (level) =>
      `Ingen som har loggat in på sistone kan öppna den: den kräver ${level}.`,
    noAdministrator: 'Den har ingen egen administratör.',
  },
  department: {
    back: 'Alla avdelningar',
    facts: 'Om avdelningen',
    lastFax: 'Senaste fax',
    numbers: 'Faxnummer',
    demands: 'Krav på inloggning',
  },
  members: {
    title: 'Medlemmar',
    none: 'Den har ingen medlem än.',
    columns: { name: 'Namn', role: 'Roll', since: 'Medlem sedan', seen: 'Senast sedd' },
    roles: { reader: 'Läsare', handler: 'Handläggare', administrator: 'Administratör' },
    roleHints: {
      reader: 'Läser, och inget mer.',
      handler: 'Tar hand om det som kommer, och skickar.',
      administrator: 'En handläggare som också sköter avdelningen.',
    },
    byGroup: 'genom grupp',
    byGroupHint: 'Katalogen över anställda gjorde dem till medlem, och avslutar det också.',
    left: (day) => `Avaktiverad ${day}`,
    notOfLate: 'inte på sistone',
  },
};
