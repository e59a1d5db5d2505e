import type { DepartmentId, PersonId } from '@kuvert/shared/ids';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';
import type { HouseDeps } from './departments.ts';

type Deps = Pick<HouseDeps, 'database' | 'clock'>;

/**
 * Somebody leaves: nothing opens for them any more, their sessions end on every replica, and what they had taken is new again.
 * @throws CommandError `person-deactivated`
 */
export const deactivatePerson =
  ({ database, clock }: Deps) =>
  async (personId: PersonId): Promise<void> => {
    const { rows } = await database.query<{ done: boolean }>(
      'select deactivate_person($1, null, $2) as done',
      [personId, clock.now()],
    );
    if (rows[0]?.done !== true)
      throw new CommandError('person-deactivated', 'That person is deactivated already.');
  };

/**
 * They are back: what they are a member of opens again at their next login.
 * @throws CommandError `person-active`
 */
export const activatePerson =
  ({ database }: Pick<Deps, 'database'>) =>
  async (personId: PersonId): Promise<void> => {
    const { rows } = await database.query<{ done: boolean }>(
      'select activate_person($1, null) as done',
      [personId],
    );
    if (rows[0]?.done !== true)
      throw new CommandError('person-active', 'That person is not deactivated.');
  };

/**
 * Gives one's drafts in a department to a colleague there, who sees them as their own from then on; how many there were.
 * What waited for approval is a draft again: it was the other's question.
 * @throws CommandError `member-unknown` when the colleague isn't somebody who may send there
 */
export const handOverDrafts =
  ({ database, clock }: Deps) =>
  ({
    personId,
    departmentId,
    toId,
  }: {
    readonly personId: PersonId;
    readonly departmentId: DepartmentId;
    readonly toId: PersonId;
  }): Promise<number> =>
    database.transaction(async (transaction) => {
      const { rowCount: mayHave } = await transaction.query(
        `select from membership m join person p on p.id = m.person_id and p.deactivated_at is null
          where m.person_id = $1 and m.department_id = $2 and m.role <> 'reader'`,
        [toId, departmentId],
      );
      if (mayHave !== 1)
        throw new CommandError(
          'member-unknown',
          'Drafts go to a member of the department who may send there.',
        );
      await transaction.query(
        `update approval set state = 'taken-back', ended_by = asked_by, ended_at = $3
          where state = 'waiting' and asked_by = $1 and department_id = $2`,
        [personId, departmentId, clock.now()],
      );
      const { rows } = await transaction.query<{ id: string }>(
        `update send_order set created_by = $3
          where created_by = $1 and department_id = $2 and stage = 'draft' returning id`,
        [personId, departmentId, toId],
      );
      for (const { id } of rows)
        await audit(transaction, 'draft-handed-over', {
          department: departmentId,
          detail: `${personId} ${toId} sending ${id}`,
        });
      return rows.length;
    });
