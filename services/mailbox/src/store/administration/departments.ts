import type { Transaction } from '@kuvert/platform/postgres/database';

import type {
  AdministeredDepartment,
  AdministeredException,
  AdministeredMember,
} from '#web/admin/administered';

/** Those that the person looks after. */
export const readAdministeredDepartments = async (
  transaction: Transaction,
): Promise<readonly AdministeredDepartment[]> => {
  const { rows } = await transaction.query<AdministeredDepartment>(
    `select id, name, unassigned, demands, least_demands as "leastDemands", numbers, members, handlers, administrators,
            opened_by as "openedBy", seen, last_received_at as "lastReceivedAt", untaken,
            closed_down_at as "closedDownAt", closed_until as "closedUntil", addresses
       from admin_departments()`,
  );
  return rows;
};

/** By name; nobody of a department that the person doesn't look after. */
export const readAdministeredMembers = async (
  transaction: Transaction,
  departmentId: string,
): Promise<readonly AdministeredMember[]> => {
  const { rows } = await transaction.query<AdministeredMember>(
    `select person_id as id, name, subject, role, origin, since, seen_at as "seenAt", left_at as "leftAt"
       from admin_members($1)`,
    [departmentId],
  );
  return rows;
};

/** That have not been ended, those that end first before. */
export const readExceptions = async (
  transaction: Transaction,
  departmentId: string,
): Promise<readonly AdministeredException[]> => {
  const { rows } = await transaction.query<AdministeredException>(
    `select name, reason, demands, created_at as "createdAt", ends_at as "endsAt" from admin_exceptions($1)`,
    [departmentId],
  );
  return rows;
};
