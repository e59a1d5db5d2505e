import { asId, newId, type PersonId, type Randomness } from '@kuvert/shared/ids';
import type { Handling } from '@kuvert/shared/message';
import type { Transaction } from '@kuvert/platform/postgres/database';

import type { TimelineEvent } from '#api';
import { readName } from './people.ts';

/** A message's work state, locked until the transaction ends. */
export interface LockedHandling {
  readonly departmentId: string;
  readonly handling: Handling;
  /** Who has it or had it last; null for a new one. */
  readonly byName: string | null;
}

interface Row {
  readonly department_id: string;
  readonly state: Handling['state'];
  readonly person_id: string | null;
  readonly at: Date | null;
  readonly system: string | null;
  readonly reference: string | null;
  readonly reason: string | null;
}

/** Of two people at once the second waits here until the first is done. */
export const lockHandling = async (
  transaction: Transaction,
  messageId: string,
): Promise<LockedHandling | undefined> => {
  const { rows } = await transaction.query<Row>(
    `select department_id, state, person_id, at, system, reference, reason
       from handling where message_id = $1 for update`,
    [messageId],
  );
  const row = rows[0];
  return (
    row && {
      departmentId: row.department_id,
      handling: toHandling(row),
      // by a statement of its own: joined to the lock it would be the name from before one waited
      byName: row.person_id === null ? null : await readName(transaction, row.person_id),
    }
  );
};

const toHandling = (row: Row): Handling => {
  const done = { by: asId<'person'>(row.person_id ?? ''), at: row.at ?? new Date(0) };
  switch (row.state) {
    case 'new':
      return { state: 'new' };
    case 'taken':
      return { state: 'taken', ...done };
    case 'registered':
      return {
        state: 'registered',
        ...done,
        system: row.system ?? '',
        reference: row.reference ?? '',
      };
    case 'not-registered':
      return { state: 'not-registered', ...done, reason: row.reason ?? '' };
    case 'forwarded':
      return { state: 'forwarded', ...done };
    case 'quarantined':
      return {
        state: 'quarantined',
        by: row.person_id === null ? null : done.by,
        at: done.at,
      };
  }
};

export const writeHandling = async (
  transaction: Transaction,
  messageId: string,
  handling: Handling,
): Promise<void> => {
  const registered = handling.state === 'registered' ? handling : undefined;
  await transaction.query(
    `update handling set state = $2, person_id = $3, at = $4, system = $5, reference = $6, reason = $7
      where message_id = $1`,
    [
      messageId,
      handling.state,
      handling.state === 'new' ? null : handling.by,
      handling.state === 'new' ? null : handling.at,
      registered?.system ?? null,
      registered?.reference ?? null,
      handling.state === 'not-registered' ? handling.reason : null,
    ],
  );
};

/** Whether it is a fax that nobody says is a referral: the others have a sender who is known, and are never junk. */
export const isOnlyFax = async (transaction: Transaction, messageId: string): Promise<boolean> => {
  const { rows } = await transaction.query<{ only: boolean }>(
    `select is_fax($1) and not exists (select from referral r where r.message_id = $1) as only`,
    [messageId],
  );
  return rows[0]?.only === true;
};

/**
 * That a person has opened it, once: false when they had before. An insert of its own, since `on conflict` has to read the
 * timeline, which a system that tells its one fact may not.
 */
export const addOpened = async (
  transaction: Transaction,
  randomness: Pick<Randomness, 'uuid'>,
  event: {
    readonly messageId: string;
    readonly departmentId: string;
    readonly at: Date;
    readonly person: PersonId;
  },
): Promise<boolean> => {
  const { rowCount } = await transaction.query(
    `insert into timeline (id, message_id, department_id, at, kind, person_id, break_glass_id)
     select $1, $2, $3, $4, case when glass is null then 'opened' else 'opened-by-glass' end, $5, glass
       from my_glass($3) glass
     on conflict do nothing`,
    [newId<'timeline'>(randomness), event.messageId, event.departmentId, event.at, event.person],
  );
  return rowCount === 1;
};

/** Adds a row to the timeline that the department sees. */
export const addTimelineEvent = async (
  transaction: Transaction,
  randomness: Pick<Randomness, 'uuid'>,
  event: {
    readonly messageId: string;
    readonly departmentId: string;
    readonly at: Date;
    readonly kind: TimelineEvent['kind'];
    /** Null: the system. */
    readonly person: PersonId | null;
    readonly note: string | null;
  },
): Promise<void> => {
  await transaction.query(
    `insert into timeline (id, message_id, department_id, at, kind, person_id, note)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      newId<'timeline'>(randomness),
      event.messageId,
      event.departmentId,
      event.at,
      event.kind,
      event.person,
      event.note,
    ],
  );
};
