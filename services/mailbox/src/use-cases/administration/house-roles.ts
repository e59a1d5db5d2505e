import type { AdministeredPerson, HouseRoleHolder, HouseTold, Said } from '#web/admin/administered';
import type { Database } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';

import {
  giveRole,
  readHouseTold,
  readRoleHolders,
  seeHouseTold,
  takeRole,
  type HouseRoleOf,
} from '../../store/administration/house-roles.ts';
import { readAdministeredPerson } from '../../store/administration/people.ts';
import { notFound } from '../../store/not-found.ts';
import { scopeOf, type Actor } from '../actor.ts';
import { audited } from '../open-document.ts';

export interface HouseRoleDeps {
  readonly database: Database;
  readonly clock: Clock;
}

export interface RoleChange extends HouseRoleOf {
  readonly does: 'role-give' | 'role-take';
}

/** Words for what came of it. */
const said = {
  given: 'role-given',
  taken: 'role-taken',
  already: 'role-already',
  unknown: 'role-unknown',
  self: 'role-self',
  last: 'role-last',
} as const satisfies Record<string, Said['what']>;

/**
 * Gives a role in the house, or takes it back: nobody their own, and the house keeps a system administrator. On record with the
 * change, and told to the other system administrators.
 * @throws KuvertError `not-found`, `audit-not-written`
 */
export const changeHouseRole =
  ({ database, clock }: HouseRoleDeps) =>
  (
    actor: Actor,
    change: RoleChange,
  ): Promise<{ readonly said: Said; readonly person: AdministeredPerson }> =>
    audited(() =>
      database.transaction(async (transaction) => {
        const known = await readAdministeredPerson(transaction, change.personId);
        if (!known) throw notFound();
        const now = clock.now();
        const outcome =
          change.does === 'role-give'
            ? await giveRole(transaction, change, now)
            : await takeRole(transaction, change, now);
        const person = await readAdministeredPerson(transaction, change.personId);
        return { said: { what: said[outcome], about: known.name }, person: person ?? known };
      }, scopeOf(actor)),
    );

/** Who has a role in the house. */
export const listRoleHolders =
  ({ database }: Pick<HouseRoleDeps, 'database'>) =>
  (actor: Actor): Promise<readonly HouseRoleHolder[]> =>
    database.transaction(readRoleHolders, scopeOf(actor));

/** What other administrators of the house did to its roles, until it was seen. */
export const listHouseTold =
  ({ database }: Pick<HouseRoleDeps, 'database'>) =>
  (actor: Actor): Promise<readonly HouseTold[]> =>
    database.transaction(readHouseTold, scopeOf(actor));

/** They have seen it, which is on record; said again it is nothing new. @throws KuvertError `audit-not-written` */
export const markHouseTold =
  ({ database, clock }: HouseRoleDeps) =>
  (actor: Actor, id: string): Promise<boolean> =>
    audited(() =>
      database.transaction(
        (transaction) => seeHouseTold(transaction, id, clock.now()),
        scopeOf(actor),
      ),
    );
