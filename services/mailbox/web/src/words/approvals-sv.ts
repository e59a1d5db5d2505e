import type { ApprovalsWords } from './approvals-en.ts';

export const approvalsSv: ApprovalsWords = {
  label: 'Meddelandet som väntar på godkännande',
  empty: 'Inget väntar på godkännande.',
  hint: 'Ett meddelande till ett nummer som är nytt för avdelningen väntar här tills en kollega till den som skrev det har tittat på det.',
  chooseOne: 'Välj ett meddelande för att titta på nummer och sidor.',
  by: (name) => `av ${name}`,
  own: 'skrivet av dig',
  waits: 'Väntar på ditt godkännande',
  waitsOwn: 'Väntar på en kollegas godkännande',
  what: (name) => `${name} ber dig titta på numret och sidorna innan de går iväg.`,
  whatOwn: 'Någon annan på avdelningen tittar på det. Tills dess ändras det inte.',
  todo: 'Ingen har kontrollerat numret, och inget fax har kommit fram dit än. Jämför det med ett brev, ett beslut eller en webbplats: med en fel siffra går det till en främling.',
  todoAnswer:
    'Numret är det som uppringarens telefon visade, och det kan vara förfalskat. Jämför det med brevpapperet eller en webbplats.',
  contact: (name) => `${name}; ingen har kontrollerat numret.`,
  approve: (number) => `Godkänn och skicka till ${number}`,
  decline: 'Avböj',
  takeBack: 'Ta tillbaka och skriv vidare',
  approved: (number) => `Godkänt: det skickas till ${number}.`,
  declined: (name) => `Avböjt: det är tillbaka hos ${name}.`,
  takenBack: 'Tillbakataget. Skriv vidare.',
  why: 'Varför',
  whyHint: 'Den som skrev läser det, och det står i tidslinjen för det som skickas.',
  reasons: ['Numret är ett annat', 'Fel sidor, eller för många', 'Det ska inte faxas'],
  whyOther: 'Annat skäl',
  whyOtherLabel: 'Vilket skäl',
  facts: { askedBy: 'Skrivet av', askedAt: 'Har väntat sedan' },
  pages: 'Sidorna som de kommer att faxas',
  pageAlt: (page, of) => `Sida ${page} av ${of} som den kommer att faxas`,
  blank: (pages) => `Tom, och faxas ändå: sida ${pages}.`,
  problems: {
    'approval-ended':
      'Det väntar inte längre: någon annan har godkänt eller avböjt det, eller så togs det tillbaka.',
    'approval-own': 'Någon annan på avdelningen behöver titta på det.',
    'draft-changed': 'Det ändrades under tiden. Titta på det igen.',
    'draft-not-prepared':
      'Sidorna måste göras om: be den som skrev ta tillbaka det och fråga en gång till.',
  },
  notFound:
    'Det väntar inte på godkännande: det godkändes, avböjdes eller togs tillbaka, eller så hör det till en avdelning som inte är din. Det som har skickats finns under Skickat.',
};
