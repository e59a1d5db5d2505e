import type { Database } from '@kuvert/platform/postgres/database';
import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';
import type { Clock } from '@kuvert/shared/clock';
import { newId, type Randomness } from '@kuvert/shared/ids';
import type { KeyWrapper } from '@kuvert/shared/ports/keys';

import { insertDepartment } from '../../store/administration/changes.ts';
import { scopeOf, type Actor } from '../actor.ts';
import { audited } from '../open-document.ts';

export interface AddDepartmentDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid'>;
  /** Wraps the new key's secret half, which rests nowhere else. */
  readonly keys: KeyWrapper;
}

/**
 * A new department with its key; its id, or undefined where the name is taken. The mailbox may make it, since it holds the
 * master key already: it opens what the department will get.
 * @throws KuvertError `audit-not-written`
 */
export const addDepartment =
  ({ database, clock, randomness, keys }: AddDepartmentDeps) =>
  async (actor: Actor, name: string): Promise<string | undefined> => {
    const { identity, recipient } = await newHybridIdentity();
    const department = {
      ...{ id: newId<'department'>(randomness), name, keyId: newId<'key'>(randomness), recipient },
      wrapped: await keys.wrap(identity),
    };
    const isAdded = await audited(() =>
      database.transaction(
        (transaction) => insertDepartment(transaction, department, clock.now()),
        scopeOf(actor),
      ),
    );
    return isAdded ? department.id : undefined;
  };
