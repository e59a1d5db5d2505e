import { randomUUID } from 'node:crypto';

import { acceptDraft } from '@kuvert/mailbox/use-cases/send-draft';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { systemClock } from '@kuvert/shared/clock';
import { asId, type PersonId } from '@kuvert/shared/ids';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';
import { actingAs } from '@kuvert/testkit/acting';

import { interleave, timed, type Trial } from '../interleave.ts';
import { withPostgres } from '../postgres.ts';
import type { Measured, Row } from '../row.ts';

const ROUNDS = 5;
const ORDERS_A_ROUND = 400;
/** Clerks who press "send" at the same time. */
const AT_ONCE = 4;
const TO = '+46313900601';
const FROM = '+46846500410';
const UNDO_MS = 10_000;
const DEADLINE_MS = 4 * 60 * 60_000;

interface Place {
  readonly database: TestDatabase;
  readonly actor: { readonly person: PersonId; readonly idHash: string };
  readonly person: string;
  readonly department: string;
  readonly key: string;
  readonly serviceKey: string;
}

async function settle(database: TestDatabase): Promise<Place> {
  const [person, department, key, serviceKey] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ];
  const { sql } = database;
  await sql(`insert into department (id, name, created_at) values ($1, 'Hemsjukvården', now())`, [
    department,
  ]);
  await sql('insert into fax_number values ($1, $2)', [FROM, department]);
  await sql(`insert into department_key values ($1, $2, 'age1pq1', now())`, [key, department]);
  await sql(`insert into service_key values ($1, 'outbound', 'age1pq1', now())`, [serviceKey]);
  await sql(
    `insert into person (id, issuer, subject, name, created_at) values ($1, 'i', 's', 'Anna', now())`,
    [person],
  );
  await sql('insert into membership values ($1, $2, now())', [person, department]);
  // known, as most are: the pages go where they have gone before
  await sql(
    `insert into contact (id, department_id, name, number, created_at, created_by, changed_at, changed_by, verified_at,
       verified_by, verified_how)
     values ($1, $2, 'Vårdcentralen Norr', $3, now(), $4, now(), $4, now(), $4, 'called')`,
    [randomUUID(), department, TO, person],
  );
  const { session } = await actingAs(database, person);
  const actor = { person: asId<'person'>(person), idHash: session };
  return { database, actor, person, department, key, serviceKey };
}

/** Drafts whose pages are made and sealed, as a person has them who is about to press "send". */
async function draw({ database: { sql }, ...ids }: Place): Promise<readonly string[]> {
  const drafts = Array.from({ length: ORDERS_A_ROUND }, () => randomUUID());
  await sql(
    `insert into send_order (id, department_id, created_by, request_id, stage, created_at, changed_at, to_number,
       from_number, resolution, cover, language, code, key_id, contents, prepared_version, pages, channel_reason)
     select id, $2, $3, id, 'draft', now(), now(), $4, $5, 'fine', true, 'sv', id, $6, '', 0, 1, 'no-secure-address'
       from unnest($1::text[]) as id`,
    [drafts, ids.department, ids.person, TO, FROM, ids.key],
  );
  await sql(
    `insert into send_document (id, order_id, department_id, key_id, service_key_id, kind, position, media_type,
       object_name, header, payload_size, payload_sha256, plain_size, plain_sha256, created_at)
     select id, id, $2, $3, $4, 'outgoing', 0, 'image/tiff', id, '', 1, '', 1, '', now() from unnest($1::text[]) as id`,
    [drafts, ids.department, ids.key, ids.serviceKey],
  );
  return drafts;
}

async function each<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const waiting = items.values();
  const lane = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

/** As the mailbox does it: with its role and its checks. */
const accepting =
  (place: Place, database: Database): Trial =>
  async () => {
    const accept = acceptDraft({
      database,
      clock: systemClock,
      randomness: systemRandomness,
      country: 'SE',
      undoMs: UNDO_MS,
      deadlineMs: DEADLINE_MS,
    });
    const drafts = await draw(place);
    const ms = await timed(() => each(drafts, (id) => accept(place.actor, id, { version: 0 })));
    return (ORDERS_A_ROUND / ms) * 1000;
  };

/** The rows that an accepted order leaves, each by a statement of its own, a transaction an order, looking at nothing. */
const inserting =
  ({ department, person, key }: Place, database: Database): Trial =>
  async () => {
    const orders = Array.from({ length: ORDERS_A_ROUND }, () => randomUUID());
    const ms = await timed(() =>
      each(orders, (id) =>
        database.transaction(async (transaction) => {
          await transaction.query(
            `insert into send_order (id, department_id, created_by, request_id, stage, created_at, changed_at, to_number,
               from_number, resolution, cover, language, code, key_id, contents, prepared_version, pages, sent_at)
             values ($1, $2, $3, $1, 'sent', now(), now(), $4, $5, 'fine', true, 'sv', $1, $6, '', 0, 1, now())`,
            [id, department, person, TO, FROM, key],
          );
          await transaction.query(
            `insert into delivery (id, order_id, department_id, attempt, to_number, from_number, asked_by,
               possible_duplicate, state, queued_at, due_at, deadline, changed_at)
             values ($1, $1, $2, 1, $4, $5, $3, false, 'queued', now(), now(), now(), now())`,
            [id, department, person, TO, FROM],
          );
          await transaction.query(
            `insert into delivery_fact (id, delivery_id, department_id, at, source, kind, event_key, changed, evidence)
             values ($1, $1, $2, now(), 'house', 'queued', 'house:queued', true, '{}')`,
            [id, department],
          );
          await transaction.query(
            `insert into work (id, service, kind, subject, due_at, created_at)
             values ($1, 'outbound', 'dispatch', $1, now(), now())`,
            [id],
          );
          await transaction.query(
            `insert into send_act (id, order_id, delivery_id, department_id, at, kind, person_id)
             values ($1, $1, $1, $2, now(), 'sent', $3)`,
            [id, department, person],
          );
          await transaction.query(`select audit_append($1, 'send', $2, null, null, $3)`, [
            person,
            department,
            `sending ${id}`,
          ]);
        }),
      ),
    );
    return (ORDERS_A_ROUND / ms) * 1000;
  };

export const ORDERING: readonly Row[] = [
  {
    name: 'orders accepted durably, orders/s, four at a time (anchor: a bare insert of the same rows, a transaction an order)',
    target: { atLeast: 0.8 },
    needs: [],
    measure: ({ folder }): Promise<Measured> =>
      withPostgres(folder, async (serverUrl) => {
        const house = await createTestDatabase(serverUrl);
        // whoever waits for a query is told; the end of an idle connection is nothing, as when the database goes
        const onError = (): void => undefined;
        const mailbox = openDatabase({ url: house.urlOf('mailbox'), onError });
        const owner = openDatabase({ url: house.ownerUrl, onError });
        try {
          const place = await settle(house);
          return await interleave(accepting(place, mailbox), inserting(place, owner), ROUNDS);
        } finally {
          await Promise.all([mailbox.close(), owner.close()]);
          await house.drop();
        }
      }),
  },
];
