import type { Request } from 'express';
import { z } from 'zod';

import type { JunkSendersOf, Said } from '#web/admin/administered';
import { junkPage } from '#web/admin/junk-page';
import { defineRoute, type Answer, type Route } from '@kuvert/platform/http/route';

import type { Country } from '../../../store/summary.ts';
import type { Actor } from '../../../use-cases/actor.ts';
import type { JunkChange } from '../../../use-cases/administration/junk-senders.ts';
import { plainAnswer } from '../../pages.ts';
import { formFields } from '../desk.ts';
import { asAdministrator, type AdministrationDesk, type Administrator } from './admin-desk.ts';
import { JunkForm } from './forms.ts';

export interface AdminJunkRoutesDeps extends AdministrationDesk {
  readonly country: Country;
  /** Of a department, or of the house where it is null. */
  readonly read: (actor: Actor, departmentId: string | null) => Promise<JunkSendersOf>;
  readonly change: (actor: Actor, departmentId: string | null, change: JunkChange) => Promise<Said>;
}

const params = z.object({ id: z.uuid() });
const success = { status: 200, description: 'the page', contentType: 'text/html' };
const changing = ['path-unknown', 'not-found', 'csrf-token-wrong', 'audit-not-written'] as const;

/** Numbers whose faxes are set aside: the house's, and a department's own. */
export const adminJunkRoutes = (deps: AdminJunkRoutesDeps): Route<undefined>[] => {
  const route = defineRoute<undefined>();
  return [
    route({
      method: 'get',
      path: '/admin/junk',
      summary: 'Junk senders of the whole house',
      accepts: {},
      success,
      problems: ['path-unknown'],
      handle: (_input, _context, { request }) =>
        asAdministrator(deps, request, 'house', (administrator) => show(deps, administrator, null)),
    }),
    route({
      method: 'post',
      path: '/admin/junk',
      summary: 'Puts a number among them, or takes it away, by what the form `does`; audited',
      accepts: {},
      success,
      problems: changing,
      handle: (_input, _context, { request }) =>
        asAdministrator(deps, request, 'house', (administrator) =>
          change(deps, request, administrator, null),
        ),
    }),
    route({
      method: 'get',
      path: '/admin/departments/:id/junk',
      summary: 'Junk senders of a department that one looks after',
      accepts: { params },
      success,
      problems: ['path-unknown', 'not-found'],
      handle: ({ params: { id } }, _context, { request }) =>
        asAdministrator(deps, request, 'departments', (administrator) =>
          show(deps, administrator, id),
        ),
    }),
    route({
      method: 'post',
      path: '/admin/departments/:id/junk',
      summary: 'Puts a number among them, or takes it away, by what the form `does`; audited',
      accepts: { params },
      success,
      problems: changing,
      handle: ({ params: { id } }, _context, { request }) =>
        asAdministrator(deps, request, 'departments', (administrator) =>
          change(deps, request, administrator, id),
        ),
    }),
  ];
};

const show = async (
  deps: AdminJunkRoutesDeps,
  { session, desk }: Administrator,
  departmentId: string | null,
  said?: Said,
): Promise<Answer> =>
  plainAnswer(
    junkPage({
      ...desk,
      now: deps.clock.now(),
      country: deps.country,
      ...(await deps.read(session, departmentId)),
      said,
    }),
  );

const change = async (
  deps: AdminJunkRoutesDeps,
  request: Request,
  administrator: Administrator,
  departmentId: string | null,
): Promise<Answer> => {
  const { session } = administrator;
  const { data: asked } = JunkForm.safeParse(formFields(deps, request, session));
  const said: Said = asked ? await deps.change(session, departmentId, asked) : { what: 'form' };
  return show(deps, administrator, departmentId, said);
};
