import { KuvertError } from '@kuvert/shared/errors';
import { newId, type PersonId, type Randomness } from '@kuvert/shared/ids';
import type { Transaction } from '@kuvert/platform/postgres/database';

/** One request under one key: to be worked on, or sent already. */
export type Claim =
  | { readonly kind: 'claimed'; readonly requestId: string }
  | { readonly kind: 'sent'; readonly orderId: string };

export interface Claimed {
  readonly client: PersonId;
  readonly key: string;
  /** What identifies the content, salted by the request's id. */
  readonly fingerprintOf: (requestId: string) => string;
  /** For how long nobody else works on it, in milliseconds. */
  readonly leaseMs: number;
}

interface Row {
  readonly request_id: string;
  readonly fingerprint: string;
  readonly order_id: string | null;
  readonly is_leased: boolean;
}

/**
 * Claims a key for a request, or finds what became of it; whoever died over it left a lease that ends.
 * @throws KuvertError `idempotency-key-reused` for another content, `request-running`
 */
export const claimRequest = async (
  transaction: Transaction,
  randomness: Pick<Randomness, 'uuid'>,
  { client, key, fingerprintOf, leaseMs }: Claimed,
): Promise<Claim> => {
  const requestId = newId<'api-request'>(randomness);
  const { rowCount } = await transaction.query(
    `insert into api_request (client_id, key, request_id, fingerprint, created_at, leased_until)
     values ($1, $2, $3, $4, now(), now() + $5 * interval '1 millisecond') on conflict do nothing`,
    [client, key, requestId, fingerprintOf(requestId), leaseMs],
  );
  if (rowCount === 1) return { kind: 'claimed', requestId };
  const { rows } = await transaction.query<Row>(
    `select request_id, fingerprint, order_id, leased_until > now() as is_leased
       from api_request where client_id = $1 and key = $2 for update`,
    [client, key],
  );
  const row = rows[0];
  // it was let go of in this very moment
  if (!row) throw running();
  if (row.fingerprint !== fingerprintOf(row.request_id))
    throw new KuvertError(
      'idempotency-key-reused',
      'this key stands for a request with another content',
    );
  if (row.order_id !== null) return { kind: 'sent', orderId: row.order_id };
  if (row.is_leased) throw running();
  await transaction.query(
    `update api_request set leased_until = now() + $3 * interval '1 millisecond'
      where client_id = $1 and key = $2`,
    [client, key, leaseMs],
  );
  return { kind: 'claimed', requestId: row.request_id };
};

const running = (): KuvertError =>
  new KuvertError('request-running', 'this very request is being worked on: ask again soon');

/** Frees the key of a request under which nothing was sent; the database leaves those alone that have an order. */
export const freeRequest = async (transaction: Transaction, requestId: string): Promise<void> => {
  await transaction.query('delete from api_request where request_id = $1 and order_id is null', [
    requestId,
  ]);
};

/** The draft that was begun for a request. */
export const findDraftOf = async (
  transaction: Transaction,
  requestId: string,
): Promise<string | undefined> => {
  const { rows } = await transaction.query<{ id: string }>(
    `select id from send_order where request_id = $1 and stage = 'draft'`,
    [requestId],
  );
  return rows[0]?.id;
};

/** Forgets a client's keys of a week ago; ids of requests that nobody went on with for a day, a few at a time. */
export const forgetOldRequests = async (
  transaction: Transaction,
  client: PersonId,
): Promise<readonly string[]> => {
  await transaction.query(
    `delete from api_request where client_id = $1 and order_id is not null and created_at < now() - interval '7 days'`,
    [client],
  );
  const { rows } = await transaction.query<{ request_id: string }>(
    `select request_id from api_request
      where client_id = $1 and order_id is null and leased_until < now() - interval '1 day' limit 10`,
    [client],
  );
  return rows.map((row) => row.request_id);
};
