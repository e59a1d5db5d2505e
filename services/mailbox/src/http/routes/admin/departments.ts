import type { Request } from 'express';
import { z } from 'zod';

import type { AdministeredDepartment, DepartmentWithMembers, Said } from '#web/admin/administered';
import { closeDepartmentPage } from '#web/admin/close-department-page';
import { departmentPage } from '#web/admin/department-page';
import { departmentsPage, type NewDepartment } from '#web/admin/departments-page';
import type { SearchedPeople } from '#web/admin/members-part';
import { defineRoute, type Answer, type Route } from '@kuvert/platform/http/route';
import type { JudgedProvider } from '@kuvert/shared/providers/advice';

import type { Administration } from '../../../store/administration/scope.ts';
import type { Country } from '../../../store/summary.ts';
import type { Actor } from '../../../use-cases/actor.ts';
import type { DepartmentChange } from '../../../use-cases/administration/change-department.ts';
import type { MemberChange } from '../../../use-cases/administration/change-members.ts';
import { plainAnswer } from '../../pages.ts';
import { formFields } from '../desk.ts';
import { asAdministrator, type AdministrationDesk, type Administrator } from './admin-desk.ts';
import { DepartmentForm, DepartmentName } from './forms.ts';

export interface AdminDepartmentRoutesDeps extends AdministrationDesk {
  readonly country: Country;
  readonly list: (actor: Actor) => Promise<readonly AdministeredDepartment[]>;
  /** What the house leans on and is down; nothing for who looks after departments alone. */
  readonly down: (actor: Actor) => Promise<readonly JudgedProvider[]>;
  readonly read: (actor: Actor, id: string) => Promise<DepartmentWithMembers>;
  /** Its id; undefined: the name is taken. */
  readonly add: (actor: Actor, name: string) => Promise<string | undefined>;
  readonly change: (
    actor: Actor,
    scope: Administration['scope'],
    id: string,
    change: DepartmentChange,
  ) => Promise<Said>;
  readonly changeMember: (actor: Actor, id: string, change: MemberChange) => Promise<Said>;
  readonly search: (actor: Actor, text: string) => Promise<SearchedPeople['found']>;
}

const params = z.object({ id: z.uuid() });
const success = { status: 200, description: 'the page', contentType: 'text/html' };
const changing = [
  'path-unknown',
  'not-found',
  'csrf-token-wrong',
  'audit-not-written',
  'rate-limited',
] as const;

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
        asAdministrator(deps, request, 'departments', (administrator) =>
          showList(deps, administrator),
        ),
    });
  return [
    list('/admin', 'Administration, for administrators; without a session, to the login'),
    list('/admin/departments', 'The departments that one looks after'),
    route({
      method: 'post',
      path: '/admin/departments',
      summary: 'Adds a department with its key; audited',
      accepts: {},
      success,
      problems: changing,
      handle: (_input, _context, { request }) =>
        asAdministrator(deps, request, 'house', (administrator) =>
          add(deps, request, administrator),
        ),
    }),
    route({
      method: 'get',
      path: '/admin/departments/:id',
      summary: 'A department that one looks after, with its members',
      accepts: { params },
      success,
      problems: ['path-unknown', 'not-found'],
      handle: ({ params: { id } }, _context, { request }) =>
        asAdministrator(deps, request, 'departments', (administrator) =>
          show(deps, administrator, id),
        ),
    }),
    route({
      method: 'get',
      path: '/admin/departments/:id/close',
      summary: 'What closing a department down means, what is in the way, and the way to do it',
      accepts: { params },
      success,
      problems: ['path-unknown', 'not-found'],
      handle: ({ params: { id } }, _context, { request }) =>
        asAdministrator(deps, request, 'house', async ({ session, desk }) => {
          const { department } = await deps.read(session, id);
          const departments = await deps.list(session);
          return plainAnswer(
            closeDepartmentPage({ ...desk, country: deps.country, department, departments }),
          );
        }),
    }),
    route({
      method: 'post',
      path: '/admin/departments/:id',
      summary: 'Changes a department or its members, by what the form `does`; audited',
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

const showList = async (
  deps: AdminDepartmentRoutesDeps,
  { session, desk }: Administrator,
  more: { readonly said?: Said; readonly isNew?: NewDepartment } = {},
): Promise<Answer> =>
  plainAnswer(
    departmentsPage({
      ...desk,
      now: deps.clock.now(),
      country: deps.country,
      departments: await deps.list(session),
      down: desk.scope === 'house' ? await deps.down(session) : [],
      ...more,
    }),
  );

const add = async (
  deps: AdminDepartmentRoutesDeps,
  request: Request,
  administrator: Administrator,
): Promise<Answer> => {
  const { data: name } = DepartmentName.safeParse(
    formFields(deps, request, administrator.session)['name'],
  );
  if (name === undefined) return showList(deps, administrator, { said: { what: 'form' } });
  const id = await deps.add(administrator.session, name);
  if (id === undefined)
    return showList(deps, administrator, {
      said: { what: 'name-taken', about: name },
      isNew: { name },
    });
  return show(deps, administrator, id, { said: { what: 'department-added', about: name } });
};

const show = async (
  deps: AdminDepartmentRoutesDeps,
  { session, desk }: Administrator,
  id: string,
  more: { readonly said?: Said; readonly searched?: SearchedPeople } = {},
): Promise<Answer> =>
  plainAnswer(
    departmentPage({
      ...desk,
      now: deps.clock.now(),
      country: deps.country,
      personId: session.person,
      ...(await deps.read(session, id)),
      ...more,
    }),
  );

const change = async (
  deps: AdminDepartmentRoutesDeps,
  request: Request,
  administrator: Administrator,
  id: string,
): Promise<Answer> => {
  const { session, scope } = administrator;
  const { data: asked } = DepartmentForm.safeParse(formFields(deps, request, session));
  if (!asked) return show(deps, administrator, id, { said: { what: 'form' } });
  switch (asked.does) {
    case 'find': {
      const found = await deps.search(session, asked.text);
      return show(deps, administrator, id, { searched: { text: asked.text, found } });
    }
    case 'add':
    case 'restore':
    case 'role':
    case 'make-known':
      return show(deps, administrator, id, {
        said: await deps.changeMember(session, id, memberChange(asked)),
      });
    case 'rename':
    case 'demand':
    case 'number-add':
    case 'number-remove':
    case 'exception-add':
    case 'exception-end':
    case 'closed-until':
    case 'close':
    case 'reopen':
      return show(deps, administrator, id, { said: await deps.change(session, scope, id, asked) });
  }
};

type MemberForm = Extract<
  z.infer<typeof DepartmentForm>,
  { does: 'add' | 'restore' | 'role' | 'make-known' }
>;

const memberChange = (asked: MemberForm): MemberChange => {
  if (asked.does === 'make-known') return asked;
  const { does, person: personId, role, remove } = asked;
  return does === 'role' && remove !== undefined
    ? { does: 'remove', personId }
    : { does, personId, role };
};
