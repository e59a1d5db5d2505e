import { asId, type DepartmentId, type PartnerFunctionId } from '@kuvert/shared/ids';
import type { Address, Assurance, PartnerChannel } from '@kuvert/shared/routing/address';
import type { DocumentKind, FaxPermission, RoutingRule } from '@kuvert/shared/routing/rules';

import type { Queryable } from '../postgres/database.ts';

/** A rule as it lies in the database. */
export interface StoredRule extends RoutingRule {
  readonly id: string;
  /** Of the department that it is for. */
  readonly departmentName: string | undefined;
}

/** Every rule that the caller may see, the most specific first. */
export const readRoutingRules = async (database: Queryable): Promise<readonly StoredRule[]> => {
  const { rows } = await database.query<{
    id: string;
    department_id: string | null;
    department_name: string | null;
    // the table's checks
    document_kind: DocumentKind | null;
    requires: Assurance;
    fax: FaxPermission;
  }>(
    `select r.id, r.department_id, d.name as department_name, r.document_kind, r.requires, r.fax
       from routing_rule r left join department d on d.id = r.department_id
      order by d.name nulls last, r.document_kind nulls last`,
  );
  return rows.map((row) => ({
    id: row.id,
    departmentId: row.department_id === null ? undefined : asId<'department'>(row.department_id),
    departmentName: row.department_name ?? undefined,
    documentKind: row.document_kind ?? undefined,
    requires: row.requires,
    fax: row.fax,
  }));
};

/**
 * Every address of whoever has a fax number.
 * @param number E.164
 */
export const readAddresses = async (
  database: Queryable,
  number: string,
): Promise<readonly Address[]> => {
  const { rows } = await database.query<{ id: DepartmentId; name: string }>(
    'select id, name from department_of_number($1)',
    [number],
  );
  const departments = rows.map(
    ({ id, name }) => ({ channel: 'department', departmentId: id, name }) as const,
  );
  const { rows: functions } = await database.query<{
    id: PartnerFunctionId;
    name: string;
    partner: string;
    // the function's own words
    channels: PartnerChannel[];
  }>('select id, name, partner, channels from partner_function_of_number($1)', [number]);
  const partners = functions.flatMap(({ id, name, partner, channels }) =>
    channels.map((channel) => ({ channel, functionId: id, name, partner })),
  );
  return [...departments, ...partners, { channel: 'fax', number }];
};
