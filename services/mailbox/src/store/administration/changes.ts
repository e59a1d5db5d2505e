import type { Transaction } from '@kuvert/platform/postgres/database';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import type { WrappedIdentity } from '@kuvert/shared/ports/keys';

const first = async <Value>(
  transaction: Transaction,
  sql: string,
  values: readonly unknown[],
): Promise<Value | undefined> => {
  const { rows } = await transaction.query<{ value: Value }>(sql, values);
  return rows[0]?.value;
};

/** False: the name is taken. On record in the same transaction, as all below (infra/migrations/0082_administered.sql). */
export const insertDepartment = async (
  transaction: Transaction,
  department: {
    readonly id: string;
    readonly name: string;
    readonly keyId: string;
    readonly recipient: string;
    readonly wrapped: WrappedIdentity;
  },
  at: Date,
): Promise<boolean> => {
  const { id, name, keyId, recipient, wrapped } = department;
  const values = [id, name, keyId, recipient, Buffer.from(wrapped), at];
  const sql = 'select add_department($1, $2, false, $3, $4, $5, $6) as value';
  return (await first<boolean>(transaction, sql, values)) === true;
};

export const renameDepartment = async (
  transaction: Transaction,
  id: string,
  name: string,
): Promise<'renamed' | 'same' | 'name-taken'> =>
  (await first<'renamed' | 'same' | 'name-taken'>(
    transaction,
    'select rename_department($1, $2) as value',
    [id, name],
  )) ?? 'same';

export const setDemand = async (
  transaction: Transaction,
  id: string,
  level: LevelOfAssurance,
): Promise<'changed' | 'lower' | 'beyond'> =>
  (await first<'changed' | 'lower' | 'beyond'>(transaction, 'select set_demand($1, $2) as value', [
    id,
    level,
  ])) ?? 'beyond';

export const putNumber = async (
  transaction: Transaction,
  number: string,
  departmentId: string,
): Promise<'added' | 'moved' | 'same' | 'closed'> =>
  (await first<'added' | 'moved' | 'same' | 'closed'>(
    transaction,
    'select put_number($1, $2) as value',
    [number, departmentId],
  )) ?? 'same';

/** False: no department has it. */
export const takeNumber = async (transaction: Transaction, number: string): Promise<boolean> =>
  (await first<string | null>(transaction, 'select take_number($1) as value', [number])) != null;

export type ClosingDown =
  | 'closed'
  | 'same'
  | 'unassigned'
  | 'untaken'
  | 'addresses'
  | 'nobody'
  | 'nowhere';

/** Nothing leads there from now on; null: its numbers are unassigned (infra/migrations/0086_closed_down.sql). */
export const closeDown = async (
  transaction: Transaction,
  id: string,
  numbersTo: string | null,
  at: Date,
): Promise<ClosingDown> =>
  (await first<ClosingDown>(transaction, 'select close_down_department($1, $2, $3) as value', [
    ...[id, numbersTo, at],
  ])) ?? 'same';

/** False: it wasn't closed down. */
export const reopen = async (transaction: Transaction, id: string): Promise<boolean> =>
  (await first<boolean>(transaction, 'select reopen_department($1) as value', [id])) === true;

/** Until which day nobody is there, as `2027-01-07`; null: somebody is. */
export const setClosedUntil = async (
  transaction: Transaction,
  id: string,
  until: string | null,
): Promise<void> => {
  await transaction.query('select set_closed_until($1, $2)', [id, until]);
};

export interface NewException {
  readonly id: string;
  readonly departmentId: string;
  readonly name: string;
  readonly reason: string;
  /** Null: any login. */
  readonly demands: LevelOfAssurance | null;
  readonly endsAt: Date;
}

/** False: the department has one of that name. */
export const insertException = async (
  transaction: Transaction,
  exception: NewException,
  at: Date,
): Promise<boolean> => {
  const { id, departmentId, name, reason, demands, endsAt } = exception;
  const values = [id, departmentId, name, reason, demands, at, endsAt];
  const sql = 'select add_exception($1, $2, $3, $4, $5, $6, $7) as value';
  return (await first<boolean>(transaction, sql, values)) === true;
};

/** False: there is none of that name. */
export const endException = async (
  transaction: Transaction,
  departmentId: string,
  name: string,
  at: Date,
): Promise<boolean> =>
  (await first<string | null>(transaction, 'select end_exception($1, $2, $3) as value', [
    ...[departmentId, name, at],
  ])) != null;
