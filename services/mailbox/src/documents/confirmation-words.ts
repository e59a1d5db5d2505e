import type { DraftText } from '#api';

/** What a sender is told of a fax that came: nothing of what is in it. */
export interface ConfirmationFacts {
  readonly confirms: 'received' | 'taken';
  /** When it came, as a clock on the wall shows it. */
  readonly time: string;
  /** When a person took it. */
  readonly takenTime: string | null;
  readonly ourNumber: string;
  readonly pages: number;
  readonly damaged: boolean;
  /** Pages or parts of them are missing. */
  readonly partial: boolean;
  /** By which one finds the fax here. */
  readonly reference: string;
  readonly telephone: string;
}

export interface ConfirmationText {
  readonly subject: string;
  readonly message: string;
}

type Words = (facts: ConfirmationFacts) => ConfirmationText;

const sv: Words = (fax) => ({
  subject: fax.confirms === 'received' ? 'Ert fax har kommit' : 'Ert fax har tagits om hand',
  message: `Ett fax från er kom ${fax.time} till vårt nummer ${fax.ourNumber}.

Sidor: ${fax.pages}
Skick: ${fax.partial ? 'inte helt, delar saknas. Skicka det gärna igen.' : fax.damaged ? 'läsbart, med skadade rader' : 'helt'}
${fax.takenTime === null ? '' : `Taget av en handläggare: ${fax.takenTime}\n`}Vår referens: ${fax.reference}
Telefon: ${fax.telephone}

Är faxet inte från er? Då har någon använt ert nummer: ring oss.

Det här har Kuvert skickat av sig självt. Svara inte på det.`,
});

const da: Words = (fax) => ({
  subject:
    fax.confirms === 'received' ? 'Jeres fax er kommet' : 'Jeres fax er taget under behandling',
  message: `En fax fra jer kom ${fax.time} til vores nummer ${fax.ourNumber}.

Sider: ${fax.pages}
Stand: ${fax.partial ? 'ikke hel, dele mangler. Send den gerne igen.' : fax.damaged ? 'læsbar, med beskadigede linjer' : 'hel'}
${fax.takenTime === null ? '' : `Taget af en sagsbehandler: ${fax.takenTime}\n`}Vores reference: ${fax.reference}
Telefon: ${fax.telephone}

Er faxen ikke fra jer? Så har nogen brugt jeres nummer: ring til os.

Kuvert har sendt dette af sig selv. Svar ikke på det.`,
});

const en: Words = (fax) => ({
  subject: fax.confirms === 'received' ? 'Your fax has come' : 'Your fax is being handled',
  message: `A fax from you came to our number ${fax.ourNumber} at ${fax.time}.

Pages: ${fax.pages}
Condition: ${fax.partial ? 'not whole, parts are missing. Please send it again.' : fax.damaged ? 'readable, with damaged lines' : 'whole'}
${fax.takenTime === null ? '' : `Taken by a person: ${fax.takenTime}\n`}Our reference: ${fax.reference}
Telephone: ${fax.telephone}

Is the fax not yours? Then somebody has used your number: call us.

Kuvert has sent this by itself. Do not answer it.`,
});

const texts: Readonly<Record<DraftText['language'], Words>> = { sv, da, en };

/** A cover sheet's words in a language. */
export const confirmationText = (
  language: DraftText['language'],
  facts: ConfirmationFacts,
): ConfirmationText => texts[language](facts);
