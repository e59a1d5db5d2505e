import { readActiveKey } from '@kuvert/platform/documents/document-rows';
import type { Queryable, Transaction } from '@kuvert/platform/postgres/database';
import { noteProvider } from '@kuvert/platform/providers/provider-health';
import { endWork, postponeWork } from '@kuvert/platform/work/work';
import { KuvertError } from '@kuvert/shared/errors';
import { asId, type MessageId } from '@kuvert/shared/ids';
import { toE164 } from '@kuvert/shared/phone';
import { sdk } from '@kuvert/shared/reception';

import type { HeldWork, Ledger, WorkFate } from '../use-cases/ports.ts';
import { acceptInto, type LedgerDeps } from './accept.ts';
import { auditAndTell, tellMailbox, writeFiling } from './file.ts';
import { insertReception, readReception } from './reception-rows.ts';

/** The ledger in PostgreSQL, as the role `kuvert_ingest`. */
export const createLedger = (deps: LedgerDeps): Ledger => {
  const { database, country, clock } = deps;

  const settleIn = async (
    transaction: Transaction,
    work: HeldWork,
    fate: WorkFate,
  ): Promise<void> => {
    if (fate.kind === 'end') return endWork(transaction, work, fate.error);
    const options = fate.error === undefined ? { fresh: true } : { error: fate.error };
    return postponeWork(transaction, work, fate.inMs, options);
  };

  return {
    isAttended: async () => {
      const { rows } = await database.query<{ is: boolean }>(
        'select unassigned_is_attended() as is',
      );
      return rows[0]?.is === true;
    },
    departmentOf: async (dialled) => {
      const { rows } = await database.query<{ id: string }>(
        `select coalesce((select department_id from fax_number where number = $1),
                         (select id from department where unassigned)) as id`,
        [toE164(dialled, country) ?? dialled],
      );
      if (!rows[0]?.id)
        throw new KuvertError('internal', 'there is no department for unknown numbers');
      return asId<'department'>(rows[0].id);
    },
    activeKey: (department) => readActiveKey(database, department),
    find: (carrier, eventId) => findMessage(database, carrier, eventId),
    accept: (reception, department) => acceptInto(deps, reception, department),
    read: (message) => readReception(database, message),
    file: (filing, work, fate) =>
      database.transaction(async (transaction) => {
        const filed = await writeFiling(deps, transaction, filing);
        await settleIn(transaction, work, fate);
        await auditAndTell(transaction, filing);
        return filed;
      }),
    fileAtOnce: (filing) =>
      database.transaction(async (transaction) => {
        if (!(await insertReception(transaction, filing.reception))) return undefined;
        const filed = await writeFiling(deps, transaction, filing);
        await auditAndTell(transaction, filing);
        return filed;
      }),
    fileLate: (filing) =>
      database.transaction(async (transaction) => {
        const filed = await writeFiling(deps, transaction, filing);
        if (filed.work.length > 0) await auditAndTell(transaction, filing);
        return filed;
      }),
    settle: (work, fate) =>
      database.transaction((transaction) => settleIn(transaction, work, fate)),
    copySettled: (message, copy, work, fate) =>
      database.transaction(async (transaction) => {
        await settleIn(transaction, work, fate);
        await writeCopy(transaction, message, copy);
      }),
    copyReported: (carrier, eventId, copy) =>
      database.transaction(async (transaction) => {
        const message = await findMessage(transaction, carrier, eventId);
        if (!message) throw new KuvertError('not-found', 'there is no such fax');
        await writeCopy(transaction, message, copy);
        return message;
      }),
    checkedAt: async (carrier) => {
      const { rows } = await database.query<{ checked_at: Date | null }>(
        'select checked_at from carrier_check where carrier = $1',
        [carrier],
      );
      return rows[0]?.checked_at ?? undefined;
    },
    orderedAt: async ({ id }) => {
      const { rows } = await database.query<{ created_at: Date }>(
        'select created_at from work where id = $1',
        [id],
      );
      if (!rows[0]) throw new KuvertError('internal', 'work without a row');
      return rows[0].created_at;
    },
    carrierChecked: (carrier, outcome, work, fate) =>
      database.transaction(async (transaction) => {
        await transaction.query(
          `insert into carrier_check (carrier, checked_at, error) values ($1, $2, $3)
           on conflict (carrier) do update
             set checked_at = coalesce(excluded.checked_at, carrier_check.checked_at), error = excluded.error`,
          [carrier, 'at' in outcome ? outcome.at : null, 'error' in outcome ? outcome.error : null],
        );
        const provider =
          carrier === sdk ? ({ kind: 'sdk', name: sdk } as const) : carrierNamed(carrier);
        const said = 'error' in outcome ? { code: outcome.error } : 'success';
        await noteProvider(transaction, 'ingest', provider, said, clock.now());
        await settleIn(transaction, work, fate);
      }),
  };
};

const carrierNamed = (name: string) => ({ kind: 'carrier', name }) as const;

const findMessage = async (
  database: Queryable,
  carrier: string,
  eventId: string,
): Promise<MessageId | undefined> => {
  const { rows } = await database.query<{ id: string }>(
    'select id from reception where carrier = $1 and event_id = $2',
    [carrier, eventId],
  );
  return rows[0] && asId<'message'>(rows[0].id);
};

const writeCopy = async (
  transaction: Transaction,
  message: string,
  copy: 'deleted' | 'delete-failed',
): Promise<void> => {
  const { rowCount } = await transaction.query(
    'update message set carrier_copy = $2 where id = $1 and carrier_copy <> $2',
    [message, copy],
  );
  if (rowCount !== 1) return;
  const { rows } = await transaction.query<{ department_id: string }>(
    'select department_id from reception where id = $1',
    [message],
  );
  const department = rows[0]?.department_id ?? '';
  const action = copy === 'deleted' ? 'carrier-copy-deleted' : 'carrier-copy-not-deleted';
  await transaction.query('select audit_append(null, $1, $2, $3, null, null)', [
    action,
    department,
    message,
  ]);
  await tellMailbox(transaction, department, message);
};
