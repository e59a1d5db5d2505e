import type { Database } from '@kuvert/platform/postgres/database';
import { readFaxShare } from '@kuvert/platform/routing/fax-share';
import type { Clock } from '@kuvert/shared/clock';
import type { FaxShare } from '@kuvert/shared/routing/share';

import { readDepartmentNames } from '../store/departments.ts';
import { notFound } from '../store/not-found.ts';
import { type Actor, scopeOf } from './actor.ts';

export interface FaxShareQuery {
  /** The person's first when none is named. */
  readonly departmentId?: string | undefined;
  /** Back from now. */
  readonly days: number;
}

export interface DepartmentShare {
  readonly department: { readonly id: string; readonly name: string };
  readonly share: FaxShare;
}

const dayMs = 24 * 60 * 60 * 1000;

/** How much of what a department sent went by fax, by recipient. @throws KuvertError `not-found` */
export const departmentShare =
  ({ database, clock }: { readonly database: Database; readonly clock: Clock }) =>
  (actor: Actor, { departmentId, days }: FaxShareQuery): Promise<DepartmentShare> =>
    database.transaction(async (transaction) => {
      const departments = await readDepartmentNames(transaction);
      const department = departments.find(({ id }) => (departmentId ?? id) === id);
      if (!department) throw notFound();
      const since = new Date(clock.now().getTime() - days * dayMs);
      return { department, share: await readFaxShare(transaction, department.id, since) };
    }, scopeOf(actor));
