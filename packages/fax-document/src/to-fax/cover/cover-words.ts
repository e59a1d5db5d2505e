import type { FaxLocale } from '../locale.ts';
import type { CoverKind } from './cover-sheet.ts';

/** What a cover sheet's template says itself. */
export interface CoverWords {
  readonly title: Readonly<Record<CoverKind, string>>;
  readonly to: string;
  readonly number: string;
  readonly from: string;
  readonly callBack: string;
  readonly date: string;
  readonly pages: string;
  readonly pagesValue: (pages: number) => string;
  readonly code: string;
  readonly subject: string;
  readonly message: string;
  readonly wrongReceiver: Readonly<Record<CoverKind, string>>;
  /** What a wrong receiver is asked to do. */
  readonly wrongReceiverText: Readonly<
    Record<CoverKind, (callBack: string, code: string) => string>
  >;
  readonly confidentiality: string;
}

export const COVER_WORDS: Readonly<Record<FaxLocale, CoverWords>> = {
  sv: {
    title: { fax: 'Fax', message: 'Meddelande' },
    to: 'Till',
    number: 'Faxnummer',
    from: 'Från',
    callBack: 'Återuppringning',
    date: 'Datum',
    pages: 'Sidor',
    pagesValue: (pages) => `${pages}, med detta försättsblad`,
    code: 'Kod',
    subject: 'Ärende',
    message: 'Meddelande',
    wrongReceiver: { fax: 'Har faxet kommit fel?', message: 'Har det kommit fel?' },
    wrongReceiverText: {
      fax: (callBack, code) =>
        `Läs inte vidare. Ring ${callBack} och uppge koden ${code}. Lägg sidorna där ingen annan ser dem och förstör dem när vi har kommit överens om det.`,
      message: (callBack, code) => `Läs inte vidare. Ring ${callBack} och uppge koden ${code}.`,
    },
    confidentiality:
      'Innehållet kan omfattas av sekretess och är avsett endast för mottagaren ovan.',
  },
  da: {
    title: { fax: 'Fax', message: 'Besked' },
    to: 'Til',
    number: 'Faxnummer',
    from: 'Fra',
    callBack: 'Ring tilbage',
    date: 'Dato',
    pages: 'Sider',
    pagesValue: (pages) => `${pages}, inkl. denne forside`,
    code: 'Kode',
    subject: 'Emne',
    message: 'Besked',
    wrongReceiver: {
      fax: 'Har du fået faxen ved en fejl?',
      message: 'Har du fået det ved en fejl?',
    },
    wrongReceiverText: {
      fax: (callBack, code) =>
        `Læs ikke videre. Ring til ${callBack} og oplys koden ${code}. Læg siderne, hvor ingen andre ser dem, og makulér dem, når vi har aftalt det.`,
      message: (callBack, code) => `Læs ikke videre. Ring til ${callBack} og oplys koden ${code}.`,
    },
    confidentiality:
      'Indholdet kan være omfattet af tavshedspligt og er kun til modtageren ovenfor.',
  },
  en: {
    title: { fax: 'Fax', message: 'Message' },
    to: 'To',
    number: 'Fax number',
    from: 'From',
    callBack: 'Call back',
    date: 'Date',
    pages: 'Pages',
    pagesValue: (pages) => `${pages}, this cover included`,
    code: 'Code',
    subject: 'Subject',
    message: 'Message',
    wrongReceiver: {
      fax: 'Has this fax reached the wrong place?',
      message: 'Has this reached the wrong place?',
    },
    wrongReceiverText: {
      fax: (callBack, code) =>
        `Please read no further. Call ${callBack} and give the code ${code}. Put the pages where nobody else sees them, and destroy them once we have agreed on it.`,
      message: (callBack, code) =>
        `Please read no further. Call ${callBack} and give the code ${code}.`,
    },
    confidentiality: 'The contents may be confidential and are meant for the receiver above alone.',
  },
};
