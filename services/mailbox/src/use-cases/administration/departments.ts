import type { AdministeredDepartment, AdministeredMember } from '#web/admin/administered';
import type { Database } from '@kuvert/platform/postgres/database';

import {
  readAdministeredDepartments,
  readAdministeredMembers,
} from '../../store/administration/departments.ts';
import { readAdministration, type Administration } from '../../store/administration/scope.ts';
import { byName } from '../../store/by-name.ts';
import { notFound } from '../../store/not-found.ts';
import type { Country } from '../../store/summary.ts';
import { scopeOf, type Actor } from '../actor.ts';

export interface AdministrationDeps {
  readonly database: Database;
  readonly country: Country;
}

/** What somebody looks after, and whether their session is strong enough for it. */
export const whatTheyAdminister =
  ({ database }: Pick<AdministrationDeps, 'database'>) =>
  (actor: Actor): Promise<Administration | undefined> =>
    database.transaction(readAdministration, scopeOf(actor));

/** Departments that somebody looks after, by name; faxes to unknown numbers stand last. */
export const administeredDepartments =
  ({ database, country }: AdministrationDeps) =>
  async (actor: Actor): Promise<readonly AdministeredDepartment[]> => {
    const all = await database.transaction(readAdministeredDepartments, scopeOf(actor));
    const compare = byName(country);
    return all.toSorted(
      (one, other) => Number(one.unassigned) - Number(other.unassigned) || compare(one, other),
    );
  };

export interface DepartmentWithMembers {
  readonly department: AdministeredDepartment;
  readonly members: readonly AdministeredMember[];
}

/** One of them. @throws KuvertError `not-found`, for another's as for one that isn't there */
export const administeredDepartment =
  ({ database }: Pick<AdministrationDeps, 'database'>) =>
  (actor: Actor, id: string): Promise<DepartmentWithMembers> =>
    database.transaction(async (transaction) => {
      const all = await readAdministeredDepartments(transaction);
      const department = all.find((each) => each.id === id);
      if (!department) throw notFound();
      return { department, members: await readAdministeredMembers(transaction, id) };
    }, scopeOf(actor));
