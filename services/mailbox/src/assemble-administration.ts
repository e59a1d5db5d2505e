import type { Route } from '@kuvert/platform/http/route';

import type { Parts } from './assemble.ts';
import type { MailboxConfig } from './config.ts';
import { adminDepartmentRoutes } from './http/routes/admin/departments.ts';
import type { Desk } from './http/routes/desk.ts';
import {
  administeredDepartment,
  administeredDepartments,
  whatTheyAdminister,
} from './use-cases/administration/departments.ts';

/** The pages for administrators, put together. */
export const assembleAdministration = (
  { country }: MailboxConfig,
  parts: Parts,
  desk: Desk,
): Route<undefined>[] => {
  const deps = { ...parts, country };
  const adminDesk = { ...desk, administrationOf: whatTheyAdminister(deps) };
  return [
    ...adminDepartmentRoutes({
      ...adminDesk,
      country,
      list: administeredDepartments(deps),
      read: administeredDepartment(deps),
    }),
  ];
};
