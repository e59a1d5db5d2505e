import type { PersonId } from '@kuvert/shared/ids';
import {
  isOpenReferral,
  referralStates,
  type ReferralState,
} from '@kuvert/shared/referrals/states';
import type { Transaction } from '@kuvert/platform/postgres/database';

/** In SQL: of those that wait for an answer. */
export const openReferralStates = referralStates
  .filter(isOpenReferral)
  .map((state) => `'${state}'`)
  .join(', ');

/** How it is with a referral. */
export interface StoredReferral {
  readonly state: ReferralState;
  /** ISO 8601, of the house's time zone. */
  readonly answerBy: string | null;
  readonly markedBySender: boolean;
}

/** Locked until the transaction ends; undefined for what is none, or went on to another department. */
export const lockReferral = async (
  transaction: Transaction,
  messageId: string,
): Promise<StoredReferral | undefined> => {
  const { rows } = await transaction.query<StoredReferral>(
    `select state, answer_by::text as "answerBy", marked_by is null as "markedBySender"
       from referral where message_id = $1 for update`,
    [messageId],
  );
  return rows[0];
};

export const insertReferral = async (
  transaction: Transaction,
  referral: {
    readonly messageId: string;
    readonly departmentId: string;
    readonly answerBy: string | null;
    readonly person: PersonId;
    readonly at: Date;
  },
): Promise<void> => {
  await transaction.query(
    `insert into referral (message_id, department_id, answer_by, marked_by, marked_at, changed_at)
     values ($1, $2, $3, $4, $5, $5)`,
    [referral.messageId, referral.departmentId, referral.answerBy, referral.person, referral.at],
  );
};

export const deleteReferral = async (
  transaction: Transaction,
  messageId: string,
): Promise<void> => {
  await transaction.query('delete from referral where message_id = $1', [messageId]);
};

export const writeReferralState = async (
  transaction: Transaction,
  messageId: string,
  state: ReferralState,
  at: Date,
): Promise<void> => {
  await transaction.query('update referral set state = $2, changed_at = $3 where message_id = $1', [
    messageId,
    state,
    at,
  ]);
};

export const writeAnswerBy = async (
  transaction: Transaction,
  messageId: string,
  answerBy: string | null,
  at: Date,
): Promise<void> => {
  await transaction.query(
    'update referral set answer_by = $2, changed_at = $3 where message_id = $1',
    [messageId, answerBy, at],
  );
};
