import { z } from 'zod';

import type { AdministeredDepartment } from '#web/admin/administered';
import { departmentsPage } from '#web/admin/departments-page';
import { departmentPage } from '#web/admin/department-page';
import { defineRoute, type Route } from '@kuvert/platform/http/route';

import type { Country } from '../../../store/summary.ts';
import type { Actor } from '../../../use-cases/actor.ts';
import type { DepartmentWithMembers } from '../../../use-cases/administration/departments.ts';
import { plainAnswer } from '../../pages.ts';
import { asAdministrator, type AdministrationDesk } from './admin-desk.ts';

export interface AdminDepartmentRoutesDeps extends AdministrationDesk {
  readonly country: Country;
  readonly list: (actor: Actor) => Promise<readonly AdministeredDepartment[]>;
  readonly read: (actor: Actor, id: string) => Promise<DepartmentWithMembers>;
}

const params = z.object({ id: z.uuid() });
const success = { status: 200, description: 'the page', contentType: 'text/html' };

/** Departments for who looks after them: pages that work without a script. */
export const adminDepartmentRoutes = (deps: AdminDepartmentRoutesDeps): Route<undefined>[] => {
  const route = defineRoute<undefined>();
  const list = (path: string, summary: string): Route<undefined> =>
    route({
      method: 'get',
      path,
      summary,
      accepts: {},
      success,
      problems: ['path-unknown'],
      handle: (_input, _context, { request }) =>
        asAdministrator(deps, request, 'departments', async ({ session, desk }) =>
          plainAnswer(
            departmentsPage({
              ...desk,
              now: deps.clock.now(),
              country: deps.country,
              departments: await deps.list(session),
            }),
          ),
        ),
    });
  return [
    list('/admin', 'Administration, for administrators; without a session, to the login'),
    list('/admin/departments', 'The departments that one looks after'),
    route({
      method: 'get',
      path: '/admin/departments/:id',
      summary: 'A department that one looks after, with its members',
      accepts: { params },
      success,
      problems: ['path-unknown', 'not-found'],
      handle: ({ params: { id } }, _context, { request }) =>
        asAdministrator(deps, request, 'departments', async ({ session, desk }) =>
          plainAnswer(
            departmentPage({
              ...desk,
              now: deps.clock.now(),
              country: deps.country,
              ...(await deps.read(session, id)),
            }),
          ),
        ),
    }),
  ];
};
