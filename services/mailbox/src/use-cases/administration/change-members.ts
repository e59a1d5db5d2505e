import type { FoundPerson, Said } from '#web/admin/administered';
import { admit, type SharedLimit } from '@kuvert/platform/limits/shared-limit';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import { newId, type Randomness } from '@kuvert/shared/ids';
import type { MemberRole } from '@kuvert/shared/member-role';

import {
  addMembership,
  changeRole,
  findPeople,
  makeKnown,
  removeMembership,
} from '../../store/administration/members.ts';
import { notFound } from '../../store/not-found.ts';
import { scopeOf, type Actor } from '../actor.ts';
import { audited } from '../open-document.ts';
import { administered } from './change-department.ts';

export interface MemberDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid'>;
  /** Who knows those who are made known; undefined: nobody is made known here, but by their first login. */
  readonly issuer: string | undefined;
}

export type MemberChange =
  /** `restore` takes a removal back. */
  | {
      readonly does: 'add' | 'restore' | 'role';
      readonly personId: string;
      readonly role: MemberRole;
    }
  | { readonly does: 'remove'; readonly personId: string }
  | {
      readonly does: 'make-known';
      readonly subject: string;
      readonly name: string;
      readonly role: MemberRole;
    };

/** People of the house by name or identity. @throws KuvertError `rate-limited` */
export const searchPeople =
  ({ database, limit }: Pick<MemberDeps, 'database'> & { readonly limit: SharedLimit }) =>
  async (actor: Actor, text: string): Promise<readonly FoundPerson[]> => {
    await admit(limit, actor.person, actor.person);
    return database.transaction((transaction) => findPeople(transaction, text), scopeOf(actor));
  };

/**
 * Adds, changes or ends a membership; on record with it.
 * @throws KuvertError `not-found` for another's department as for one that isn't there, `audit-not-written`
 */
export const changeMember =
  (deps: MemberDeps) =>
  (actor: Actor, departmentId: string, change: MemberChange): Promise<Said> =>
    audited(() =>
      deps.database.transaction(async (transaction) => {
        await administered(transaction, departmentId);
        return apply(deps, transaction, departmentId, change);
      }, scopeOf(actor)),
    );

const apply = async (
  deps: MemberDeps,
  transaction: Transaction,
  departmentId: string,
  change: MemberChange,
): Promise<Said> => {
  const now = deps.clock.now();
  switch (change.does) {
    case 'add':
    case 'restore': {
      const { personId, role } = change;
      const about = await nameOf(transaction, personId);
      const outcome = await addMembership(transaction, { departmentId, personId, role }, now);
      const isRestored = change.does === 'restore' && outcome === 'added';
      return { what: isRestored ? 'restored' : outcome, about };
    }
    case 'role': {
      const about = await nameOf(transaction, change.personId);
      return { what: await changeRole(transaction, { ...change, departmentId }), about };
    }
    case 'remove': {
      const { personId } = change;
      const about = await nameOf(transaction, personId);
      const { outcome, role } = await removeMembership(transaction, { departmentId, personId });
      return outcome === 'removed' && role !== null
        ? { what: 'removed', about, undo: { personId, role } }
        : { what: outcome, about };
    }
    case 'make-known': {
      const { subject, name, role } = change;
      const { issuer } = deps;
      if (issuer === undefined) throw notFound();
      const person = { id: newId<'person'>(deps.randomness), issuer, subject, name };
      const personId = await makeKnown(transaction, person, now);
      const outcome = await addMembership(transaction, { departmentId, personId, role }, now);
      return { what: outcome, about: await nameOf(transaction, personId) };
    }
  }
};

const nameOf = async (transaction: Transaction, personId: string): Promise<string> => {
  const found = await findPeople(transaction, personId);
  return found.find(({ id }) => id === personId)?.name ?? '';
};
