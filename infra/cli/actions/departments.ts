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
import type { Database } from '@kuvert/platform/postgres/database';
import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';
import { insertKey } from './department-keys.ts';

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
    return database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        `insert into department (id, name, unassigned, created_at) values ($1, $2, $3, $4)
         on conflict do nothing`,
        [departmentId, input.name, input.unassigned ?? false, clock.now()],
      );
      if (rowCount !== 1)
        throw new CommandError(
          'name-taken',
          'There is a department of that name, or an unassigned one, already.',
        );
      const keyId = newId<'key'>(randomness);
      await insertKey(transaction, { keyId, departmentId, recipient, wrapped, at: clock.now() });
      await audit(transaction, 'department-created', { department: departmentId, detail: keyId });
      return { departmentId, keyId, recipient };
    });
  };

/**
 * Routes a fax number (E.164, or national in Sweden) to a department.
 * @returns the number in E.164
 * @throws CommandError `number-invalid`, `number-taken`
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
        'insert into fax_number (number, department_id) values ($1, $2) on conflict do nothing',
        [number, input.departmentId],
      );
      if (rowCount !== 1)
        throw new CommandError('number-taken', 'That number belongs to a department already.');
      await audit(transaction, 'number-added', { department: input.departmentId });
    });
    return number;
  };

/**
 * From now on faxes to the number are unassigned.
 * @throws CommandError `number-invalid`, `number-unknown`
 */
export const removeNumber =
  ({ database }: Pick<HouseDeps, 'database'>) =>
  (input: { readonly number: string }): Promise<void> =>
    database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ department_id: string }>(
        'delete from fax_number where number = $1 returning department_id',
        [normalise(input.number)],
      );
      if (!rows[0]) throw new CommandError('number-unknown', 'No department has that number.');
      await audit(transaction, 'number-removed', { department: rows[0].department_id });
    });

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
    database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        `insert into membership (person_id, department_id, created_at, role) values ($1, $2, $3, $4)
         on conflict (person_id, department_id) do update set role = excluded.role, origin = 'hand'
          where membership.origin = 'group'`,
        [personId, departmentId, clock.now(), role],
      );
      if (rowCount !== 1)
        throw new CommandError('member-already', 'That person is a member already.');
      await audit(transaction, 'member-added', {
        department: departmentId,
        detail: `${personId} ${role}`,
      });
    });

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
    database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        `update membership set role = $3, origin = 'hand' where person_id = $1 and department_id = $2`,
        [personId, departmentId, role],
      );
      if (rowCount !== 1)
        throw new CommandError('member-unknown', 'That person is no member of the department.');
      await audit(transaction, 'member-role', {
        department: departmentId,
        detail: `${personId} ${role}`,
      });
    });

/**
 * Ends a membership: from the next request on the department is gone for that person. It comes back where a group made it.
 * @throws CommandError `member-unknown`
 */
export const removeMember =
  ({ database }: Pick<HouseDeps, 'database'>) =>
  (input: {
    readonly personId: PersonId;
    readonly departmentId: DepartmentId;
  }): Promise<{
    readonly comesBack: boolean;
  }> =>
    database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ origin: string }>(
        'delete from membership where person_id = $1 and department_id = $2 returning origin',
        [input.personId, input.departmentId],
      );
      const [removed] = rows;
      if (!removed)
        throw new CommandError('member-unknown', 'That person is no member of the department.');
      await audit(transaction, 'member-removed', {
        department: input.departmentId,
        detail: input.personId,
      });
      return { comesBack: removed.origin === 'group' };
    });

const normalise = (text: string): string => {
  const number = toE164(text);
  if (number === undefined || !/^\+[1-9]\d{3,14}$/.test(number))
    throw new CommandError('number-invalid', 'Not a telephone number: write it as +46225…');
  return number;
};
