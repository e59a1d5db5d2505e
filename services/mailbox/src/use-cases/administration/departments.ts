import type {
  AdministeredDepartment,
  AdministeredPerson,
  DepartmentWithMembers,
} from '#web/admin/administered';
import type { Database } from '@kuvert/platform/postgres/database';

import {
  readAdministeredDepartments,
  readAdministeredMembers,
  readExceptions,
} from '../../store/administration/departments.ts';
import { readAdministeredPerson } from '../../store/administration/people.ts';
import { readAdministration, type Administration } from '../../store/administration/scope.ts';
import { byName } from '../../store/by-name.ts';
import type { Country } from '../../store/summary.ts';
import { scopeOf, type Actor } from '../actor.ts';
import { administered } from './change-department.ts';

export interface AdministrationDeps {
  readonly database: Database;
  readonly country: Country;
}

/** What somebody looks after, and whether their session is strong enough for it. */
export const whatTheyAdminister =
  ({ database }: Pick<AdministrationDeps, 'database'>) =>
  (actor: Actor): Promise<Administration | undefined> =>
    database.transaction(readAdministration, scopeOf(actor));

/** Departments that somebody looks after, by name; faxes to unknown numbers stand last, then those that are closed down. */
export const administeredDepartments =
  ({ database, country }: AdministrationDeps) =>
  async (actor: Actor): Promise<readonly AdministeredDepartment[]> => {
    const all = await database.transaction(readAdministeredDepartments, scopeOf(actor));
    const compare = byName(country);
    return all.toSorted(
      (one, other) =>
        Number(one.closedDownAt !== null) - Number(other.closedDownAt !== null) ||
        Number(one.unassigned) - Number(other.unassigned) ||
        compare(one, other),
    );
  };

/** One of them. @throws KuvertError `not-found`, for another's as for one that isn't there */
export const administeredDepartment =
  ({ database }: Pick<AdministrationDeps, 'database'>) =>
  (actor: Actor, id: string): Promise<DepartmentWithMembers> =>
    database.transaction(async (transaction) => {
      const department = await administered(transaction, id);
      const members = await readAdministeredMembers(transaction, id);
      return { department, members, exceptions: await readExceptions(transaction, id) };
    }, scopeOf(actor));

/** Somebody, for who looks after the house. */
export const administeredPerson =
  ({ database }: Pick<AdministrationDeps, 'database'>) =>
  (actor: Actor, id: string): Promise<AdministeredPerson | undefined> =>
    database.transaction((transaction) => readAdministeredPerson(transaction, id), scopeOf(actor));
