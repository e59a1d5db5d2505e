import type { Route } from '@kuvert/platform/http/route';

import type { Parts } from './assemble.ts';
import { knownBy, type MailboxConfig } from './config.ts';
import { adminAnnouncementRoute } from './http/routes/admin/announcements.ts';
import { adminDepartmentRoutes } from './http/routes/admin/departments.ts';
import { adminNumberRoutes } from './http/routes/admin/numbers.ts';
import { adminPeopleRoutes } from './http/routes/admin/people.ts';
import {
  adminProviderRoutes,
  type AdminProviderRoutesDeps,
} from './http/routes/admin/providers.ts';
import { adminSessionRoutes } from './http/routes/admin/sessions.ts';
import type { Desk } from './http/routes/desk.ts';
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

/** The pages for administrators, put together. */
export const assembleAdministration = (
  config: MailboxConfig,
  parts: Parts,
  desk: Desk & Pick<AdminProviderRoutesDeps, 'sessionSeenOf'>,
): Route<undefined>[] => {
  const { country, session } = config;
  const deps = { ...parts, country, issuer: knownBy(config), timeZone: desk.timeZone };
  const adminDesk = {
    ...desk,
    administrationOf: whatTheyAdminister(deps),
    told: listHouseTold(deps),
  };
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
      search: searchPeople(deps),
    }),
    ...adminNumberRoutes({
      ...adminDesk,
      country,
      list: administeredDepartments(deps),
      change: changeNumber(deps),
    }),
    ...adminProviderRoutes({ ...adminDesk, country, read: providersSeen(deps) }),
    ...adminPeopleRoutes({
      ...adminDesk,
      country,
      search: searchPeople(deps),
      read: administeredPerson(deps),
      holders: listRoleHolders(deps),
      changeRole: changeHouseRole(deps),
    }),
    ...adminSessionRoutes({
      ...adminDesk,
      country,
      list: listHouseSessions({ ...parts, idleMs: session.idleMs }),
      search: searchPeople(deps),
      endAll: endAllSessions(deps),
    }),
    adminAnnouncementRoute({ ...adminDesk, see: markHouseTold(deps) }),
  ];
};
