import type { FailureCause } from '@kuvert/shared/sending/causes';

/** Why it failed: beside the state in a row, as a sentence, and what to do. */
export interface CauseWords {
  readonly short: string;
  readonly what: string;
  readonly todo: string;
}

export const causesEn: Record<FailureCause, CauseWords> = {
  busy: {
    short: 'busy',
    what: 'The number was busy.',
    todo: 'Send again in a while, or call and ask whether the machine is in use.',
  },
  congestion: {
    short: 'no free line',
    what: 'The telephone network had no free line.',
    todo: 'Send again in a while.',
  },
  'no-answer': {
    short: 'no answer',
    what: 'Nobody answered.',
    todo: 'The machine may be switched off: call the recipient, or send again later.',
  },
  voice: {
    short: 'no fax answered',
    what: 'A person or an answering machine answered, and no fax.',
    todo: 'Check the number before you send again: it may be the wrong one.',
  },
  'invalid-number': {
    short: 'no such number',
    what: 'The number is not in use.',
    todo: 'Find the right number and write to that.',
  },
  training: {
    short: 'machines did not agree',
    what: 'The machines could not agree on how to talk.',
    todo: 'Send again. If it goes on, write anew and choose the sharpness Standard.',
  },
  capability: {
    short: 'machine can’t take it',
    what: 'The receiving machine can’t take this sharpness or size of page.',
    todo: 'Write anew and choose the sharpness Standard.',
  },
  partial: {
    short: 'broke off',
    what: 'The call broke off before all pages had come over.',
    todo: 'Some pages may lie there. Tell the recipient, then send all of it again.',
  },
  conversion: {
    short: 'pages not made',
    what: 'No fax pages could be made of the document.',
    todo: 'Tell your IT support. Attach the document as a PDF and write anew.',
  },
  'media-not-fetched': {
    short: 'pages not fetched',
    what: 'The carrier could not fetch the pages from us.',
    todo: 'Send again. If it goes on, tell your IT support.',
  },
  account: {
    short: 'carrier account',
    what: 'Our account with the carrier does not allow it.',
    todo: 'Tell your IT support; send again when they have mended it.',
  },
  refused: {
    short: 'refused by the carrier',
    what: 'The carrier refused to send it.',
    todo: 'Tell your IT support what the carrier said: it stands in the timeline.',
  },
  'rejected-address': {
    short: 'no such address there',
    what: 'The recipient’s system has no such function.',
    todo: 'Call the recipient and ask where it is to go now, and tell your IT support: the address may have changed.',
  },
  'rejected-size': {
    short: 'too large for the recipient',
    what: 'The recipient’s system does not take a message of this size.',
    todo: 'Send it in several parts, each with fewer pages.',
  },
  'rejected-file': {
    short: 'file not taken',
    what: 'The recipient’s system does not take the file.',
    todo: 'Call the recipient, and tell your IT support. Sending the same again does not help.',
  },
  'rejected-form': {
    short: 'rejected by the recipient’s system',
    what: 'The recipient’s system says that the message is not formed as it should be.',
    todo: 'Tell your IT support: the reason stands in the timeline. Sending the same again does not help.',
  },
  'rejected-security': {
    short: 'rejected for its signature',
    what: 'The recipient’s system does not trust how the message was signed.',
    todo: 'Tell your IT support: the message service has to be looked at. Send again when they have mended it.',
  },
  'message-invalid': {
    short: 'not formed as SDK wants it',
    what: 'It was looked at before it was handed over, and does not keep the rules of SDK. It has not left the house.',
    todo: 'Write the subject anew and send again. If that does not help, tell your IT support: the reason stands in the timeline.',
  },
  'no-carrier': {
    short: 'fax is not available',
    what: 'Nothing goes by fax from here: the house has no carrier, only secure ways.',
    todo: 'Ask your IT support for a secure address of the recipient, or send it another way.',
  },
  'not-submitted': {
    short: 'not sent in time',
    what: 'It could not be handed over to the carrier in time. Nobody was called.',
    todo: 'Send again. If it goes on, tell your IT support.',
  },
  unspecified: {
    short: 'failed',
    what: 'The carrier says that it failed, and no more.',
    todo: 'Send again, or call the recipient and ask about their machine.',
  },
};
