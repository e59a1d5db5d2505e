import type { Locale } from '#api';

export interface ReceiptWords {
  readonly title: string;
  readonly to: string;
  readonly from: string;
  readonly sent: string;
  readonly by: (name: string) => string;
  readonly result: string;
  readonly pages: string;
  readonly code: string;
  readonly carrier: string;
  /** The carrier's own name of the fax. */
  readonly carrierId: string;
  readonly hash: (attempt: number) => string;
  readonly events: string;
  readonly about: string;
  readonly aboutDelivered: string;
  /** Of what stayed in this house. */
  readonly aboutInHouse: string;
  readonly aboutPartner: string;
  readonly aboutSdk: string;
  readonly aboutRoom: string;
  readonly aboutHash: string;
  readonly made: (time: string, name: string) => string;
}

const sv: ReceiptWords = {
  title: 'Kvitto',
  to: 'Till',
  from: 'Från',
  sent: 'Skickat',
  by: (name) => `av ${name}`,
  result: 'Resultat',
  pages: 'Sidor',
  code: 'Kod',
  carrier: 'Operatör',
  carrierId: 'Operatörens id',
  hash: (attempt) => `SHA-256, försök ${attempt}`,
  events: 'Händelser',
  about: 'Om kvittot',
  aboutDelivered:
    '”Framme” är vad mottagarens maskin sade till operatören: att den tog emot sidorna, inte att någon har läst dem.',
  aboutInHouse:
    '”Framme” är att det ligger förseglat i avdelningens brevlåda i Kuvert, inte att någon har läst det.',
  aboutPartner:
    '”Hämtat” är vad mottagarens system sade till Kuvert: att det har tagit emot allt, inte att någon har läst det.',
  aboutSdk:
    '”Kvitterat” är vad mottagarens system sade i sin kvittens genom SDK: att det har tagit emot meddelandet, inte att någon har läst det.',
  aboutRoom:
    '”Framme” är att det ligger förseglat i partnerns rum i Kuvert, inte att någon har läst det.',
  aboutHash:
    'SHA-256 är räknad på dokumentet som operatören fick. Det ligger förseglat i Kuvert, där det går att jämföra.',
  made: (time, name) => `Kvittot gjordes av Kuvert ${time} på begäran av ${name}.`,
};

const en: ReceiptWords = {
  title: 'Receipt',
  to: 'To',
  from: 'From',
  sent: 'Sent',
  by: (name) => `by ${name}`,
  result: 'Result',
  pages: 'Pages',
  code: 'Code',
  carrier: 'Carrier',
  carrierId: 'The carrier’s id',
  hash: (attempt) => `SHA-256, attempt ${attempt}`,
  events: 'Timeline',
  about: 'About this receipt',
  aboutDelivered:
    '“Delivered” is what the receiving machine told the carrier: that it took the pages, not that anybody has read them.',
  aboutInHouse:
    '“Delivered” is that it lies sealed in the department’s mailbox in Kuvert, not that anybody has read it.',
  aboutPartner:
    '“Fetched” is what the recipient’s system told Kuvert: that it has the whole, not that anybody has read it.',
  aboutSdk:
    '“Confirmed” is what the recipient’s system said in its receipt by SDK: that it took the message, not that anybody has read it.',
  aboutRoom:
    '“Delivered” is that it lies sealed in the partner’s room in Kuvert, not that anybody has read it.',
  aboutHash:
    'SHA-256 is of the document that the carrier got. It lies sealed in Kuvert, where it can be compared.',
  made: (time, name) => `Made by Kuvert ${time}, asked for by ${name}.`,
};

const words: Readonly<Record<Locale, ReceiptWords>> = { sv, en };

export const receiptWordsFor = (locale: Locale): ReceiptWords => words[locale];
