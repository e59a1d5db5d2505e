import type { AdministeredDepartment, Said } from '#web/admin/administered';
import { numbersPage } from '#web/admin/numbers-page';
import { defineRoute, type Answer, type Route } from '@kuvert/platform/http/route';

import type { Country } from '../../../store/summary.ts';
import type { Actor } from '../../../use-cases/actor.ts';
import type { NumberChange } from '../../../use-cases/administration/change-department.ts';
import { plainAnswer } from '../../pages.ts';
import { formFields } from '../desk.ts';
import { asAdministrator, type AdministrationDesk, type Administrator } from './admin-desk.ts';
import { NumberForm } from './forms.ts';

export interface AdminNumberRoutesDeps extends AdministrationDesk {
  readonly country: Country;
  readonly list: (actor: Actor) => Promise<readonly AdministeredDepartment[]>;
  readonly change: (actor: Actor, change: NumberChange) => Promise<Said>;
}

const success = { status: 200, description: 'the page', contentType: 'text/html' };

/** Fax numbers, for who looks after the house. */
export const adminNumberRoutes = (deps: AdminNumberRoutesDeps): Route<undefined>[] => {
  const route = defineRoute<undefined>();
  return [
    route({
      method: 'get',
      path: '/admin/numbers',
      summary: 'Fax numbers, and where each leads',
      accepts: {},
      success,
      problems: ['path-unknown'],
      handle: (_input, _context, { request }) =>
        asAdministrator(deps, request, 'house', (administrator) => show(deps, administrator)),
    }),
    route({
      method: 'post',
      path: '/admin/numbers',
      summary: 'Leads a number to a department, or to none; audited',
      accepts: {},
      success,
      problems: ['path-unknown', 'not-found', 'csrf-token-wrong', 'audit-not-written'],
      handle: (_input, _context, { request }) =>
        asAdministrator(deps, request, 'house', async (administrator) => {
          const { session } = administrator;
          const { data: asked } = NumberForm.safeParse(formFields(deps, request, session));
          if (!asked) return show(deps, administrator, { what: 'form' });
          const { number, department, remove } = asked;
          const departmentId = remove === undefined ? department : null;
          return show(deps, administrator, await deps.change(session, { number, departmentId }));
        }),
    }),
  ];
};

const show = async (
  deps: AdminNumberRoutesDeps,
  { session, desk }: Administrator,
  said?: Said,
): Promise<Answer> =>
  plainAnswer(
    numbersPage({
      ...desk,
      now: deps.clock.now(),
      country: deps.country,
      departments: await deps.list(session),
      said,
    }),
  );
