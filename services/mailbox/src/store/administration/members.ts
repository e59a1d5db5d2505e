import type { FoundPerson } from '#web/admin/administered';
import type { Transaction } from '@kuvert/platform/postgres/database';
import type { MemberRole } from '@kuvert/shared/member-role';

export interface Membership {
  readonly departmentId: string;
  readonly personId: string;
  readonly role: MemberRole;
}

/** What came of it, as the database's functions say (infra/migrations/0082_administered.sql). */
const outcomeOf = async <Outcome extends string>(
  transaction: Transaction,
  sql: string,
  values: readonly unknown[],
): Promise<Outcome> => {
  const { rows } = await transaction.query<{ outcome: Outcome }>(sql, values);
  const [row] = rows;
  if (!row) throw new Error('a function of the database answered nothing');
  return row.outcome;
};

/** On record in the same transaction, as all below. */
export const addMembership = (
  transaction: Transaction,
  { departmentId, personId, role }: Membership,
  at: Date,
): Promise<'added' | 'already' | 'self' | 'unknown'> =>
  outcomeOf(transaction, 'select add_member($1, $2, $3, $4) as outcome', [
    departmentId,
    personId,
    role,
    at,
  ]);

export const changeRole = (
  transaction: Transaction,
  { departmentId, personId, role }: Membership,
): Promise<'changed' | 'self' | 'unknown'> =>
  outcomeOf(transaction, 'select set_member_role($1, $2, $3) as outcome', [
    departmentId,
    personId,
    role,
  ]);

export interface Removed {
  readonly outcome: 'removed' | 'by-group' | 'self' | 'unknown' | 'last-reader';
  /** That it was. */
  readonly role: MemberRole | null;
}

export const removeMembership = async (
  transaction: Transaction,
  { departmentId, personId }: Omit<Membership, 'role'>,
): Promise<Removed> => {
  const { rows } = await transaction.query<Removed>(
    'select outcome, role from remove_member($1, $2)',
    [departmentId, personId],
  );
  return rows[0] ?? { outcome: 'unknown', role: null };
};

/** By a part of the name, or by the whole identity or id: 21 at most. */
export const findPeople = async (
  transaction: Transaction,
  text: string,
): Promise<readonly FoundPerson[]> => {
  const { rows } = await transaction.query<FoundPerson>(
    'select id, name, subject, departments, left_at as "leftAt" from admin_people($1)',
    [text],
  );
  return rows;
};

/** Their id: the new one, or that of whoever is known so already. */
export const makeKnown = (
  transaction: Transaction,
  person: {
    readonly id: string;
    readonly issuer: string;
    readonly subject: string;
    readonly name: string;
  },
  at: Date,
): Promise<string> =>
  outcomeOf(transaction, 'select make_known($1, $2, $3, $4, $5) as outcome', [
    ...[person.id, person.issuer, person.subject, person.name, at],
  ]);
