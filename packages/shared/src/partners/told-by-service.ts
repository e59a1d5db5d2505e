import type { FailureCause } from '../sending/causes.ts';
import type { CarrierFact } from '../sending/facts.ts';
import type { MessageStatus } from './client-api.ts';
import type { RejectionReason } from './reasons.ts';

/**
 * What a state at SDK's message service says of a delivery; undefined for one that no message of ours has. `ACCEPTED` is
 * the other system's word that it took the message: delivered, and nothing of people.
 * @param why of a rejection, as far as the service says it
 */
export const factOfStatus = (
  status: MessageStatus,
  why: RejectionReason | undefined,
): CarrierFact | undefined => {
  switch (status) {
    case 'SCHEDULED':
    case 'SUBMITTED':
    case 'SCHEDULED_FOR_RESEND':
    case 'ACKNOWLEDGE':
    case 'WAITING_FOR_RECEIPT':
      return { kind: 'accepted' };
    case 'ACCEPTED':
      return { kind: 'delivered' };
    case 'REJECTED':
      return { kind: 'failed', cause: causeOf(why) };
    // without a receipt the other system may have it or not
    case 'MESSAGE_EXCHANGE_ERROR':
    case 'ERROR':
      return { kind: 'unconfirmed', reason: 'exchange-error' };
    case 'RETRIEVED':
    case 'RECEIPT_SENT':
    case 'NEW':
      return undefined;
  }
};

/** Why a message was rejected, as a cause that people are told of. */
export const causeOf = (why: RejectionReason | undefined): FailureCause => {
  switch (why?.reason) {
    case 'not-found':
      return 'rejected-address';
    case 'too-long':
      return 'rejected-size';
    case 'forbidden':
    case 'not-supported':
      return 'rejected-file';
    case 'structure':
    case 'invariant':
    case 'duplicate':
      return 'rejected-form';
    case 'security':
      return 'rejected-security';
    case undefined:
      return 'refused';
  }
};
