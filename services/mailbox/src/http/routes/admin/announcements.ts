import { z } from 'zod';

import { defineRoute, type Route } from '@kuvert/platform/http/route';

import type { Actor } from '../../../use-cases/actor.ts';
import { formFields } from '../desk.ts';
import { asAdministrator, type AdministrationDesk } from './admin-desk.ts';

export interface AdminAnnouncementRouteDeps extends AdministrationDesk {
  readonly see: (actor: Actor, id: string) => Promise<boolean>;
}

const Form = z.object({ id: z.uuid() });

/** What others did to the house's roles stands above every page of administration, until one says that one has seen it. */
export const adminAnnouncementRoute = (deps: AdminAnnouncementRouteDeps): Route<undefined> =>
  defineRoute<undefined>()({
    method: 'post',
    path: '/admin/announcements',
    summary: 'One has seen what others did to the house’s roles; audited',
    accepts: {},
    success: { status: 303, description: 'back to administration' },
    problems: ['path-unknown', 'csrf-token-wrong', 'audit-not-written'],
    handle: (_input, _context, { request }) =>
      asAdministrator(deps, request, 'house', async ({ session }) => {
        const { data } = Form.safeParse(formFields(deps, request, session));
        if (data) await deps.see(session, data.id);
        return { kind: 'redirect', to: '/admin' };
      }),
  });
