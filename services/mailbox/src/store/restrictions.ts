import type { Transaction } from '@kuvert/platform/postgres/database';
import type { ErrorCode } from '@kuvert/shared/errors';

import type { Actor, ClosedWork, Restriction, View } from '#api';

interface Row {
  readonly department_id: string;
  readonly at: Date | null;
  readonly by_id: string | null;
  readonly by_name: string | null;
  readonly is_open: boolean;
  readonly may: Restriction['may'];
}

/** Who can open a message of the person's departments; undefined of any other. */
export const readRestriction = async (
  transaction: Transaction,
  messageId: string,
): Promise<Restriction | undefined> => {
  const { rows } = await transaction.query<Row>('select * from message_restriction($1)', [
    messageId,
  ]);
  const row = rows[0];
  if (!row) return undefined;
  const restricted = row.at !== null && {
    at: row.at.toISOString(),
    by: { id: row.by_id ?? '', name: row.by_name ?? '' },
    named: await readNamed(transaction, messageId),
  };
  return {
    restricted: restricted || null,
    isOpen: row.is_open,
    may: row.may,
    handlers: row.may === null ? [] : await readHandlers(transaction, row.department_id),
  };
};

const readNamed = async (transaction: Transaction, messageId: string): Promise<Actor[]> => {
  const { rows } = await transaction.query<Actor>(
    `select p.id, p.name, p.kind from named_handler n join person p on p.id = n.person_id
      where n.message_id = $1 order by p.kind, p.name, p.id`,
    [messageId],
  );
  return rows;
};

const readHandlers = async (transaction: Transaction, departmentId: string): Promise<Actor[]> => {
  const { rows } = await transaction.query<Actor>(
    'select id, name, kind from department_handlers($1)',
    [departmentId],
  );
  return rows;
};

/** Why nothing was done. */
type Refusal = Extract<
  ErrorCode,
  | 'not-found'
  | 'restricted'
  | 'reason-missing'
  | 'already-taken'
  | 'already-forwarded'
  | 'not-a-handler'
  | 'nobody-named'
>;

export interface RestrictionChange {
  readonly outcome: Refusal | 'restricted-now' | 'changed' | 'taken-over' | 'unchanged';
  readonly department: string;
  readonly added: readonly string[] | null;
  readonly removed: readonly string[] | null;
}

/** Restricts, or says anew to whom; the database knows who may. */
export const writeRestriction = async (
  transaction: Transaction,
  change: {
    readonly messageId: string;
    readonly people: readonly string[];
    readonly reason: string | undefined;
    readonly at: Date;
  },
): Promise<RestrictionChange> => {
  const { rows } = await transaction.query<RestrictionChange>(
    'select * from restrict_message($1, $2, $3, $4)',
    [change.messageId, change.people, change.reason ?? null, change.at],
  );
  const [row] = rows;
  if (!row) throw new Error('restrict_message gives a row');
  return row;
};

/** Opens a message to the whole department again. */
export const deleteRestriction = async (
  transaction: Transaction,
  change: {
    readonly messageId: string;
    readonly reason: string | undefined;
    readonly at: Date;
  },
): Promise<{ readonly outcome: Refusal | 'lifted' | 'unchanged'; readonly department: string }> => {
  const { rows } = await transaction.query<{
    outcome: Refusal | 'lifted' | 'unchanged';
    department: string;
  }>('select * from lift_restriction($1, $2, $3)', [
    change.messageId,
    change.reason ?? null,
    change.at,
  ]);
  const [row] = rows;
  if (!row) throw new Error('lift_restriction gives a row');
  return row;
};

/** Views of what is to be done, in which what is closed to one has its place. */
const statesOf: Partial<Record<View, readonly string[]>> = {
  new: ['new'],
  taken: ['taken'],
  all: ['new', 'taken'],
};

/** What isn't done in a department and only others can open; undefined where there is nothing. */
export const readClosedWork = async (
  transaction: Transaction,
  departmentId: string,
  view: View,
): Promise<ClosedWork[] | undefined> => {
  const states = statesOf[view];
  if (!states) return undefined;
  const { rows } = await transaction.query<{
    id: string;
    available_at: Date;
    state: ClosedWork['state'];
    named: string[];
  }>('select * from closed_work($1) where state = any($2)', [departmentId, states]);
  if (rows.length === 0) return undefined;
  return rows.map(({ id, available_at, state, named }) => ({
    id,
    availableAt: available_at.toISOString(),
    state,
    named,
  }));
};

/** Whether one of these ids names something that is restricted to others, in a department of the person's. */
export const isClosed = async (
  transaction: Transaction,
  ids: readonly string[],
): Promise<boolean> => {
  const { rows } = await transaction.query<{ closed: boolean | null }>(
    'select bool_or(is_closed_to_me(id)) as closed from unnest($1::text[]) id',
    [ids],
  );
  return rows[0]?.closed === true;
};

/** Whether somebody would open a message in the department that it goes on to; true of what isn't restricted. */
export const isOpenedThere = async (
  transaction: Transaction,
  messageId: string,
  departmentId: string,
): Promise<boolean> => {
  const { rows } = await transaction.query<{ opened: boolean }>(
    'select is_opened_there($1, $2) as opened',
    [messageId, departmentId],
  );
  return rows[0]?.opened === true;
};
