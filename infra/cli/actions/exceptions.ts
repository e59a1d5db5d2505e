import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import type { DepartmentId } from '@kuvert/shared/ids';
import { newId } from '@kuvert/shared/ids';

import { CommandError } from '../command-error.ts';
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
    const { rows } = await database.query<{ added: boolean }>(
      'select add_exception($1, $2, $3, $4, $5, $6, $7) as added',
      [id, departmentId, name, reason, demands, now, endsAt],
    );
    if (rows[0]?.added !== true)
      throw new CommandError(
        'name-taken',
        'The department has an exception of that name: end it first.',
      );
    return id;
  };

/**
 * Ends an exception before its time, or takes one that is over out of sight: its name is free again.
 * @throws CommandError `exception-unknown`
 */
export const endException =
  ({ database, clock }: Pick<HouseDeps, 'database' | 'clock'>) =>
  async (departmentId: DepartmentId, name: string): Promise<string> => {
    const { rows } = await database.query<{ id: string | null }>(
      'select end_exception($1, $2, $3) as id',
      [departmentId, name, clock.now()],
    );
    const id = rows[0]?.id;
    if (id == null)
      throw new CommandError(
        'exception-unknown',
        'The department has no exception of that name that has not been ended.',
      );
    return id;
  };
