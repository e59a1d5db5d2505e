import type { AdministeredPerson } from '#web/admin/administered';
import type { Transaction } from '@kuvert/platform/postgres/database';

/** Somebody; undefined where there is no such person, or who asks doesn't look after the house. */
export const readAdministeredPerson = async (
  transaction: Transaction,
  id: string,
): Promise<AdministeredPerson | undefined> => {
  const { rows } = await transaction.query<AdministeredPerson>(
    `select id, name, subject, issuer, known_since as "knownSince", left_at as "leftAt", front_desk as "frontDesk",
            house_roles as "houseRoles", last_login as "lastLogin", sessions, memberships
       from admin_person($1)`,
    [id],
  );
  return rows[0];
};
