import type { JunkSender } from '#web/admin/administered';
import type { Transaction } from '@kuvert/platform/postgres/database';
import { showNumber } from '@kuvert/shared/phone';

import type { JunkList, JunkLists } from '#api';
import type { Country } from '../summary.ts';

/** The house's list, and a department's after it; null: the house's alone. */
export const readJunkSenders = async (
  transaction: Transaction,
  departmentId: string | null,
): Promise<readonly JunkSender[]> => {
  const { rows } = await transaction.query<JunkSender>(
    `select number, reason, by_name as "byName", created_at as "createdAt", of_house as "ofHouse"
       from junk_senders($1)`,
    [departmentId],
  );
  return rows;
};

export interface NewJunkSender {
  readonly id: string;
  /** Null: the house's. */
  readonly departmentId: string | null;
  /** E.164. */
  readonly number: string;
  readonly reason: string;
}

/** On record in the same transaction (infra/migrations/0090_quarantine.sql). */
export const insertJunkSender = async (
  transaction: Transaction,
  { id, departmentId, number, reason }: NewJunkSender,
  at: Date,
): Promise<'added' | 'already' | 'own' | 'verified' | 'full'> => {
  const { rows } = await transaction.query<{
    outcome: 'added' | 'already' | 'own' | 'verified' | 'full';
  }>('select add_junk_sender($1, $2, $3, $4, $5) as outcome', [
    ...[id, departmentId, number, reason, at],
  ]);
  const [row] = rows;
  if (!row) throw new Error('add_junk_sender answers');
  return row.outcome;
};

/** False: it isn't on that list. */
export const deleteJunkSender = async (
  transaction: Transaction,
  departmentId: string | null,
  number: string,
): Promise<boolean> => {
  const { rows } = await transaction.query<{ removed: boolean }>(
    'select remove_junk_sender($1, $2) as removed',
    [departmentId, number],
  );
  return rows[0]?.removed === true;
};

export interface JunkListsOf {
  readonly departmentId: string;
  readonly lists: JunkLists;
}

/** On which lists the number of a fax is (infra/migrations/0095_junk_lists.sql); undefined of what one can't open. */
export const readJunkListsOf = async (
  transaction: Transaction,
  messageId: string,
  country: Country,
): Promise<JunkListsOf | undefined> => {
  const { rows } = await transaction.query<
    JunkList & {
      list: 'department' | 'house';
      department_id: string;
      number: string;
      never: JunkLists['never'];
    }
  >('select * from junk_lists_of($1)', [messageId]);
  const department = rows.find(({ list }) => list === 'department');
  const house = rows.find(({ list }) => list === 'house');
  if (!department || !house) return undefined;
  const { department_id: departmentId, number, never } = department;
  const lists = {
    number: showNumber(number, country),
    never,
    department: toList(department),
    house: toList(house),
  };
  return { departmentId, lists };
};

const toList = ({ listed, reason, may, who }: JunkList): JunkList => ({
  listed,
  reason,
  may,
  who,
});
