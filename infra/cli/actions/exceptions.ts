import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import type { DepartmentId } from '@kuvert/shared/ids';
import { newId } from '@kuvert/shared/ids';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';
import type { HouseDeps } from './departments.ts';

/** An exception that goes on for ever is none. */
const longestDays = 366;
const dayMs = 24 * 60 * 60 * 1000;

export interface NewException {
  readonly departmentId: DepartmentId;
  readonly name: string;
  readonly reason: string;
  /** What is demanded meanwhile; null: any login. */
  readonly demands: LevelOfAssurance | null;
  readonly endsAt: Date;
}

/**
 * Until its end a department demands less of its members; partners in the room are not meant.
 * @throws CommandError `usage-wrong`, `name-taken`
 */
export const addException =
  ({ database, clock, randomness }: HouseDeps) =>
  async (exception: NewException): Promise<string> => {
    const { departmentId, name, reason, demands, endsAt } = exception;
    const now = clock.now();
    if (name.length > 100 || reason.trim() === '' || reason.length > 500)
      throw new CommandError(
        'usage-wrong',
        'A name has 1 to 100 characters, a reason 1 to 500: who asks later finds them in the audit log.',
      );
    const lasts = endsAt.getTime() - now.getTime();
    if (lasts <= 0 || lasts > longestDays * dayMs)
      throw new CommandError('usage-wrong', 'An exception ends within a year from now.');
    const id = newId<'department-exception'>(randomness);
    await database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        `insert into department_exception (id, department_id, name, reason, demands, created_at, ends_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
        [id, departmentId, name, reason, demands, now, endsAt],
      );
      if (rowCount !== 1)
        throw new CommandError(
          'name-taken',
          'The department has an exception of that name: end it first.',
        );
      await audit(transaction, 'department-exception-added', {
        department: departmentId,
        detail: `${id} ${demands ?? 'any'} until ${endsAt.toISOString()} ${name}: ${reason}`,
      });
    });
    return id;
  };

/**
 * Ends an exception before its time, or takes one that is over out of sight: its name is free again.
 * @throws CommandError `exception-unknown`
 */
export const endException =
  ({ database, clock }: Pick<HouseDeps, 'database' | 'clock'>) =>
  (departmentId: DepartmentId, name: string): Promise<string> =>
    database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ id: string }>(
        `update department_exception set ended_at = greatest($3, created_at)
          where department_id = $1 and name = $2 and ended_at is null returning id`,
        [departmentId, name, clock.now()],
      );
      const [ended] = rows;
      if (!ended)
        throw new CommandError(
          'exception-unknown',
          'The department has no exception of that name that has not been ended.',
        );
      await audit(transaction, 'department-exception-ended', {
        department: departmentId,
        detail: ended.id,
      });
      return ended.id;
    });
