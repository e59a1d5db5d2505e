import { KuvertError } from '@kuvert/shared/errors';
import { newId, type Randomness } from '@kuvert/shared/ids';
import type { ActingScope, Queryable } from '@kuvert/platform/postgres/database';

import { notFound } from './not-found.ts';

export interface AcceptedDraft {
  readonly id: string;
  /** Of the draft that the person sees. */
  readonly version: number;
  /** The person has just typed the last digits of the number. */
  readonly looked: boolean;
  readonly at: Date;
  /** How long it can be taken back, in milliseconds. */
  readonly undoMs: number;
  /** How long a carrier is tried for, in milliseconds. */
  readonly deadlineMs: number;
}

export interface Acceptance {
  /** `sent` or `sent-before`; otherwise what is in the way, and nothing has changed. */
  readonly outcome:
    | 'sent'
    | 'sent-before'
    | 'draft-changed'
    | 'draft-waits'
    | 'draft-incomplete'
    | 'draft-not-prepared'
    | 'sending-unavailable'
    | 'recipient-wrong'
    | 'not-routed'
    | 'second-look-needed';
  readonly departmentId: string;
  /** E.164; null with `draft-incomplete` alone */
  readonly number: string | null;
}

/**
 * Makes an order of a draft of this person, or of one that they have just approved, with its first delivery in the queue,
 * outbound's work, timeline and audit; browsers are told. When it is due says the database's clock. Outside of a transaction
 * it is one: when this resolves it is committed.
 * @throws KuvertError `not-found`; `referral-step-wrong` when the referral has moved since the pages were made
 */
export const acceptOrder = async (
  database: Queryable,
  randomness: Pick<Randomness, 'uuid'>,
  { person, session }: ActingScope,
  draft: AcceptedDraft,
): Promise<Acceptance> => {
  const { rows } = await database
    .query<Omit<Acceptance, 'outcome'> & { readonly outcome: Acceptance['outcome'] | 'not-found' }>(
      `select outcome, department_id as "departmentId", to_number as number
       from accept_order_as($1, $2, $3, $4, $5, $6, $7, $8 * interval '1 millisecond', $9 * interval '1 millisecond')`,
      [
        person,
        session,
        draft.id,
        draft.version,
        newId<'delivery'>(randomness),
        draft.looked,
        draft.at,
        draft.undoMs,
        draft.deadlineMs,
      ],
    )
    .catch((error: unknown) => {
      throw isOfReferral(error)
        ? new KuvertError('referral-step-wrong', 'the referral has moved meanwhile', {
            cause: error,
          })
        : error;
    });
  const [row] = rows;
  if (!row || row.outcome === 'not-found') throw notFound();
  return { ...row, outcome: row.outcome };
};

/** The database refused the step that the answer takes with its referral. */
const isOfReferral = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'referral_goes_its_way';
