import type { Clock } from '@kuvert/shared/clock';
import { newId, type DepartmentId, type Randomness } from '@kuvert/shared/ids';
import type { Recipient } from '@kuvert/shared/ports/vault';
import { webhookEventTypes, webhookTestType } from '@kuvert/shared/webhooks';
import { isLoopback } from '@kuvert/platform/config/loopback';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import { sealText } from '@kuvert/platform/vault/sealed-text';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';

export interface WebhookDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid' | 'token'>;
}

/** Where events go, and the one showing of what they are signed with. */
export interface SignedEndpoint {
  readonly id: string;
  /** `whsec_…`, as the Standard Webhooks specification writes it. */
  readonly secret: string;
}

/** 256 bits. */
const secretBytes = 32;

/**
 * Lets a department's system be told of what happens.
 * @throws CommandError `usage-wrong` for an address or a type that can't be; `outbound-key-missing`
 */
export const addWebhook =
  (deps: WebhookDeps) =>
  async (input: {
    readonly departmentId: DepartmentId;
    readonly url: string;
    /** All when there are none. */
    readonly types: readonly string[];
  }): Promise<SignedEndpoint> => {
    const url = checkedUrl(input.url);
    const types = checkedTypes(input.types);
    const id = newId<'webhook-endpoint'>(deps.randomness);
    return deps.database.transaction(async (transaction) => {
      await transaction.query(
        `insert into webhook_endpoint (id, department_id, url, types, created_at) values ($1, $2, $3, $4, $5)`,
        [id, input.departmentId, url, types.length === 0 ? null : types, deps.clock.now()],
      );
      const secret = await addSecret(deps, transaction, id);
      await audit(transaction, 'webhook-added', { department: input.departmentId, detail: id });
      return { id, secret };
    });
  };

/**
 * Gives an endpoint a new secret; the one before signs beside it for so many hours, earlier ones no more.
 * @throws CommandError `webhook-unknown`, `outbound-key-missing`
 */
export const rotateWebhook =
  (deps: WebhookDeps) =>
  (input: { readonly id: string; readonly hours: number }): Promise<SignedEndpoint> =>
    deps.database.transaction(async (transaction) => {
      const { departmentId } = await lockEndpoint(transaction, input.id);
      const now = deps.clock.now();
      await transaction.query(
        'delete from webhook_secret where endpoint_id = $1 and retires_at is not null',
        [input.id],
      );
      await transaction.query('update webhook_secret set retires_at = $2 where endpoint_id = $1', [
        input.id,
        new Date(now.getTime() + input.hours * 3_600_000),
      ]);
      const secret = await addSecret(deps, transaction, input.id);
      await audit(transaction, 'webhook-secret-rotated', {
        department: departmentId,
        detail: input.id,
      });
      return { id: input.id, secret };
    });

/** A new secret, sealed for outbound's key alone. */
const addSecret = async (
  { clock, randomness }: WebhookDeps,
  transaction: Transaction,
  endpointId: string,
): Promise<string> => {
  const { rows } = await transaction.query<{ id: string; recipient: Recipient }>(
    `select id, recipient from service_key where service = 'outbound' and retired_at is null`,
  );
  const key = rows[0];
  if (!key)
    throw new CommandError(
      'outbound-key-missing',
      'Outbound has no key that the secret could be sealed for: run `kuvert keys outbound` first.',
    );
  const bytes = Buffer.from(randomness.token(secretBytes), 'base64url');
  const secret = `whsec_${bytes.toString('base64')}`;
  const sealed = Buffer.from(await sealText(secret, [key.recipient]));
  await transaction.query(
    `insert into webhook_secret (id, endpoint_id, service_key_id, sealed, created_at) values ($1, $2, $3, $4, $5)`,
    [randomness.uuid(), endpointId, key.id, sealed, clock.now()],
  );
  return secret;
};

/**
 * Tells an endpoint nothing more; what waits to be sent is not sent.
 * @throws CommandError `webhook-unknown`
 */
export const switchWebhookOff =
  ({ database, clock }: WebhookDeps) =>
  ({ id }: { readonly id: string }): Promise<void> =>
    database.transaction(async (transaction) => {
      const { departmentId } = await lockEndpoint(transaction, id);
      await transaction.query(
        `update webhook_endpoint set off_at = coalesce(off_at, $2), off_reason = 'operator' where id = $1`,
        [id, clock.now()],
      );
      await audit(transaction, 'webhook-off', {
        department: departmentId,
        detail: `${id} operator`,
      });
    });

