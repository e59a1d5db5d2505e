import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { ProviderFacts } from '@kuvert/shared/providers/provider';
import { verdictOf } from '@kuvert/shared/providers/verdict';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import { openDatabase, type Database } from '../postgres/database.ts';
import { announceProviders, noteProvider } from './provider-health.ts';
import { readProviderHours, readProviders } from './provider-rows.ts';
import { watchProviders } from './watch-providers.ts';

let server: TestDatabase;
let owner: Database;
let ingest: Database;
let outbound: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  const open = (url: string): Database => openDatabase({ url, onError: () => undefined });
  owner = open(server.ownerUrl);
  ingest = open(server.urlOf('ingest'));
  outbound = open(server.urlOf('outbound'));
  await server.sql(
    `insert into department (id, name, unassigned, created_at) values ('d', 'D', true, now())`,
  );
  await server.sql(
    `insert into department_key (id, department_id, recipient, created_at) values ('k', 'd', 'age1pq1x', now())`,
  );
  await server.sql(`insert into fax_number (number, department_id) values ('+4622511111', 'd')`);
  await server.sql(
    `insert into person (id, issuer, subject, name, created_at) values ('p', 'https://id', 'p', 'P', now())`,
  );
});
beforeEach(async () => {
  await server.sql(
    'truncate provider_health, reception, work, send_order, carrier_hold, notice cascade',
  );
});
afterAll(async () => {
  await Promise.all([owner, ingest, outbound].map((each) => each.close()));
  await server.drop();
});

const telnyx = { kind: 'carrier', name: 'telnyx' } as const;
const now = (): Date => new Date();
const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

const announced = (at = now()) => announceProviders(ingest, 'ingest', [telnyx], at);

const stateOf = async (name = 'telnyx') => {
  const facts = (await readProviders(owner, 'provider_status')).find((each) => each.name === name);
  return facts && { ...facts, ...verdictOf(facts, now()) };
};

const addReception = (id: string, minutes: number): Promise<unknown> =>
  server.sql(
    `insert into reception (id, carrier, event_id, fax_id, department_id, from_number, to_number, received_at, accepted_at)
     values ($1, 'telnyx', $1, $1, 'd', '+4670', '+4622511111', now(), now() - $2 * interval '1 minute')`,
    [id, minutes],
  );

const addDelivery = async (
  id: string,
  state: string,
  { minutes = 1, cause = null as string | null, handed = true } = {},
): Promise<void> => {
  await server.sql(
    `insert into send_order (id, department_id, created_by, request_id, stage, created_at, changed_at, resolution, cover, language,
       code, contents, key_id) values ($1, 'd', 'p', $1, 'discarded', now(), now(), 'fine', false, 'sv', $1, null, 'k')`,
    [id],
  );
  await server.sql(
    `insert into delivery (id, order_id, department_id, attempt, to_number, from_number, asked_by, possible_duplicate, state, cause,
       carrier, queued_at, due_at, deadline, changed_at, intent_at, submitted_at)
     values ($1, $1, 'd', 1, $1, '+4622511111', 'p', false, $2, $3, case when $5 then 'telnyx' end, now(), now(), now(),
       now() - $4 * interval '1 minute', case when $5 then now() - $4 * interval '1 minute' end,
       case when $5 then now() - $4 * interval '1 minute' end)`,
    [id, state, cause, minutes, handed],
  );
};

describe('a provider', () => {
  it('that a service has and never called works as far as anybody knows', async () => {
    await announced();
    expect(await stateOf()).toMatchObject({
      state: 'works',
      services: ['ingest'],
      lastSuccessAt: null,
    });
  });

  it('is failing from the first failure on, with the newest code, until it succeeds', async () => {
    await announced();
    const [first, second] = [minutesAgo(8), minutesAgo(4)];
    await noteProvider(ingest, 'ingest', telnyx, { code: 'fetch-failed' }, first);
    await noteProvider(ingest, 'ingest', telnyx, { code: 'carrier-refused' }, second);
    expect(await stateOf()).toMatchObject({
      ...{ state: 'failing', code: 'carrier-refused', since: first, lastFailureAt: second },
    });
    await noteProvider(ingest, 'ingest', telnyx, 'success', now());
    expect(await stateOf()).toMatchObject({
      state: 'troubled',
      failingSince: null,
      failureCode: 'carrier-refused',
    });
  });

  it('of which no service has said anything for minutes is not heard from', async () => {
    const at = minutesAgo(6);
    await announced(at);
    expect(await stateOf()).toMatchObject({ state: 'silent', since: at });
  });

  it('that a service has no more is off, for a week', async () => {
    await announced();
    await noteProvider(ingest, 'ingest', telnyx, { code: 'fetch-failed' }, now());
    await announceProviders(ingest, 'ingest', [], now());
    expect(await stateOf()).toMatchObject({ state: 'off', code: null });
    await server.sql(`update provider_health set announced_at = now() - interval '8 days'`);
    expect(await stateOf()).toBeUndefined();
  });

  it('that one service reaches and the other does not is failing', async () => {
    await announced();
    await announceProviders(outbound, 'outbound', [telnyx], now());
    await noteProvider(ingest, 'ingest', telnyx, 'success', now());
    await noteProvider(outbound, 'outbound', telnyx, { code: 'ECONNREFUSED' }, now());
    expect(await stateOf()).toMatchObject({
      state: 'failing',
      code: 'ECONNREFUSED',
      services: ['ingest', 'outbound'],
    });
  });

  it('never has the words of an error for a code', async () => {
    await noteProvider(ingest, 'ingest', telnyx, { code: 'password "x" at https://host' }, now());
    expect(await server.sql('select failure_code as code from provider_health')).toEqual([
      { code: 'internal' },
    ]);
  });

  it('is written down by the service that knows, and by no other for it', async () => {
    await announced();
    await expect(announceProviders(ingest, 'outbound', [telnyx], now())).rejects.toThrow(
      /row-level security/,
    );
    expect((await outbound.query('select from provider_health')).rowCount).toBe(0);
    await expect(readProviders(ingest, 'provider_status')).rejects.toThrow(/permission denied/);
  });
});

