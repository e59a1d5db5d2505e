import {
  asId,
  type DepartmentId,
  type PartnerFunctionId,
  type PartnerId,
  type PersonId,
} from '@kuvert/shared/ids';
import type { Queryable } from '@kuvert/platform/postgres/database';

import { unknownClient } from './actions/api-clients.ts';
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
    `select id from person where kind = 'person' and (id = $1 or subject = $1) order by id = $1 desc`,
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

/**
 * A business system by name or id, also one that is switched off.
 * @throws CommandError `client-unknown`
 */
export const findApiClient = async (database: Queryable, nameOrId: string): Promise<PersonId> => {
  const { rows } = await database.query<{ id: string }>(
    `select c.id from api_client c join person p on p.id = c.id where c.id = $1 or p.name = $1
      order by c.id = $1 desc`,
    [nameOrId],
  );
  if (!rows[0]) throw unknownClient();
  return asId<'person'>(rows[0].id);
};

/**
 * A partner by name or id, also one that is switched off.
 * @throws CommandError `partner-unknown`
 */
export const findPartner = async (database: Queryable, nameOrId: string): Promise<PartnerId> => {
  const { rows } = await database.query<{ id: string }>(
    'select id from partner where id = $1 or name = $1 order by id = $1 desc',
    [nameOrId],
  );
  if (!rows[0]) throw new CommandError('partner-unknown', `No partner is called ${nameOrId}.`);
  return asId<'partner'>(rows[0].id);
};

/**
 * A function of a partner that is there, by its id.
 * @throws CommandError `partner-function-unknown`
 */
export const findPartnerFunction = async (
  database: Queryable,
  id: string,
): Promise<PartnerFunctionId> => {
  const { rowCount } = await database.query(
    'select from partner_function where id = $1 and removed_at is null',
    [id],
  );
  if (rowCount !== 1)
    throw new CommandError('partner-function-unknown', 'No function in use has that id.');
  return asId<'partner-function'>(id);
};
