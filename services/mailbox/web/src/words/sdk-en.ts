import { causesEn } from './causes-en.ts';

/** Of what goes by SDK, in place of what is said of carriers. */
export const sdkEn = {
  now: {
    queued: 'It waits to be handed over to the message service.',
    preparing: 'It is being made ready.',
    submitting: 'It is being handed over to the message service.',
    accepted: 'It is on its way by SDK. The recipient’s system has not confirmed it yet.',
    delivered:
      'The recipient’s system has confirmed it. That does not say that anybody has read it.',
  },
  machine: {
    submitting: 'Handed over to the message service',
    'not-reached': 'The message service could not be reached; it waits for another try',
    accepted: 'The message service took it',
    delivered: 'Confirmed by the recipient’s system',
    silence: 'Not confirmed in time: outcome unknown',
    unconfirmed: 'The message service gave up without a receipt: outcome unknown',
  },
  unknownReasons: {
    'submit-unanswered':
      'It was on its way to the message service when contact was lost, and can’t be found there.',
    'never-told':
      'The message service has it, and the recipient’s system did not confirm it in time.',
  },
  causes: {
    refused: {
      ...causesEn.refused,
      short: 'refused',
      what: 'It was refused, and nobody said why.',
    },
    'not-submitted': {
      ...causesEn['not-submitted'],
      what: 'It could not be handed over to the message service in time. It has not left the house.',
    },
  },
  told: 'The message service answered when asked',
  way: (name: string) => `Sent as a secure message, because ${name} is reached by SDK.`,
};

export type SdkWords = typeof sdkEn;
