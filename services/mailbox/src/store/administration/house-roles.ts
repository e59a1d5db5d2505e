import type { HouseRoleHolder, HouseTold } from '#web/admin/administered';
import type { Transaction } from '@kuvert/platform/postgres/database';
import type { HouseRole } from '@kuvert/shared/house-roles';

export interface HouseRoleOf {
  readonly personId: string;
  readonly role: HouseRole;
}

/** On record in the same transaction, and told to the others (infra/migrations/0084_house_roles_given.sql). */
export const giveRole = async (
  transaction: Transaction,
  { personId, role }: HouseRoleOf,
  at: Date,
): Promise<'given' | 'already' | 'self' | 'unknown'> => {
  const { rows } = await transaction.query<{
    outcome: 'given' | 'already' | 'self' | 'unknown';
  }>('select give_house_role($1, $2, $3) as outcome', [personId, role, at]);
  return rows[0]?.outcome ?? 'unknown';
};

/** As above. */
export const takeRole = async (
  transaction: Transaction,
  { personId, role }: HouseRoleOf,
  at: Date,
): Promise<'taken' | 'self' | 'unknown' | 'last'> => {
  const { rows } = await transaction.query<{ outcome: 'taken' | 'self' | 'unknown' | 'last' }>(
    'select take_house_role($1, $2, $3) as outcome',
    [personId, role, at],
  );
  return rows[0]?.outcome ?? 'unknown';
};

/** Who has a role in the house, for who looks after it. */
export const readRoleHolders = async (
  transaction: Transaction,
): Promise<readonly HouseRoleHolder[]> => {
  const { rows } = await transaction.query<HouseRoleHolder>(
    'select id, name, subject, role, since, left_at as "leftAt" from admin_house_roles()',
  );
  return rows;
};

/** What others did to roles of the house that whoever the transaction acts for hasn't seen, the newest first. */
export const readHouseTold = async (transaction: Transaction): Promise<readonly HouseTold[]> => {
  const { rows } = await transaction.query<HouseTold>(
    `select id, kind, role, person_id as "personId", person, by_name as "byName", at from house_announcements()`,
  );
  return rows;
};

/** False: they aren't told of it, or have said so before. */
export const seeHouseTold = async (
  transaction: Transaction,
  id: string,
  at: Date,
): Promise<boolean> => {
  const { rows } = await transaction.query<{ seen: boolean }>(
    'select see_house_announcement($1, $2) as seen',
    [id, at],
  );
  return rows[0]?.seen === true;
};
