import { newId, type DepartmentId } from '@kuvert/shared/ids';
import type { Assurance } from '@kuvert/shared/routing/address';
import type { DocumentKind, FaxPermission, RoutingRule } from '@kuvert/shared/routing/rules';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';
import type { HouseDeps } from './departments.ts';

/** A rule as it is asked for: what isn't said is every one, or the weakest. */
export interface NewRule {
  readonly departmentId: DepartmentId | undefined;
  readonly documentKind: DocumentKind | undefined;
  readonly requires: Assurance;
  readonly fax: FaxPermission;
}

/**
 * Adds a rule; one for the same department and kind of document must be removed first.
 * @returns its id
 * @throws CommandError `usage-wrong`, `rule-exists`
 */
export const addRule =
  ({ database, clock, randomness }: HouseDeps) =>
  (rule: NewRule): Promise<string> => {
    if (rule.requires !== 'open' && rule.fax !== 'never')
      throw new CommandError('usage-wrong', 'Fax makes sure of nothing: use --fax never.');
    const id = newId<'routing-rule'>(randomness);
    return database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        `insert into routing_rule (id, department_id, document_kind, requires, fax, created_at)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
        [
          id,
          rule.departmentId ?? null,
          rule.documentKind ?? null,
          rule.requires,
          rule.fax,
          clock.now(),
        ],
      );
      if (rowCount !== 1)
        throw new CommandError(
          'rule-exists',
          'There is a rule for these already: remove it first.',
        );
      await auditRule(transaction, 'routing-rule-added', rule, id);
      return id;
    });
  };

/**
 * Takes a rule away: the next less specific one counts.
 * @throws CommandError `rule-unknown`
 */
export const removeRule =
  ({ database }: Pick<HouseDeps, 'database'>) =>
  (id: string): Promise<void> =>
    database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{
        departmentId: DepartmentId | null;
        documentKind: DocumentKind | null;
        requires: Assurance;
        fax: FaxPermission;
      }>(
        `delete from routing_rule where id = $1
         returning department_id as "departmentId", document_kind as "documentKind", requires, fax`,
        [id],
      );
      const rule = rows[0];
      if (!rule) throw new CommandError('rule-unknown', 'No rule has that id.');
      await auditRule(
        transaction,
        'routing-rule-removed',
        {
          ...rule,
          departmentId: rule.departmentId ?? undefined,
          documentKind: rule.documentKind ?? undefined,
        },
        id,
      );
    });

const auditRule = (
  transaction: Parameters<typeof audit>[0],
  action: string,
  { departmentId, documentKind, requires, fax }: RoutingRule,
  id: string,
): Promise<void> =>
  audit(transaction, action, {
    ...(departmentId === undefined ? {} : { department: departmentId }),
    detail: `rule ${id} ${documentKind ?? 'every document'} requires ${requires} fax ${fax}`,
  });
