import { asId, type DepartmentId, type PersonId } from '@kuvert/shared/ids';
import type { Queryable } from '@kuvert/platform/postgres/database';

import { CommandError } from './command-error.ts';

/**
 * A department by its name or id.
 * @throws CommandError `department-unknown`
 */
export const findDepartment = async (
  database: Queryable,
  nameOrId: string,
): Promise<DepartmentId> => {
  const { rows } = await database.query<{ id: string }>(
    'select id from department where id = $1 or name = $1 order by id = $1 desc',
    [nameOrId],
  );
  if (!rows[0])
    throw new CommandError('department-unknown', `No department is called ${nameOrId}.`);
  return asId<'department'>(rows[0].id);
};

/**
 * A person by id, or by the identity provider's subject where one person alone has it.
 * @throws CommandError `person-unknown`, `person-ambiguous`
 */
export const findPerson = async (database: Queryable, subjectOrId: string): Promise<PersonId> => {
  const { rows } = await database.query<{ id: string }>(
    'select id from person where id = $1 or subject = $1 order by id = $1 desc',
    [subjectOrId],
  );
  const [first, second] = rows;
  if (!first)
    throw new CommandError('person-unknown', `No person has the id or subject ${subjectOrId}.`);
  if (second && first.id !== subjectOrId)
    throw new CommandError(
      'person-ambiguous',
      'Several people of several issuers have that subject: use the id that `person list` shows.',
    );
  return asId<'person'>(first.id);
};
