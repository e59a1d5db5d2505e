import type { Route } from '@kuvert/platform/http/route';

import type { Parts } from './assemble.ts';
import type { MailboxConfig } from './config.ts';
import { adminDepartmentRoutes } from './http/routes/admin/departments.ts';
import { adminNumberRoutes } from './http/routes/admin/numbers.ts';
import { adminPeopleRoutes } from './http/routes/admin/people.ts';
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

/** The pages for administrators, put together. */
export const assembleAdministration = (
  { country, login, card }: MailboxConfig,
  parts: Parts,
  desk: Desk,
): Route<undefined>[] => {
  const issuer = login?.issuer ?? card?.directory;
  const deps = { ...parts, country, issuer, timeZone: desk.timeZone };
  const adminDesk = { ...desk, administrationOf: whatTheyAdminister(deps) };
  return [
    ...adminDepartmentRoutes({
      ...adminDesk,
      country,
      list: administeredDepartments(deps),
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
    ...adminPeopleRoutes({
      ...adminDesk,
      country,
      search: searchPeople(deps),
      read: administeredPerson(deps),
    }),
  ];
};
