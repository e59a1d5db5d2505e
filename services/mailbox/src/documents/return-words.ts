import type { DraftText } from '#api';

/** What is said to whoever sent a fax that isn't ours: numbers and a time, and nothing of what it was about. */
export interface ReturnFacts {
  /** When it came, as a clock on the wall shows it. */
  readonly time: string;
  readonly ourNumber: string;
  readonly rightNumber: string;
}

export interface ReturnText {
  readonly subject: string;
  readonly message: string;
}

const texts: Readonly<Record<DraftText['language'], (facts: ReturnFacts) => ReturnText>> = {
  sv: ({ time, ourNumber, rightNumber }) => ({
    subject: 'Ert fax kom fel',
    message: `Ett fax från er kom ${time} till vårt nummer ${ourNumber}. Det är inte för oss.

Rätt nummer är ${rightNumber}. Skicka det på nytt dit: vi skickar det inte vidare. Rätta gärna numret i er adresslista.

Vi har antecknat det som en incident. Det ni skickade ligger kvar förseglat hos oss tills det gallras, och inget ur det står här.`,
  }),
  da: ({ time, ourNumber, rightNumber }) => ({
    subject: 'Jeres fax kom forkert',
    message: `En fax fra jer kom ${time} til vores nummer ${ourNumber}. Den er ikke til os.

Det rigtige nummer er ${rightNumber}. Send den dertil på ny: vi sender den ikke videre. Ret gerne nummeret i jeres adresseliste.

Vi har noteret det som en hændelse. Det, I sendte, ligger fortsat forseglet hos os, indtil det kasseres, og intet fra det står her.`,
  }),
  en: ({ time, ourNumber, rightNumber }) => ({
    subject: 'Your fax came to the wrong number',
    message: `A fax from you came to our number ${ourNumber} at ${time}. It is not for us.

The right number is ${rightNumber}. Please send it there again: we do not pass it on. Please mend the number in your address list, too.

We have recorded it as an incident. What you sent stays sealed with us until it is disposed of, and nothing of it stands here.`,
  }),
};

/** Why a fax that was given back is done here, in the words of whoever did it. */
export const returnReasons: Readonly<Record<DraftText['language'], string>> = {
  sv: 'Lämnat tillbaka till avsändaren',
  da: 'Givet tilbage til afsenderen',
  en: 'Given back to its sender',
};

/** A cover sheet's words in a language. */
export const returnText = (language: DraftText['language'], facts: ReturnFacts): ReturnText =>
  texts[language](facts);
