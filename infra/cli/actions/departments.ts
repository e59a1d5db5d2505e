import type { Clock } from '@kuvert/shared/clock';
import {
  newId,
  type DepartmentId,
  type KeyId,
  type PersonId,
  type Randomness,
} from '@kuvert/shared/ids';
import type { MemberRole } from '@kuvert/shared/member-role';
import { toE164 } from '@kuvert/shared/phone';
import type { KeyWrapper } from '@kuvert/shared/ports/keys';
import type { Recipient } from '@kuvert/shared/ports/vault';
import type { Database, Queryable } from '@kuvert/platform/postgres/database';
import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';

/** What changes the house: the owner's connection, time and randomness. */
export interface HouseDeps {
  /** The database owner's: services may not do this. */
  readonly database: Database;
  readonly randomness: Pick<Randomness, 'uuid'>;
  readonly clock: Clock;
}

export interface CreatedDepartment {
  readonly departmentId: DepartmentId;
  readonly keyId: KeyId;
  readonly recipient: Recipient;
}

/**
 * Creates a department with its key: the public half to seal with, the secret half wrapped under the master key.
 * With `unassigned` it gets the faxes to numbers that nobody owns.
 * @throws CommandError `name-taken` when the name is taken, or when there is an unassigned department already.
 */
export const createDepartment =
  ({ database, randomness, clock, keyWrapper }: HouseDeps & { readonly keyWrapper: KeyWrapper }) =>
  async (input: {
    readonly name: string;
    readonly unassigned?: boolean;
  }): Promise<CreatedDepartment> => {
    if (input.name.trim() === '' || input.name.length > 200)
      throw new CommandError('usage-wrong', "A department's name has 1 to 200 characters.");
    const { identity, recipient } = await newHybridIdentity();
    const wrapped = await keyWrapper.wrap(identity);
    const departmentId = newId<'department'>(randomness);
    const keyId = newId<'key'>(randomness);
    const { rows } = await database.query<{ added: boolean }>(
      'select add_department($1, $2, $3, $4, $5, $6, $7) as added',
      [
        ...[departmentId, input.name, input.unassigned ?? false],
        ...[keyId, recipient, Buffer.from(wrapped), clock.now()],
      ],
    );
    if (rows[0]?.added !== true)
      throw new CommandError(
        'name-taken',
        'There is a department of that name, or an unassigned one, already.',
      );
    return { departmentId, keyId, recipient };
  };

/**
 * Gives a department another name; what it has stays its own.
 * @throws CommandError `usage-wrong`, `name-taken`
 */
export const renameDepartment =
  ({ database }: Pick<HouseDeps, 'database'>) =>
  async (input: { readonly departmentId: DepartmentId; readonly name: string }): Promise<void> => {
    if (input.name.trim() === '' || input.name.length > 200)
      throw new CommandError('usage-wrong', "A department's name has 1 to 200 characters.");
    const { rows } = await database.query<{ outcome: string }>(
      'select rename_department($1, $2) as outcome',
      [input.departmentId, input.name],
    );
    if (rows[0]?.outcome === 'name-taken')
      throw new CommandError('name-taken', 'There is a department of that name already.');
  };

/**
 * Routes a fax number (E.164, or national in Sweden) to a department.
 * @returns the number in E.164
 * @throws CommandError `number-invalid`, `number-taken`, `department-closed-down`
 */
export const addNumber =
  ({ database }: Pick<HouseDeps, 'database'>) =>
  async (input: {
    readonly number: string;
    readonly departmentId: DepartmentId;
  }): Promise<string> => {
    const number = normalise(input.number);
    await database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        'select from fax_number where number = $1 for update',
        [number],
      );
      if (rowCount !== 0)
        throw new CommandError(
          'number-taken',
          'That number belongs to a department already: `kuvert number move` moves it.',
        );
      await putNumber(transaction, number, input.departmentId);
    });
    return number;
  };

/**
 * Leads a number from the department that has it to another.
 * @returns the number in E.164
 * @throws CommandError `number-invalid`, `number-unknown`, `department-closed-down`
 */
export const moveNumber =
  ({ database }: Pick<HouseDeps, 'database'>) =>
  async (input: {
    readonly number: string;
    readonly departmentId: DepartmentId;
  }): Promise<string> => {
    const number = normalise(input.number);
    await database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        'select from fax_number where number = $1 for update',
        [number],
      );
      if (rowCount !== 1)
        throw new CommandError('number-unknown', 'No department has that number.');
      await putNumber(transaction, number, input.departmentId);
    });
    return number;
  };

