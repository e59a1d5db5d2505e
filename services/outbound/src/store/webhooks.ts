import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import { dueWork, endWork, postponeWork, type Work } from '@kuvert/platform/work/work';
import { asId, type WorkId } from '@kuvert/shared/ids';

import type {
  OpenWebhook,
  WebhookEventId,
  WebhookOffReason,
  WebhookResult,
  Webhooks,
} from '../use-cases/webhook-ports.ts';

interface Row {
  readonly id: string;
  readonly type: string;
  readonly at: Date;
  readonly department_id: string;
  readonly message_id: string | null;
  readonly order_id: string | null;
  readonly reference: string | null;
  readonly attempt: number | null;
  readonly state: string | null;
  readonly cause: string | null;
  readonly attempts: number;
  readonly endpoint_id: string;
  readonly url: string;
  readonly is_off: boolean;
  readonly failing_since: Date | null;
  readonly secrets: Buffer[];
}

export const createWebhooks = (database: Database): Webhooks => ({
  read: async (id, now) => {
    const { rows } = await database.query<Row>(
      `select e.id, e.type, e.at, e.department_id, e.message_id, e.order_id, o.code as reference, e.attempt, e.state,
              e.cause, e.attempts, e.endpoint_id, p.url, p.off_at is not null as is_off, p.failing_since,
              array(select s.sealed from webhook_secret s
                     where s.endpoint_id = p.id and (s.retires_at is null or s.retires_at > $2)
                     order by s.created_at desc) as secrets
         from webhook_event e join webhook_endpoint p on p.id = e.endpoint_id left join send_order o on o.id = e.order_id
        where e.id = $1 and e.ended_at is null`,
      [id, now],
    );
    return rows[0] && toOpen(rows[0]);
  },
  record: (open, result, now, work) =>
    database.transaction(async (transaction) => {
      if (result.kind === 'off') await switchOff(transaction, open, result.reason, now);
      else await noteHealth(transaction, open, result, now);
      await writeResult(transaction, open.event.id, result, now);
      if (result.kind === 'again') await postponeWork(transaction, work, result.inMs);
      else await endWork(transaction, work);
    }),
  end: (work: Work) => database.transaction((transaction) => endWork(transaction, work)),
});

const toOpen = (row: Row): OpenWebhook => ({
  event: {
    id: asId<'webhook-event'>(row.id),
    type: row.type,
    at: row.at,
    departmentId: asId<'department'>(row.department_id),
    messageId: row.message_id === null ? undefined : asId<'message'>(row.message_id),
    sendingId: row.order_id === null ? undefined : asId<'send-order'>(row.order_id),
    reference: row.reference ?? undefined,
    attempt: row.attempt ?? undefined,
    state: row.state ?? undefined,
    cause: row.cause ?? undefined,
  },
  attempts: row.attempts,
  endpointId: asId<'webhook-endpoint'>(row.endpoint_id),
  url: row.url,
  isOff: row.is_off,
  failingSince: row.failing_since ?? undefined,
  sealedSecrets: row.secrets,
});

/** Since when it takes nothing; whoever takes anything is well. */
const noteHealth = async (
  transaction: Transaction,
  { endpointId }: OpenWebhook,
  { kind }: WebhookResult,
  now: Date,
): Promise<void> => {
  await (kind === 'delivered'
    ? transaction.query(
        `update webhook_endpoint set failing_since = null
          where id = $1 and off_at is null and failing_since is not null`,
        [endpointId],
      )
    : transaction.query(
        `update webhook_endpoint set failing_since = $2
          where id = $1 and off_at is null and failing_since is null`,
        [endpointId, now],
      ));
};

/** Once: of several events that find it out at a time the others find it off. */
const switchOff = async (
  transaction: Transaction,
  { endpointId, event }: OpenWebhook,
  reason: WebhookOffReason,
  now: Date,
): Promise<void> => {
  const { rowCount } = await transaction.query(
    'update webhook_endpoint set off_at = $2, off_reason = $3 where id = $1 and off_at is null',
    [endpointId, now, reason],
  );
  if (rowCount === 1)
    await transaction.query(`select audit_append(null, 'webhook-off', $1, null, null, $2)`, [
      event.departmentId,
      `${endpointId} ${reason}`,
    ]);
};

const writeResult = async (
  transaction: Transaction,
  id: WebhookEventId,
  { kind, code }: WebhookResult,
  now: Date,
): Promise<void> => {
  const outcome = kind === 'again' ? null : kind === 'delivered' ? 'delivered' : 'dead';
  await transaction.query(
    `update webhook_event set attempts = attempts + 1, last_at = $2, last_code = $3, outcome = $4, ended_at = $5
      where id = $1 and ended_at is null`,
    [id, now, code, outcome, outcome === null ? null : now],
  );
};

/** At a time to one endpoint; one alone while it takes nothing. */
const eachAtOnce = 4;
const sweepBatch = 100;

/** What the webhooks' worker rings for: of every endpoint a few, so that none stands in the way of another. */
export const dueWebhooks =
  (database: Database) =>
  async (kinds: readonly string[]): Promise<readonly WorkId[]> => {
    const others = kinds.filter((kind) => kind !== 'webhook');
    const due = await dueWork(database, 'outbound', others, sweepBatch);
    if (!kinds.includes('webhook')) return due;
    const { rows } = await database.query<{ id: string }>('select id from due_webhooks($1, $2)', [
      eachAtOnce,
      sweepBatch,
    ]);
    return [...due, ...rows.map(({ id }) => asId<'work'>(id))];
  };

/** Deletes what ended a month ago; how many events. */
export const purgeWebhooks = async (database: Database): Promise<number> => {
  const { rows } = await database.query<{ purged: string }>('select purge_webhooks() as purged');
  return Number(rows[0]?.purged ?? 0);
};
