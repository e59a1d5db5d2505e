import type { RejectionReason } from '@kuvert/shared/partners/reasons';

import { answerByPlace } from '../use-cases/accept-partner-message.ts';

/** In words, for whoever builds the partner's system. */
export const sentenceOf = ({ reason }: RejectionReason, at?: string): string =>
  at === answerByPlace ? 'An answer is wanted within two years, or by no day.' : sentences[reason];

const sentences = {
  structure: "The message isn't of the shape that this takes.",
  invariant: 'The message has no PDF that pages can be made of.',
  'too-long': 'Something in the message is longer or larger than it may be.',
  forbidden: 'The file is a program.',
  'not-supported': 'PDF without a password is what is taken.',
  'not-found': 'There is no such function here.',
  duplicate: 'The id was used for other content.',
  security: 'The message is not by whom it was sent.',
} as const satisfies Record<RejectionReason['reason'], string>;
