import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createInProcessBell } from '@kuvert/platform/jobs/in-process';
import { createSealer } from '@kuvert/platform/vault/sealer';
import { asId } from '@kuvert/shared/ids';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';
import { createMemoryObjectStore } from '@kuvert/testkit/memory-object-store';

import { from, openHouse, type House } from './test-support/house.ts';
import { hurry } from './test-support/rows.ts';

const orders = 1000;
const clock = createFixedClock(new Date().toISOString());
const objects = createMemoryObjectStore();
let house: House;

beforeAll(async () => {
  house = await openHouse();
  house.carrier.orders.setFault({ kind: 'mute' });
  house.carrier.orders.setTelling('never');
  house.carrier.orders.setLookups('hidden');
  await fill();
  const bell = createInProcessBell({ onError: () => undefined, concurrency: 16 });
  await house.outbound({ clock, objects, bell }, { submitMs: 250 });
}, 120_000);
afterAll(() => house.close());

/** So many orders, each to a number of its own, made of one; their pages are ready to be handed over. */
const fill = async (): Promise<void> => {
  const { orderId } = await house.order({ dueIn: 86_400 });
  const sealed = await createSealer().seal(Buffer.from('II*'), [house.outboundKey.recipient]);
  const names = Array.from({ length: orders }, () => randomUUID());
  for (const name of names) await objects.put(asId<'object'>(name), sealed.payload);
  const { sql } = house.database;
  const { payloadSize, payloadSha256, plainSize, plainSha256 } = sealed.facts;
  await sql(
    `with made as (select object, n from unnest($1::text[]) with ordinality u (object, n)),
       o as (insert into send_order (id, department_id, created_by, request_id, stage, created_at, changed_at, to_number,
         from_number, resolution, cover, language, code, key_id, contents, prepared_version, pages, sent_at)
         select 'o' || n, department_id, created_by, 'o' || n, 'sent', now(), now(), '+4631' || (1000000 + n),
           from_number, resolution, cover, language, 'o' || n, key_id, contents, 0, 1, now()
           from send_order, made where send_order.id = $2),
       v as (insert into delivery (id, order_id, department_id, attempt, to_number, from_number, asked_by,
         possible_duplicate, state, queued_at, due_at, deadline, changed_at)
         select '00000000-0000-4000-8000-' || lpad(n::text, 12, '0'), 'o' || n, department_id, 1,
           '+4631' || (1000000 + n), $8, asked_by, false, 'queued', now(), now(), now() + interval '1 day', now()
           from delivery, made where order_id = $2),
       d as (insert into send_document (id, order_id, delivery_id, department_id, key_id, service_key_id, kind, position,
         media_type, object_name, header, payload_size, payload_sha256, plain_size, plain_sha256, created_at)
         select 's' || n, 'o' || n, '00000000-0000-4000-8000-' || lpad(n::text, 12, '0'), department_id, key_id,
           service_key_id, 'sent', 0, 'application/pdf', object, $3, $4, $5, $6, $7, now()
           from send_document, made where order_id = $2)
     insert into work (id, service, kind, subject, due_at, created_at)
     select 'w' || n, 'outbound', 'dispatch', '00000000-0000-4000-8000-' || lpad(n::text, 12, '0'), now(), now() from made`,
    [
      names,
      orderId,
      Buffer.from(sealed.header),
      payloadSize,
      payloadSha256,
      plainSize,
      plainSha256,
      from,
    ],
  );
};

const states = async (): Promise<Record<string, number>> => {
  const rows = await house.database.sql<{ state: string; number: number }>(
    `select state, count(*)::int as number from delivery where order_id like 'o%' group by state`,
  );
  return Object.fromEntries(rows.map(({ state, number }) => [state, number]));
};

describe('a thousand orders that the carrier takes and does not answer', () => {
  it('are handed over once each, and unknown within a quarter of an hour', async () => {
    await expect.poll(states, { timeout: 400_000, interval: 500 }).toEqual({ submitting: orders });
    clock.advance(9 * 60_000);
    await hurry(house);
    expect(await states()).toEqual({ submitting: orders });
    clock.advance(5 * 60_000);
    await expect
      .poll(
        async () => {
          await hurry(house, 'follow');
          return states();
        },
        { timeout: 400_000, interval: 500 },
      )
      .toEqual({ unknown: orders });
    expect(house.carrier.orders.faxes).toHaveLength(orders);
  }, 900_000);

  it('are never given again, however long nobody does anything', async () => {
    for (let hour = 0; hour < 3; hour++) {
      clock.advance(60 * 60_000);
      await hurry(house);
    }
    const open = await house.database.sql(
      `select from work where kind = 'dispatch' and ended_at is null and subject like '0000%'`,
    );
    expect(open).toEqual([]);
    expect(house.carrier.orders.faxes).toHaveLength(orders);
    expect(new Set(house.carrier.orders.faxes.map(({ to }) => to)).size).toBe(orders);
  });
});
