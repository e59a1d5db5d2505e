import type { DepartmentId } from '@kuvert/shared/ids';
import type { MemberRole } from '@kuvert/shared/member-role';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';
import type { HouseDeps } from './departments.ts';

type Deps = Pick<HouseDeps, 'database' | 'clock'>;

/** A group of a directory that makes members of a department. */
export interface DepartmentGroup {
  /** Who knows the group, and the people in it. */
  readonly issuer: string;
  /** As the directory names it. */
  readonly name: string;
  readonly departmentId: DepartmentId;
}

/**
 * From now on whoever is in the group is a member, those who are known to be in it at once; a role that the group has there
 * already becomes another one.
 */
export const addGroup =
  ({ database, clock }: Deps) =>
  async ({ role, ...group }: DepartmentGroup & { readonly role: MemberRole }): Promise<void> => {
    const { issuer, name, departmentId } = group;
    if (name.trim() === '' || name.length > 200 || issuer.length > 500)
      throw new CommandError('usage-wrong', 'A group has a name or an id of 1 to 200 characters.');
    await database.transaction(async (transaction) => {
      await transaction.query(
        `insert into department_group (issuer, name, department_id, role, created_at) values ($1, $2, $3, $4, $5)
         on conflict (issuer, name, department_id) do update set role = excluded.role`,
        [issuer, name, departmentId, role, clock.now()],
      );
      await applyMapping(transaction, group, clock.now());
      await audit(transaction, 'department-group-added', {
        department: departmentId,
        detail: `${role} ${issuer} ${name}`,
      });
    });
  };

/**
 * From now on the group makes nobody a member there: whoever was by it alone isn't any more.
 * @throws CommandError `group-unknown`
 */
export const removeGroup =
  ({ database, clock }: Deps) =>
  (group: DepartmentGroup): Promise<void> =>
    database.transaction(async (transaction) => {
      const { issuer, name, departmentId } = group;
      const { rowCount } = await transaction.query(
        'delete from department_group where issuer = $1 and name = $2 and department_id = $3',
        [issuer, name, departmentId],
      );
      if (rowCount !== 1)
        throw new CommandError('group-unknown', 'That group makes nobody a member there.');
      await applyMapping(transaction, group, clock.now());
      await audit(transaction, 'department-group-removed', {
        department: departmentId,
        detail: `${issuer} ${name}`,
      });
    });

const applyMapping = async (
  transaction: Parameters<typeof audit>[0],
  { issuer, name, departmentId }: DepartmentGroup,
  at: Date,
): Promise<void> => {
  await transaction.query('select apply_mapping($1, $2, $3, $4)', [issuer, name, departmentId, at]);
};
