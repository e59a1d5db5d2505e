import type { DraftText, Reminder } from '#api';

/** What the sender of a referral is reminded of: nothing of what is in it. */
export interface ReminderFacts {
  readonly reminds: Reminder['reminds'];
  readonly department: string;
  /** The day on which the referral came. */
  readonly came: string;
  readonly isAccepted: boolean;
  /** The day by which an answer is wanted. */
  readonly answerBy: string | null;
  /** Our number, where one completes by fax; null: in the conversation. */
  readonly faxTo: string | null;
  /** By which one finds the referral here. */
  readonly reference: string;
  readonly telephone: string;
}

export interface ReminderText {
  readonly subject: string;
  readonly message: string;
}

type Words = (facts: ReminderFacts) => ReminderText;

const sv: Words = (of) =>
  of.reminds === 'completion-missing'
    ? {
        subject: 'Påminnelse: er remiss väntar på komplettering',
        message: `En remiss från er kom till ${of.department} ${of.came}. Vi har bett om komplettering, och den har inte kommit.

${of.faxTo === null ? 'Svara i den här konversationen.' : `Faxa kompletteringen till ${of.faxTo} och skriv vår referens på den.`} Vad som saknas står i vårt tidigare svar.
${answerByLine(of, 'Svar önskades senast')}
Vår referens: ${of.reference}
Telefon: ${of.telephone}

Har ni redan kompletterat? Då kan ni bortse från påminnelsen. Den har Kuvert skickat av sig självt.`,
      }
    : {
        subject: 'Er remiss är inte besvarad än',
        message: `En remiss från er kom till ${of.department} ${of.came}. Den är inte besvarad än, men inte bortglömd: den ligger kvar hos oss som ${of.isAccepted ? 'accepterad' : 'mottagen'}.
${answerByLine(of, 'Svar önskades senast')}
Ni behöver inte skicka den igen.

Vår referens: ${of.reference}
Telefon: ${of.telephone}

Det här har Kuvert skickat av sig självt. Svara inte på det.`,
      };

const da: Words = (of) =>
  of.reminds === 'completion-missing'
    ? {
        subject: 'Påmindelse: jeres henvisning venter på supplerende oplysninger',
        message: `En henvisning fra jer kom til ${of.department} ${of.came}. Vi har bedt om supplerende oplysninger, og de er ikke kommet.

${of.faxTo === null ? 'Svar i denne samtale.' : `Fax oplysningerne til ${of.faxTo} og skriv vores reference på dem.`} Hvad der mangler, står i vores tidligere svar.
${answerByLine(of, 'Svar ønskedes senest')}
Vores reference: ${of.reference}
Telefon: ${of.telephone}

Har I allerede sendt dem? Så kan I se bort fra påmindelsen. Den har Kuvert sendt af sig selv.`,
      }
    : {
        subject: 'Jeres henvisning er ikke besvaret endnu',
        message: `En henvisning fra jer kom til ${of.department} ${of.came}. Den er ikke besvaret endnu, men ikke glemt: den ligger fortsat hos os som ${of.isAccepted ? 'accepteret' : 'modtaget'}.
${answerByLine(of, 'Svar ønskedes senest')}
I behøver ikke sende den igen.

Vores reference: ${of.reference}
Telefon: ${of.telephone}

Kuvert har sendt dette af sig selv. Svar ikke på det.`,
      };

const en: Words = (of) =>
  of.reminds === 'completion-missing'
    ? {
        subject: 'Reminder: your referral waits for its completion',
        message: `A referral from you came to ${of.department} on ${of.came}. We asked for its completion, which has not come.

${of.faxTo === null ? 'Answer in this conversation.' : `Fax what is missing to ${of.faxTo}, with our reference on it.`} What is missing stands in our earlier answer.
${answerByLine(of, 'An answer was wanted by')}
Our reference: ${of.reference}
Telephone: ${of.telephone}

Have you sent it already? Then disregard this reminder. Kuvert has sent it by itself.`,
      }
    : {
        subject: 'Your referral is not answered yet',
        message: `A referral from you came to ${of.department} on ${of.came}. It is not answered yet, and not forgotten: it is still with us as ${of.isAccepted ? 'accepted' : 'received'}.
${answerByLine(of, 'An answer was wanted by')}
You need not send it again.

Our reference: ${of.reference}
Telephone: ${of.telephone}

Kuvert has sent this by itself. Do not answer it.`,
      };

const answerByLine = ({ answerBy }: ReminderFacts, words: string): string =>
  answerBy === null ? '' : `\n${words} ${answerBy}.\n`;

const texts: Readonly<Record<DraftText['language'], Words>> = { sv, da, en };

/** A reminder's words in a language. */
export const reminderText = (language: DraftText['language'], facts: ReminderFacts): ReminderText =>
  texts[language](facts);
