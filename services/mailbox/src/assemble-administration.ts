import type { Route } from '@kuvert/platform/http/route';
import { createSharedLimit } from '@kuvert/platform/limits/shared-limit';

import type { Parts } from './assemble.ts';
import { knownBy, type MailboxConfig } from './config.ts';
import { adminAnnouncementRoute } from './http/routes/admin/announcements.ts';
import { adminDepartmentRoutes } from './http/routes/admin/departments.ts';
import { adminJunkRoutes } from './http/routes/admin/junk.ts';
import { adminNumberRoutes } from './http/routes/admin/numbers.ts';
import { adminPeopleRoutes } from './http/routes/admin/people.ts';
import {
  adminProviderRoutes,
  type AdminProviderRoutesDeps,
} from './http/routes/admin/providers.ts';
import { adminSessionRoutes } from './http/routes/admin/sessions.ts';
import type { Desk } from './http/routes/desk.ts';
import { sessionsRoutes, type SessionsRoutesDeps } from './http/routes/sessions.ts';
import { addDepartment } from './use-cases/administration/add-department.ts';
import { changeDepartment, changeNumber } from './use-cases/administration/change-department.ts';
import { changeMember, searchPeople } from './use-cases/administration/change-members.ts';
import {
  administeredDepartment,
  administeredDepartments,
  administeredPerson,
  whatTheyAdminister,
} from './use-cases/administration/departments.ts';
import {
  changeHouseRole,
  listHouseTold,
  listRoleHolders,
  markHouseTold,
} from './use-cases/administration/house-roles.ts';
import { providersDown, providersSeen } from './use-cases/administration/providers.ts';
import { endAllSessions, listHouseSessions } from './use-cases/administration/house-sessions.ts';
import { lookUpsAtMost } from './use-cases/look-ups.ts';

import { changeJunkSenders, junkSenders } from './use-cases/administration/junk-senders.ts';

/** The pages for administrators, put together. */
export const assembleAdministration = (
  config: MailboxConfig,
  parts: Parts,
  {
    sessions,
    ...desk
  }: Desk &
    Pick<AdminProviderRoutesDeps, 'sessionSeenOf'> & {
      readonly sessions: Pick<SessionsRoutesDeps, 'read' | 'end'>;
    },
): Route<undefined>[] => {
  const { country, session } = config;
  const deps = { ...parts, country, issuer: knownBy(config), timeZone: desk.timeZone };
  const adminDesk = {
    ...desk,
    administrationOf: whatTheyAdminister(deps),
    told: listHouseTold(deps),
  };
  const limit = createSharedLimit(parts, { what: 'people', ...lookUpsAtMost });
  const search = searchPeople({ ...parts, limit });
  return [
    ...adminDepartmentRoutes({
      ...adminDesk,
      country,
      list: administeredDepartments(deps),
      down: providersDown(deps),
      read: administeredDepartment(deps),
      add: addDepartment(deps),
      change: changeDepartment(deps),
      changeMember: changeMember(deps),
      search,
    }),
    ...adminNumberRoutes({
      ...adminDesk,
      country,
      list: administeredDepartments(deps),
      change: changeNumber(deps),
    }),
    ...adminProviderRoutes({ ...adminDesk, country, read: providersSeen(deps) }),
    ...adminJunkRoutes({
      ...adminDesk,
      country: deps.country,
      read: junkSenders(deps),
      change: changeJunkSenders(deps),
    }),
    ...adminPeopleRoutes({
      ...adminDesk,
      country,
      search,
      read: administeredPerson(deps),
      holders: listRoleHolders(deps),
      changeRole: changeHouseRole(deps),
    }),
    ...adminSessionRoutes({
      ...adminDesk,
      country,
      list: listHouseSessions({ ...parts, idleMs: session.idleMs }),
      search,
      endAll: endAllSessions(deps),
    }),
    ...sessionsRoutes({ ...adminDesk, ...sessions }),
    adminAnnouncementRoute({ ...adminDesk, see: markHouseTold(deps) }),
  ];
};