const putNumber = async (
  database: Queryable,
  number: string,
  departmentId: DepartmentId,
): Promise<void> => {
  const { rows } = await database.query<{ outcome: string }>(
    'select put_number($1, $2) as outcome',
    [number, departmentId],
  );
  if (rows[0]?.outcome === 'closed')
    throw new CommandError(
      'department-closed-down',
      'That department is closed down: `kuvert department reopen` opens it again.',
    );
};

/**
 * From now on faxes to the number are unassigned.
 * @throws CommandError `number-invalid`, `number-unknown`
 */
export const removeNumber =
  ({ database }: Pick<HouseDeps, 'database'>) =>
  async (input: { readonly number: string }): Promise<void> => {
    const { rows } = await database.query<{ department: string | null }>(
      'select take_number($1) as department',
      [normalise(input.number)],
    );
    if (rows[0]?.department == null)
      throw new CommandError('number-unknown', 'No department has that number.');
  };

/**
 * Makes someone known before their first login: who they are at the identity provider.
 * @throws CommandError `person-taken` when issuer and subject are known.
 */
export const addPerson =
  ({ database, randomness, clock }: HouseDeps) =>
  (input: {
    readonly issuer: string;
    readonly subject: string;
    readonly name: string;
    readonly locale?: 'sv' | 'en';
  }): Promise<PersonId> =>
    database.transaction(async (transaction) => {
      const id = newId<'person'>(randomness);
      const { rowCount } = await transaction.query(
        `insert into person (id, issuer, subject, name, locale, created_at)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
        [id, input.issuer, input.subject, input.name, input.locale ?? null, clock.now()],
      );
      if (rowCount !== 1)
        throw new CommandError('person-taken', 'That issuer and subject are known already.');
      await audit(transaction, 'person-added', { detail: id });
      return id;
    });

/**
 * Makes a person a member of a department: with a role of theirs there, a handler unless told. Of a member by a group it
 * makes one by hand, whom no group takes away.
 * @throws CommandError `member-already`
 */
export const addMember =
  ({ database, clock }: Pick<HouseDeps, 'database' | 'clock'>) =>
  ({
    personId,
    departmentId,
    role = 'handler',
  }: {
    readonly personId: PersonId;
    readonly departmentId: DepartmentId;
    readonly role?: MemberRole;
  }): Promise<void> =>
    said(
      database,
      'select add_member($1, $2, $3, $4) as outcome',
      [departmentId, personId, role, clock.now()],
      {
        already: new CommandError('member-already', 'That person is a member already.'),
        unknown: new CommandError('person-unknown', 'There is no such person.'),
      },
    );

/**
 * Gives a member another role: it counts from the next request on, in sessions that go on as well, and no group changes it.
 * @throws CommandError `member-unknown`
 */
export const setMemberRole =
  ({ database }: Pick<HouseDeps, 'database'>) =>
  ({
    personId,
    departmentId,
    role,
  }: {
    readonly personId: PersonId;
    readonly departmentId: DepartmentId;
    readonly role: MemberRole;
  }): Promise<void> =>
    said(
      database,
      'select set_member_role($1, $2, $3) as outcome',
      [departmentId, personId, role],
      { unknown: noMember() },
    );

/**
 * Ends a membership: from the next request on the department is gone for that person. It comes back where a group made it.
 * @throws CommandError `member-unknown`
 */
export const removeMember =
  ({ database }: Pick<HouseDeps, 'database'>) =>
  async (input: {
    readonly personId: PersonId;
    readonly departmentId: DepartmentId;
  }): Promise<{
    readonly comesBack: boolean;
  }> => {
    const { rows } = await database.query<{ outcome: string; comesBack: boolean }>(
      'select outcome, comes_back as "comesBack" from remove_member($1, $2)',
      [input.departmentId, input.personId],
    );
    if (rows[0]?.outcome === 'last-reader')
      throw new CommandError(
        'last-reader',
        'The department is closed down, and nobody else could read what is there: add somebody first.',
      );
    if (rows[0]?.outcome !== 'removed') throw noMember();
    return { comesBack: rows[0].comesBack };
  };

const noMember = (): CommandError =>
  new CommandError('member-unknown', 'That person is no member of the department.');

/** What a function of the database answered; some of it is a fault. */
const said = async (
  database: Database,
  sql: string,
  values: readonly unknown[],
  faults: Readonly<Record<string, CommandError>>,
): Promise<void> => {
  const { rows } = await database.query<{ outcome: string }>(sql, values);
  const fault = faults[rows[0]?.outcome ?? ''];
  if (fault) throw fault;
};

/** A number in E.164. @throws CommandError `number-invalid` */
export const normalise = (text: string): string => {
  const number = toE164(text);
  if (number === undefined || !/^\+[1-9]\d{3,14}$/.test(number))
    throw new CommandError('number-invalid', 'Not a telephone number: write it as +46225…');
  return number;
};
