import { z } from 'zod';

import type { AdministeredPerson, HouseRoleHolder, Said } from '#web/admin/administered';
import type { SearchedPeople } from '#web/admin/members-part';
import { peoplePage, personPage } from '#web/admin/people-page';
import { defineRoute, type Route } from '@kuvert/platform/http/route';

import { notFound } from '../../../store/not-found.ts';
import type { Country } from '../../../store/summary.ts';
import type { Actor } from '../../../use-cases/actor.ts';
import type { RoleChange } from '../../../use-cases/administration/house-roles.ts';
import { plainAnswer } from '../../pages.ts';
import { formFields } from '../desk.ts';
import { asAdministrator, type AdministrationDesk } from './admin-desk.ts';
import { HouseRoleForm, SearchText } from './forms.ts';

export interface AdminPeopleRoutesDeps extends AdministrationDesk {
  readonly country: Country;
  readonly search: (actor: Actor, text: string) => Promise<SearchedPeople['found']>;
  readonly read: (actor: Actor, id: string) => Promise<AdministeredPerson | undefined>;
  readonly holders: (actor: Actor) => Promise<readonly HouseRoleHolder[]>;
  readonly changeRole: (
    actor: Actor,
    change: RoleChange,
  ) => Promise<{ readonly said: Said; readonly person: AdministeredPerson }>;
}

const success = { status: 200, description: 'the page', contentType: 'text/html' };

/** People, for who looks after the house. Whom one looks for goes in the body, never in an address. */
export const adminPeopleRoutes = (deps: AdminPeopleRoutesDeps): Route<undefined>[] => {
  const route = defineRoute<undefined>();
  const shown = () => ({ now: deps.clock.now(), country: deps.country });
  return [
    route({
      method: 'get',
      path: '/admin/people',
      summary: 'Where one looks for somebody',
      accepts: {},
      success,
      problems: ['path-unknown'],
      handle: (_input, _context, { request }) =>
        asAdministrator(deps, request, 'house', async ({ session, desk }) =>
          plainAnswer(peoplePage({ ...desk, ...shown(), holders: await deps.holders(session) })),
        ),
    }),
    route({
      method: 'post',
      path: '/admin/people',
      summary: 'People by a part of their name, or by their whole identity',
      accepts: {},
      success,
      problems: ['path-unknown', 'csrf-token-wrong', 'rate-limited'],
      handle: (_input, _context, { request }) =>
        asAdministrator(deps, request, 'house', async ({ session, desk }) => {
          const { data: text } = SearchText.safeParse(formFields(deps, request, session)['text']);
          const holders = await deps.holders(session);
          if (text === undefined) return plainAnswer(peoplePage({ ...desk, ...shown(), holders }));
          const searched = { text, found: await deps.search(session, text) };
          return plainAnswer(peoplePage({ ...desk, ...shown(), holders, searched }));
        }),
    }),
    route({
      method: 'get',
      path: '/admin/people/:id',
      summary: 'Somebody: memberships, roles, last login',
      accepts: { params: z.object({ id: z.uuid() }) },
      success,
      problems: ['path-unknown', 'not-found'],
      handle: ({ params: { id } }, _context, { request }) =>
        asAdministrator(deps, request, 'house', async ({ session, desk }) => {
          const person = await deps.read(session, id);
          if (!person) throw notFound();
          return plainAnswer(personPage({ ...desk, ...shown(), person, personId: session.person }));
        }),
    }),
    route({
      method: 'post',
      path: '/admin/people/:id',
      summary: 'Gives somebody a role in the house, or takes it back; audited, and told to others',
      accepts: { params: z.object({ id: z.uuid() }) },
      success,
      problems: ['path-unknown', 'not-found', 'csrf-token-wrong', 'audit-not-written'],
      handle: ({ params: { id } }, _context, { request }) =>
        asAdministrator(deps, request, 'house', async ({ session, desk }) => {
          const { data } = HouseRoleForm.safeParse(formFields(deps, request, session));
          if (!data) throw notFound();
          const { said, person } = await deps.changeRole(session, { ...data, personId: id });
          return plainAnswer(
            personPage({ ...desk, ...shown(), person, personId: session.person, said }),
          );
        }),
    }),
  ];
};
