import { countOf as count } from './count-of.ts';
import type { RoomWords } from './room-en.ts';

export const roomSv: RoomWords = {
  name: 'Partnerrum',
  lead: 'Meddelanden mellan din enhet och kommunen, för er som tar hand om dem.',
  none: {
    title: 'Du företräder ingen enhet ännu',
    text: (name) =>
      `Du är inloggad som ${name}. Be den som sköter Kuvert hos kommunen att släppa in dig.`,
  },
  conversations: 'Meddelanden',
  empty: 'Inget har skickats eller kommit ännu.',
  write: 'Skriv ett meddelande',
  older: 'Äldre meddelanden',
  newest: 'Nyaste meddelanden',
  messages: (n) => count(n, 'meddelande', 'meddelanden'),
  states: {
    new: 'Nytt',
    opened: 'Öppnat',
    there: 'Inte omhändertaget än',
    taken: 'Omhändertaget',
  },
  stateAt: {
    new: (time) => `kom ${time}`,
    opened: (time) => `kom ${time}`,
    there: (time) => `framme sedan ${time}`,
    taken: (time) => time,
  },
  back: 'Alla meddelanden',
  about: (label, department) => `${label}, ${department}`,
  ours: (name) => `Ni, ${name}`,
  theirs: (department, name) => `${department}, ${name}`,
  sent: (time) => `Ligger i avdelningens brevlåda sedan ${time}.`,
  taken: (time) => `Omhändertaget ${time}.`,
  notTaken: 'Ingen där har tagit hand om det än.',
  answered: (time) => `Besvarat ${time}.`,
  came: (time) => `Kom ${time}.`,
  pages: (n) => count(n, 'sida', 'sidor'),
  showPages: (n) => `Visa ${count(n, 'sida', 'sidor')}`,
  pageAlt: (page, of) => `Sida ${page} av ${of}`,
  save: 'Spara som PDF',
  recorded: 'Det du öppnar antecknas.',
  form: {
    answer: 'Svara',
    more: 'Skriv mer',
    title: 'Nytt meddelande',
    to: 'Till',
    from: 'Från',
    label: 'Vad det gäller',
    labelHint: 'Till exempel vilken handling det är. Det förseglas med meddelandet.',
    text: 'Text',
    file: 'Fil',
    fileHint:
      'PDF, eller en bild eller text som blir sidor. Högst 20 MB. Släpp den här, eller välj den.',
    send: 'Skicka',
    sending: 'Skickar …',
    progress: 'Skickat hittills',
    closed: (name, day) =>
      `${name} har stängt till ${day}. Det du skickar ligger i dess brevlåda; räkna inte med svar innan dess.`,
    optionClosed: (name, day) => `${name} (stängt till ${day})`,
    noDepartment: 'Ingen avdelning tar emot meddelanden från partner ännu.',
  },
  news: 'Något nytt har kommit.',
  showNews: 'Visa det',
  problems: {
    'draft-empty': 'Skriv en text eller välj en fil.',
    'request-invalid': 'Skriv vad det gäller, och se efter att texten inte är för lång.',
    'body-too-large': 'Filen är större än 20 MB.',
    'attachment-type-wrong':
      'Av en sådan fil kan det inte bli sidor. Välj en PDF, en bild eller en text.',
    'attachment-encrypted': 'PDF:en öppnas bara med lösenord. Spara den utan.',
    'attachment-damaged': 'Filen går inte att läsa. Spara om den och försök igen.',
    'attachment-empty': 'Filen har inga sidor.',
    'attachment-too-complex': 'Filen är för stor eller för invecklad för att bli sidor.',
    'not-found': 'Du får inte längre skriva till den avdelningen från den enheten.',
    'message-sent-before':
      'Formuläret skickades redan, som det var då. Det ligger under Meddelanden; skriv det som du har ändrat som ett nytt.',
    'rate-limited': 'För mycket på en gång. Vänta en stund och försök igen.',
    'login-required':
      'Du har blivit utloggad. Logga in i en annan flik och tryck sedan på Skicka igen.',
    other: 'Det skickades inte. Försök igen; trycker du två gånger skickas det en gång.',
  },
};
