import { newId, type DepartmentId } from '@kuvert/shared/ids';

import { CommandError } from '../command-error.ts';
import { normalise, type HouseDeps } from './departments.ts';

const refusals: Readonly<Record<string, string>> = {
  already: 'It is on that list, or on the house’s, already.',
  own: 'It is a fax number of this house.',
  verified: 'It is a verified contact’s number: its faxes are never junk.',
  full: 'The list is full: a thousand numbers.',
};

/**
 * From now on faxes from the number are set aside in a department, or in all where it is null. Gives the number in E.164.
 * @throws CommandError `usage-wrong`, `number-invalid`, `junk-sender-refused`
 */
export const addJunkSender =
  ({ database, clock, randomness }: HouseDeps) =>
  async (input: {
    readonly departmentId: DepartmentId | null;
    readonly number: string;
    readonly reason: string;
  }): Promise<string> => {
    const number = normalise(input.number);
    if (input.reason.trim() === '' || input.reason.length > 500)
      throw new CommandError('usage-wrong', 'A reason has 1 to 500 characters.');
    const { rows } = await database.query<{ outcome: string }>(
      'select add_junk_sender($1, $2, $3, $4, $5) as outcome',
      [newId<'junk-sender'>(randomness), input.departmentId, number, input.reason, clock.now()],
    );
    const refusal = refusals[rows[0]?.outcome ?? ''];
    if (refusal !== undefined) throw new CommandError('junk-sender-refused', refusal);
    return number;
  };

/**
 * Faxes from the number come as all others again; what was set aside stays there.
 * @throws CommandError `number-invalid`, `junk-sender-unknown`
 */
export const removeJunkSender =
  ({ database }: Pick<HouseDeps, 'database'>) =>
  async (input: {
    readonly departmentId: DepartmentId | null;
    readonly number: string;
  }): Promise<string> => {
    const number = normalise(input.number);
    const { rows } = await database.query<{ removed: boolean }>(
      'select remove_junk_sender($1, $2) as removed',
      [input.departmentId, number],
    );
    if (rows[0]?.removed !== true)
      throw new CommandError('junk-sender-unknown', 'It is not on that list.');
    return number;
  };