/**
 * Tells an endpoint again from now on. What happened meanwhile its system finds by the API.
 * @throws CommandError `webhook-unknown`
 */
export const switchWebhookOn =
  ({ database }: WebhookDeps) =>
  ({ id }: { readonly id: string }): Promise<void> =>
    database.transaction(async (transaction) => {
      const { departmentId } = await lockEndpoint(transaction, id);
      await transaction.query(
        'update webhook_endpoint set off_at = null, off_reason = null, failing_since = null where id = $1',
        [id],
      );
      await audit(transaction, 'webhook-on', { department: departmentId, detail: id });
    });

/**
 * An event that says nothing, to see whether it arrives; its id.
 * @throws CommandError `webhook-unknown`, `webhook-off`
 */
export const testWebhook =
  ({ database, clock, randomness }: WebhookDeps) =>
  ({ id }: { readonly id: string }): Promise<string> =>
    database.transaction(async (transaction) => {
      const { departmentId, isOff } = await lockEndpoint(transaction, id);
      if (isOff) throw off();
      const event = `evt_${randomness.uuid().replaceAll('-', '')}`;
      await transaction.query(
        `insert into webhook_event (id, endpoint_id, department_id, type, at) values ($1, $2, $3, $4, $5)`,
        [event, id, departmentId, webhookTestType, clock.now()],
      );
      await transaction.query(
        `insert into work (id, service, kind, subject, due_at, created_at)
         values ($1, 'outbound', 'webhook', $2, now(), now())`,
        [randomness.uuid(), event],
      );
      return event;
    });

/**
 * Sends dead events again: one by its id, or all of an endpoint by the endpoint's; how many. Their ids stay.
 * @throws CommandError `webhook-unknown`, `webhook-off`
 */
export const resendWebhooks =
  ({ database }: WebhookDeps) =>
  ({ id }: { readonly id: string }): Promise<number> =>
    database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ endpoint: string }>(
        `select endpoint_id as endpoint from webhook_event where id = $1`,
        [id],
      );
      const endpoint = rows[0]?.endpoint ?? id;
      const { departmentId, isOff } = await lockEndpoint(transaction, endpoint);
      if (isOff) throw off();
      const { rowCount } = await transaction.query(
        `with again as (
           update webhook_event set outcome = null, ended_at = null, attempts = 0
            where outcome = 'dead' and $1 in (id, endpoint_id) returning id)
         update work w set due_at = now(), ended_at = null, attempts = 0, lease_id = null, leased_until = null
           from again where w.kind = 'webhook' and w.subject = again.id`,
        [id],
      );
      await audit(transaction, 'webhooks-resent', {
        department: departmentId,
        detail: `${endpoint} ${rowCount ?? 0}`,
      });
      return rowCount ?? 0;
    });

/** As weakly as an update: events that are born meanwhile refer to the row, and don't wait. */
const lockEndpoint = async (
  transaction: Transaction,
  id: string,
): Promise<{ readonly departmentId: string; readonly isOff: boolean }> => {
  const { rows } = await transaction.query<{ department: string; off: boolean }>(
    'select department_id as department, off_at is not null as off from webhook_endpoint where id = $1 for no key update',
    [id],
  );
  const row = rows[0];
  if (!row) throw new CommandError('webhook-unknown', 'No webhook has that id.');
  return { departmentId: row.department, isOff: row.off };
};

const off = (): CommandError =>
  new CommandError('webhook-off', 'That webhook is switched off: `kuvert webhook on` first.');

/** Of a text that goes into a row as it is called: without a name and password, which would be logged on the way. */
const checkedUrl = (text: string): string => {
  const url = URL.parse(text);
  const isPlain = url?.protocol === 'http:' && isLoopback(url);
  if (!url || !(url.protocol === 'https:' || isPlain))
    throw new CommandError('usage-wrong', 'A webhook goes to an https address.');
  if (url.username !== '' || url.password !== '' || url.hash !== '' || url.href.length > 2000)
    throw new CommandError(
      'usage-wrong',
      'The address has a password or a # in it, or is too long.',
    );
  return url.href;
};

const checkedTypes = (types: readonly string[]): readonly string[] => {
  const known: ReadonlySet<string> = new Set(webhookEventTypes);
  const strange = types.find((type) => !known.has(type));
  if (strange === undefined) return [...new Set(types)];
  throw new CommandError(
    'usage-wrong',
    `There is no event ${strange}. There are: ${webhookEventTypes.join(', ')}.`,
  );
};
