import type { KeyObject } from 'node:crypto';

import { signCheckpoint } from '@kuvert/platform/checkpoints/checkpoint';
import type { Database } from '@kuvert/platform/postgres/database';
import { postponeWork } from '@kuvert/platform/work/work';
import type { WorkHandler } from '@kuvert/platform/work/worker';
import type { Clock } from '@kuvert/shared/clock';
import { newId, type Randomness } from '@kuvert/shared/ids';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';

export const writeCheckpointKind = 'write-checkpoint';
/** The one subject of such work. */
export const auditChain = 'audit';

const minutes = 60_000;
const everyMs = 60 * minutes;

/** Where checkpoints go, and what signs them. */
export interface Checkpoints {
  readonly place: ObjectStore;
  readonly key: KeyObject;
}

export interface CheckpointDeps extends Checkpoints {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid'>;
}

/**
 * Periodic: signs the audit chain's newest place and puts it where nobody who can change the chain can change it. It lies
 * there before the house calls it written; one more after a crash does no harm.
 */
export const writeCheckpoint = (deps: CheckpointDeps): WorkHandler => ({
  kind: writeCheckpointKind,
  retryAfterMs: () => 5 * minutes,
  handle: async (work) => {
    const { database, clock, randomness, place, key } = deps;
    const head = await newHead(database);
    const at = clock.now();
    const name = newId<'object'>(randomness);
    if (head) await place.put(name, signCheckpoint({ ...head, at }, key));
    await database.transaction(async (transaction) => {
      await postponeWork(transaction, work, everyMs, { fresh: true });
      if (head)
        await transaction.query(
          'insert into audit_checkpoint (seq, at, object_name) values ($1, $2, $3) on conflict (seq) do nothing',
          [head.seq, at, name],
        );
    });
  },
});

/** Undefined while nothing was added since the last one. */
const newHead = async (
  database: Database,
): Promise<{ readonly seq: number; readonly hash: string } | undefined> => {
  const { rows } = await database.query<{ seq: number; hash: string }>(
    'select seq, hash from audit_head() h where not exists (select from audit_checkpoint c where c.seq = h.seq)',
  );
  return rows[0];
};

/** Where none is configured any more, nobody waits for the next one. */
export const endCheckpoints = async (database: Database): Promise<void> => {
  await database.query(
    'update work set ended_at = now() where kind = $1 and ended_at is null and lease_id is null',
    [writeCheckpointKind],
  );
};
