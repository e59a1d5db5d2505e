import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import { newId, type PersonId, type Randomness } from '@kuvert/shared/ids';
import type { DestinationRules } from '@kuvert/shared/sending/destination';

import type {
  ChangeContact,
  Contact,
  ContactList,
  ContactWithHistory,
  NewContact,
  VerifyContact,
} from '#api';
import { audit, type AuditAction } from '../store/audit.ts';
import { byName } from '../store/by-name.ts';
import {
  findContacts,
  findPartnerFunctions,
  lockContact,
  mostContacts,
  readContact,
  readContactHistory,
} from '../store/contact-rows.ts';
import { readDepartmentIds } from '../store/departments.ts';
import { notFound } from '../store/not-found.ts';
import type { Country } from '../store/summary.ts';
import { type Actor, scopeOf } from './actor.ts';
import { toFaxNumber } from './fax-number.ts';

export interface ContactDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid'>;
  readonly country: Country;
  /** ISO 3166 codes of where faxes may go. */
  readonly countries: DestinationRules['countries'];
}

/** Contacts of a department, and functions of partners beside them. @throws KuvertError `not-found` */
export const listContacts =
  ({ database, country }: ContactDeps) =>
  (actor: Actor, departmentId: string, search: string): Promise<ContactList> =>
    database.transaction(async (transaction) => {
      if (!(await readDepartmentIds(transaction)).has(departmentId)) throw notFound();
      const found = await findContacts(transaction, departmentId, search, country);
      return {
        contacts: found.slice(0, mostContacts).toSorted(byName(country)),
        more: found.length > mostContacts,
        partners: await findPartnerFunctions(transaction, search, country),
      };
    }, scopeOf(actor));

/** A contact with what was done with it. @throws KuvertError `not-found` */
export const openContact =
  ({ database, country }: ContactDeps) =>
  (actor: Actor, id: string): Promise<ContactWithHistory> =>
    database.transaction((transaction) => withHistory(transaction, id, country), scopeOf(actor));

const withHistory = async (
  transaction: Transaction,
  id: string,
  country: Country,
): Promise<ContactWithHistory> => ({
  ...(await readContact(transaction, id, country)),
  history: await readContactHistory(transaction, id, country),
});

/**
 * Adds a contact, verified already when the person says how.
 * @throws KuvertError `not-found`; `contact-exists` when the department has one with that number;
 *   `number-invalid`, `number-premium-rate`, `number-country-blocked`
 */
export const addContact =
  (deps: ContactDeps) =>
  (actor: Actor, departmentId: string, contact: NewContact): Promise<ContactWithHistory> => {
    const number = toFaxNumber(contact.number, deps);
    return deps.database.transaction(async (transaction) => {
      if (!(await readDepartmentIds(transaction)).has(departmentId)) throw notFound();
      const id = newId<'contact'>(deps.randomness);
      const { verified } = contact;
      const { rowCount } = await transaction.query(
        `insert into contact (id, department_id, name, number, note, created_at, created_by, changed_at, changed_by,
             verified_at, verified_by, verified_how)
           values ($1, $2, $3, $4, $5, $6, $7, $6, $7, case when $8::text is not null then $6::timestamptz end,
             case when $8::text is not null then $7::text end, $8)
           on conflict do nothing`,
        [
          id,
          departmentId,
          contact.name,
          number,
          contact.note,
          deps.clock.now(),
          actor.person,
          verified,
        ],
      );
      if (rowCount !== 1) throw exists();
      const added = await withHistory(transaction, id, deps.country);
      await tell(transaction, actor.person, 'add-contact', added, verified);
      return added;
    }, scopeOf(actor));
  };

const exists = (): KuvertError =>
  new KuvertError('contact-exists', 'there is a contact with this number already');

const tell = (
  transaction: Transaction,
  person: PersonId,
  action: AuditAction,
  { id, departmentId }: Pick<Contact, 'id' | 'departmentId'>,
  how: string | null = null,
): Promise<void> =>
  audit(transaction, {
    person,
    action,
    departmentId,
    detail: how === null ? `contact ${id}` : `contact ${id} ${how}`,
  });

/** Changes one contact in a transaction of its own. */
const change = async (
  { database, country }: ContactDeps,
  actor: Actor,
  {
    id,
    seen,
    action,
    how,
  }: Readonly<{ id: string; seen?: number; action: AuditAction; how?: string }>,
  write: (transaction: Transaction) => Promise<void>,
): Promise<ContactWithHistory> =>
  database.transaction(async (transaction) => {
    await lockContact(transaction, id, seen);
    await write(transaction);
    const changed = await withHistory(transaction, id, country);
    await tell(transaction, actor.person, action, changed, how);
    return changed;
  }, scopeOf(actor));

/** The department has another contact with that number: its index says so. */
const unlessTaken = async (transaction: Transaction, sql: string, values: readonly unknown[]) => {
  try {
    await transaction.query(sql, values);
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === '23505';
    throw isTaken ? exists() : error;
  }
};

/**
 * Changes what is written of a contact; another number ends its verification (the database's doing).
 * @throws KuvertError `not-found`, `contact-changed`, `contact-exists`, and of the number as {@link addContact}
 */
export const changeContact =
  (deps: ContactDeps) =>
  (actor: Actor, id: string, contact: ChangeContact): Promise<ContactWithHistory> => {
    const number = toFaxNumber(contact.number, deps);
    const { name, note, version } = contact;
    return change(deps, actor, { id, seen: version, action: 'change-contact' }, (transaction) =>
      unlessTaken(
        transaction,
        `update contact set name = $2, number = $3, note = $4, changed_at = $5, changed_by = $6 where id = $1`,
        [id, name, number, note, deps.clock.now(), actor.person],
      ),
    );
  };

/**
 * Records that the person has verified the number that they see.
 * @throws KuvertError `not-found`; `contact-changed` when it has another by now
 */
export const verifyContact =
  (deps: ContactDeps) =>
  (actor: Actor, id: string, { version, how }: VerifyContact): Promise<ContactWithHistory> =>
    change(
      deps,
      actor,
      { id, seen: version, action: 'verify-contact', how },
      async (transaction) => {
        await transaction.query(
          `update contact set verified_at = $2, verified_by = $3, verified_how = $4, changed_at = $2, changed_by = $3
            where id = $1`,
          [id, deps.clock.now(), actor.person, how],
        );
      },
    );

/** Removes a contact; what was done with it stays. Asked again, it is removed. @throws KuvertError `not-found` */
export const removeContact =
  (deps: ContactDeps) =>
  async (actor: Actor, id: string): Promise<void> => {
    await setRemoved(deps, actor, id, true);
  };

/** Takes the removal back. @throws KuvertError `not-found`; `contact-exists` when another has the number by now */
export const restoreContact =
  (deps: ContactDeps) =>
  (actor: Actor, id: string): Promise<ContactWithHistory> =>
    setRemoved(deps, actor, id, false);

const setRemoved = (
  deps: ContactDeps,
  actor: Actor,
  id: string,
  removed: boolean,
): Promise<ContactWithHistory> =>
  change(
    deps,
    actor,
    { id, action: removed ? 'remove-contact' : 'restore-contact' },
    (transaction) =>
      unlessTaken(
        transaction,
        `update contact set removed_at = case when $4 then coalesce(removed_at, $2) end, changed_at = $2, changed_by = $3
          where id = $1`,
        [id, deps.clock.now(), actor.person, removed],
      ),
  );