describe('a carrier', () => {
  beforeEach(() => announced());

  it('has counts of what came and went, whose failures are the carrier’s alone', async () => {
    await addReception('r1', 5);
    await addReception('r2', 3 * 24 * 60);
    await addDelivery('a', 'delivered', { minutes: 9 });
    await addDelivery('b', 'failed', { cause: 'busy' });
    await addDelivery('c', 'failed', { cause: 'congestion', minutes: 2 });
    expect(await stateOf()).toMatchObject({
      day: { in: 1, out: 3, failed: 1, notArrived: 2 },
      week: { in: 2, out: 3, failed: 1, notArrived: 2 },
      failureCode: 'congestion',
      numbers: ['+4622511111'],
    });
  });

  it('says when the last one came and the last one arrived', async () => {
    await addReception('r1', 5);
    await addDelivery('a', 'delivered', { minutes: 9 });
    await addDelivery('b', 'failed', { cause: 'busy' });
    const { lastInAt, lastOutAt } = (await stateOf()) ?? ({} as Partial<ProviderFacts>);
    const minutes = (at: Date | null | undefined) =>
      Math.round((Date.now() - (at?.getTime() ?? 0)) / 60_000);
    expect([minutes(lastInAt), minutes(lastOutAt)]).toEqual([5, 9]);
  });

  it('that takes no orders because of the account is failing', async () => {
    await server.sql(
      `insert into carrier_hold values ('telnyx', now() - interval '7 minutes', now())`,
    );
    expect(await stateOf()).toMatchObject({ state: 'failing', code: 'carrier-account' });
  });

  it('that could not be reached is failing until an order is taken', async () => {
    await addDelivery('a', 'queued', { handed: false });
    await server.sql(
      `insert into delivery_fact (id, delivery_id, department_id, at, source, kind, event_key, changed, evidence)
       values ('f', 'a', 'd', now() - interval '3 minutes', 'house', 'not-reached', 'k', true,
               '{"carrier": "telnyx", "code": "ECONNREFUSED"}')`,
    );
    expect(await stateOf()).toMatchObject({ state: 'failing', code: 'ECONNREFUSED' });
    await addDelivery('b', 'accepted', { minutes: 1 });
    expect(await stateOf()).toMatchObject({ state: 'troubled', failingSince: null, underWay: 1 });
  });

  it('from which something waits to be fetched is slow', async () => {
    await addReception('r', 20);
    await server.sql(
      `insert into work (id, service, kind, subject, due_at, attempts, last_error, created_at)
       values ('w', 'ingest', 'take-in', 'r', now(), 3, 'media-unreachable', now())`,
    );
    expect(await stateOf()).toMatchObject({
      state: 'troubled',
      waiting: 1,
      code: 'media-unreachable',
    });
  });

  it('has its hours, in which nothing else is counted', async () => {
    await addReception('r1', 0);
    await addReception('r2', 8 * 24 * 60);
    expect(await readProviderHours(owner, 'provider_hour')).toMatchObject([
      { carrier: 'telnyx', in: 1, out: 0, failed: 0 },
    ]);
  });
});

describe('a service', () => {
  const watch = (check: () => Promise<unknown>) =>
    watchProviders({
      ...{ service: 'ingest', database: ingest, clock: { now } },
      watched: [{ kind: 'objects', name: 'folder', check }],
      known: [telnyx],
      failed: () => undefined,
    });

  it('says that it is there, and how what it leans on goes', async () => {
    const stop = watch(() =>
      Promise.reject(Object.assign(new Error('no'), { code: 'object-store-failed' })),
    );
    await stop();
    expect([
      await stateOf('ingest'),
      await stateOf('folder'),
      await stateOf('clock'),
    ]).toMatchObject([
      { kind: 'service', state: 'works' },
      { kind: 'objects', state: 'failing', code: 'object-store-failed' },
      { kind: 'clock', state: 'works' },
    ]);
    await watch(async () => undefined)();
    expect(await stateOf('folder')).toMatchObject({ failingSince: null });
  });

  it('notices that its clock and the database’s differ', async () => {
    const clock = { now: () => new Date(Date.now() + 11_000) };
    await watchProviders({
      service: 'ingest',
      database: ingest,
      clock,
      watched: [],
      known: [],
      failed: () => undefined,
    })();
    expect(await stateOf('clock')).toMatchObject({ state: 'failing', code: 'clock-differs' });
  });
});
