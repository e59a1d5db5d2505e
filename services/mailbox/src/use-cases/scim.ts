import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import type { Randomness } from '@kuvert/shared/ids';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import { hashSecret } from '@kuvert/platform/keys/secret-hash';

import { nameOf } from '../login/name.ts';
import { notFound } from '../store/not-found.ts';
import {
  findDirectory,
  listGroups,
  listUsers,
  lockResource,
  removeResource,
  saveGroup,
  saveUser,
  type GroupFacts,
  type Listed,
  type MemberChange,
  type Page,
  type ScimDirectory,
  type ScimGroup,
  type ScimUser,
  type UserFacts,
} from '../store/scim.ts';

export interface ScimDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid'>;
}

/** A group as a directory changes it. */
export type GroupChange = GroupFacts & { readonly members: MemberChange };

/** What a directory of staff may do: with its own people and groups, and nobody else's. */
export interface Scim {
  /** The directory whose token it is. @throws KuvertError `token-invalid` */
  directoryOf(token: string): Promise<ScimDirectory>;
  users(directory: ScimDirectory, page: Page): Promise<Listed<ScimUser>>;
  /** @throws KuvertError `not-found` */
  user(directory: ScimDirectory, id: string): Promise<ScimUser>;
  /** @throws KuvertError `scim-taken`, `scim-value-wrong` */
  addUser(directory: ScimDirectory, facts: UserFacts): Promise<ScimUser>;
  /** @throws KuvertError `not-found`, `scim-taken`, `scim-value-wrong`, `scim-subject-changed`, and what `change` throws */
  changeUser(
    directory: ScimDirectory,
    id: string,
    change: (was: ScimUser) => UserFacts,
  ): Promise<ScimUser>;
  /** @throws KuvertError `not-found` */
  removeUser(directory: ScimDirectory, id: string): Promise<void>;
  groups(
    directory: ScimDirectory,
    page: Page & { readonly withMembers: boolean },
  ): Promise<Listed<ScimGroup>>;
  /** @throws KuvertError `not-found` */
  group(directory: ScimDirectory, id: string, withMembers: boolean): Promise<ScimGroup>;
  /** @throws KuvertError `scim-taken`, `scim-value-wrong` */
  addGroup(directory: ScimDirectory, change: GroupChange): Promise<ScimGroup>;
  /** @throws KuvertError `not-found`, `scim-taken`, `scim-value-wrong`, and what `change` throws */
  changeGroup(
    directory: ScimDirectory,
    id: string,
    change: (
      was: ScimGroup,
      members: () => Promise<NonNullable<ScimGroup['members']>>,
    ) => Promise<GroupChange>,
  ): Promise<void>;
  /** @throws KuvertError `not-found` */
  removeGroup(directory: ScimDirectory, id: string): Promise<void>;
}

const only = (id: string): Page => ({ id, offset: 0, most: 1 });

/** What the directory says takes effect in the transaction that says it: who left is logged out by its commit. */
export const createScim = ({ database, clock, randomness }: ScimDeps): Scim => {
  const userIn = async (
    transaction: Pick<Transaction, 'query'>,
    directory: ScimDirectory,
    id: string,
  ): Promise<ScimUser> => {
    const { rows } = await listUsers(transaction, directory, clock.now(), only(id));
    if (!rows[0]) throw notFound();
    return rows[0];
  };
  const groupIn = async (
    transaction: Pick<Transaction, 'query'>,
    directory: ScimDirectory,
    id: string,
    withMembers: boolean,
  ): Promise<ScimGroup> => {
    const page = { ...only(id), withMembers };
    const { rows } = await listGroups(transaction, directory, clock.now(), page);
    if (!rows[0]) throw notFound();
    return rows[0];
  };
  const save = (
    transaction: Transaction,
    directory: ScimDirectory,
    id: string,
    isNew: boolean,
    facts: UserFacts,
  ): Promise<void> =>
    saveUser(transaction, randomness, directory, clock.now(), {
      ...facts,
      ...{ id, isNew, called: calledBy(facts) },
    });
  return {
    directoryOf: async (token) => {
      const directory = await findDirectory(database, hashSecret(token), clock.now());
      if (!directory)
        throw new KuvertError(
          'token-invalid',
          'the access token is none, has expired or was ended',
        );
      return directory;
    },
    users: (directory, page) => listUsers(database, directory, clock.now(), page),
    user: (directory, id) => userIn(database, directory, id),
    addUser: (directory, facts) =>
      database.transaction(async (transaction) => {
        const id = randomness.uuid();
        await save(transaction, directory, id, true, facts);
        return userIn(transaction, directory, id);
      }),
    changeUser: (directory, id, change) =>
      database.transaction(async (transaction) => {
        await lockResource(transaction, id);
        const facts = change(await userIn(transaction, directory, id));
        await save(transaction, directory, id, false, facts);
        return userIn(transaction, directory, id);
      }),
    removeUser: (directory, id) => removeResource(database, 'user', directory, clock.now(), id),
    groups: (directory, page) => listGroups(database, directory, clock.now(), page),
    group: (directory, id, withMembers) => groupIn(database, directory, id, withMembers),
    addGroup: (directory, { members, ...facts }) =>
      database.transaction(async (transaction) => {
        const id = randomness.uuid();
        const group = { ...facts, ...members, id, isNew: true };
        await saveGroup(transaction, directory, clock.now(), group);
        return groupIn(transaction, directory, id, true);
      }),
    changeGroup: (directory, id, change) =>
      database.transaction(async (transaction) => {
        await lockResource(transaction, id);
        const was = await groupIn(transaction, directory, id, false);
        const { members, ...facts } = await change(
          was,
          async () => (await groupIn(transaction, directory, id, true)).members ?? [],
        );
        const group = { ...facts, ...members, id, isNew: false };
        await saveGroup(transaction, directory, clock.now(), group);
      }),
    removeGroup: (directory, id) => removeResource(database, 'group', directory, clock.now(), id),
  };
};

/** How colleagues see them, fit to be shown. */
const calledBy = ({ displayName, givenName, familyName, userName }: UserFacts): string =>
  nameOf({ name: displayName, given_name: givenName, family_name: familyName }) ??
  nameOf({ name: userName }) ??
  userName;
