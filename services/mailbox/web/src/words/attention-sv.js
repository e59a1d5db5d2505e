export const attentionSv = {
  'no-document': {
    what: 'Samtalet kom, men ingen sida.',
    todo: 'Be avsändaren skicka igen.',
  },
  'media-not-found': {
    what: 'Operatören aviserade ett fax men har inte kvar dokumentet.',
    todo: 'Hämta igen om en stund. Saknas det då också, be avsändaren skicka igen.',
  },
  'media-refused': {
    what: 'Operatören vägrade lämna ut dokumentet.',
    todo: 'Säg till it-supporten: vår åtkomst hos operatören måste kontrolleras. Hämta sedan igen.',
  },
  'media-forbidden-address': {
    what: 'Dokumentet sades finnas på en adress som vi inte hämtar från.',
    todo: 'Säg till it-supporten: det kan vara ett angreppsförsök, eller en operatör som har flyttat.',
  },
  'media-too-large': {
    what: 'Dokumentet är större än vi tar emot.',
    todo: 'Be avsändaren skicka det i flera delar.',
  },
  'media-too-slow': {
    what: 'Operatören var för långsam med att lämna ut dokumentet.',
    todo: 'Hämta igen om en stund.',
  },
  'media-unreachable': {
    what: 'Operatören gick inte att nå när dokumentet skulle hämtas.',
    todo: 'Hämta igen om en stund.',
  },
  'not-a-fax-document': {
    what: 'Det som kom är varken en faxsida eller en PDF och visas därför inte här.',
    todo: 'Fråga avsändaren vad det är. Öppna originalet bara tillsammans med it-supporten.',
  },
  'too-many-pages': {
    what: 'Faxet har fler sidor än vi kan visa.',
    todo: 'Ladda ner originalet, eller be avsändaren skicka det i flera delar.',
  },
  'too-many-pixels': {
    what: 'En sida är större än vi kan visa.',
    todo: 'Ladda ner originalet, eller be avsändaren skicka igen.',
  },
  jbig: {
    what: 'Faxet använder en kodning (JBIG) som vi ännu inte kan visa.',
    todo: 'Be avsändaren stänga av JBIG och skicka igen.',
  },
  'uncompressed-mode': {
    what: 'Faxet använder en ovanlig kodning (okomprimerat läge) som vi inte kan visa.',
    todo: 'Be avsändaren skicka igen, eller från en annan maskin.',
  },
  'encrypted-pdf': {
    what: 'PDF-filen är låst med lösenord.',
    todo: 'Ladda ner originalet och öppna det med lösenordet, eller be om en olåst fil.',
  },
  'damaged-beyond-reading': {
    what: 'Linjen skadade faxet så svårt att ingen sida kan visas.',
    todo: 'Be avsändaren skicka igen.',
  },
  'conversion-limit': {
    what: 'Det tog för lång tid eller för mycket minne att göra sidor av faxet.',
    todo: 'Hämta igen en gång. Händer det igen, säg till it-supporten.',
  },
  'conversion-failed': {
    what: 'Vi kunde inte göra sidor av faxet.',
    todo: 'Hämta igen en gång. Händer det igen, säg till it-supporten.',
  },
};
//# sourceMappingURL=attention-sv.js.map
