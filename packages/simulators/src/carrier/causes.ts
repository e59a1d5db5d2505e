import type { OutgoingFax } from './outgoing.ts';

/** Why a call failed, in no carrier's words: what the scripts tell by the Twilio dialect's status and code. */
export type CallFailure =
  | 'busy'
  | 'no-answer'
  | 'voice'
  | 'broken-off'
  | 'too-sharp'
  | 'not-fetched'
  | 'silent-after-page'
  | 'cancelled'
  | 'other';

const byCode: Readonly<Record<string, CallFailure>> = {
  '': 'not-fetched',
  2: 'voice',
  11: 'too-sharp',
  21: 'silent-after-page',
  49: 'broken-off',
};

/** Undefined while the call hasn't failed. */
export const failureOf = ({ status, error }: OutgoingFax): CallFailure | undefined => {
  if (status === 'busy' || status === 'no-answer') return status;
  if (status === 'canceled') return 'cancelled';
  return status === 'failed' ? (byCode[error?.code ?? '?'] ?? 'other') : undefined;
};
