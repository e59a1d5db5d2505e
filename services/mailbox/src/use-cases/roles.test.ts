import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import type { MemberRole } from '@kuvert/shared/member-role';
import { actingAs } from '@kuvert/testkit/acting';

import { clientOf, type Client } from '../test-support/client.ts';
import {
  addContact,
  addOutboundKey,
  beginDraft,
  readyDraft,
  sendReady,
} from '../test-support/compose.ts';
import type { FilledMessage } from '../test-support/fill.ts';
import { startHouse, type House } from '../test-support/house.ts';

let house: House;
let database: Database;
let anna: Client;
let message: FilledMessage;
let draft: { readonly id: string; readonly version: number };
let contactId: string;
let sent: { readonly id: string; readonly deliveryId: string };

beforeAll(async () => {
  house = await startHouse();
  await addOutboundKey(house.database);
  database = openDatabase({ url: house.database.urlOf('mailbox'), onError: () => undefined });
  anna = clientOf(house.origin, await house.logIn('anna'));
  message = await house.receive(house.care);
  draft = await readyDraft(anna, house.care.id);
  contactId = (await addContact(anna, house.care.id)).body.id;
  const sending = await sendReady(anna, house.care.id);
  sent = { id: sending.id, deliveryId: sending.delivery.id };
});
afterAll(async () => {
  await database.close();
  await house.stop();
});
beforeEach(() => annaIs('reader'));

const annaIs = (role: MemberRole): Promise<unknown> =>
  house.database.sql('update membership set role = $2 where person_id = $1', [
    house.personIds.anna,
    role,
  ]);

/** How many rows it changed as Anna, or the code by which the database refuses it; nothing of it stays. */
const attempt = async (sql: string, values: readonly unknown[]): Promise<unknown> => {
  const scope = await actingAs(house.database, house.personIds.anna);
  let outcome: unknown;
  const undone = new Error('undone');
  await database
    .transaction(async (transaction) => {
      outcome = await transaction.query(sql, values).then(
        ({ rowCount }) => rowCount,
        (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
      );
      throw undone;
    }, scope)
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return outcome;
};

describe('a reader', () => {
  it('reads what the department has, and stands in its timeline for it as all do', async () => {
    await anna.get(`/api/messages/${message.id}/pages/1`).expect(200);
    const { body } = await anna.get(`/api/messages/${message.id}`).expect(200);
    expect(body.timeline).toContainEqual(
      expect.objectContaining({
        kind: 'opened',
        by: expect.objectContaining({ name: 'Anna Öberg' }),
      }),
    );
  });

  it('is told so with the department, and that nothing can be sent', async () => {
    const { body } = await anna.get('/api/me').expect(200);
    expect(body.departments).toMatchObject([{ role: 'reader', sending: { canSend: false } }]);
  });

  it('is refused with one code whatever they ask for, in a session that goes on as well', async () => {
    const refused = async (method: 'post' | 'put' | 'delete', path: string, body: object = {}) => {
      const answer = method === 'delete' ? anna.delete(path) : anna[method](path, body);
      const { status, body: problem } = await answer;
      return [path, status, problem.code];
    };
    const id = message.id;
    const asked = [
      ['post', `/api/messages/${id}/take`],
      ['post', `/api/messages/${id}/register`, { system: 'Ciceron', reference: 'SN 1' }],
      ['post', `/api/messages/${id}/not-register`, { reason: 'reklam' }],
      ['post', `/api/messages/${id}/forward`, { departmentId: house.school.id }],
      ['put', `/api/messages/${id}/referral`, { answerBy: null }],
      ['post', `/api/messages/${id}/incident`, { how: 'seen-here' }],
      ['put', `/api/messages/${id}/resends/${randomUUID()}`, { denied: true }],
      ['post', `/api/departments/${house.care.id}/drafts`, { requestId: randomUUID() }],
      ['post', `/api/drafts/${draft.id}/send`, { version: draft.version }],
      ['delete', `/api/drafts/${draft.id}`],
      ['delete', `/api/contacts/${contactId}`],
      ['post', `/api/sendings/${sent.id}/cancel`],
    ] as const;
    for (const [method, path, body] of asked)
      expect(await refused(method, path, body)).toEqual([path, 403, 'only-reader']);
  });
});

describe('the database, of a member who only reads', () => {
  const changes: readonly [string, () => readonly unknown[]][] = [
    [
      `update handling set state = 'taken', person_id = $1, at = now()`,
      () => [house.personIds.anna],
    ],
    ['update send_order set wishes_fax = true where id = $1', () => [draft.id]],
    [`update send_document set position = 9 where order_id = $1`, () => [draft.id]],
    ['delete from send_document where order_id = $1', () => [draft.id]],
    [`update delivery set state = 'cancelled' where id = $1`, () => [sent.deliveryId]],
    [
      'update contact set name = name, changed_by = $2 where id = $1',
      () => [contactId, house.personIds.anna],
    ],
  ];

  it.each(changes)(
    'lets through what a handler may, and not of theirs: %s',
    async (sql, values) => {
      expect(await attempt(sql, values())).toBe(0);
      await annaIs('handler');
      expect(await attempt(sql, values())).not.toBe(0);
    },
  );

  const additions: readonly [string, () => readonly unknown[]][] = [
    [
      `insert into contact (id, department_id, name, number, created_at, created_by, changed_at, changed_by)
       values (gen_random_uuid()::text, $1, 'Linden', '+46313900699', now(), $2, now(), $2)`,
      () => [house.care.id, house.personIds.anna],
    ],
    [
      `insert into referral (message_id, department_id, marked_at, changed_at, marked_by) values ($1, $2, now(), now(), $3)`,
      () => [message.id, house.care.id, house.personIds.anna],
    ],
    [
      `insert into timeline (id, message_id, department_id, at, kind, person_id)
       values (gen_random_uuid()::text, $1, $2, now(), 'taken', $3)`,
      () => [message.id, house.care.id, house.personIds.anna],
    ],
    [
      `insert into send_act (id, order_id, department_id, at, kind, person_id)
       values (gen_random_uuid()::text, $1, $2, now(), 'undone', $3)`,
      () => [sent.id, house.care.id, house.personIds.anna],
    ],
  ];

  it.each(additions)('refuses what a handler may add: %s', async (sql, values) => {
    expect(await attempt(sql, values())).toBe('42501');
    await annaIs('handler');
    expect(await attempt(sql, values())).toBe(1);
  });

  it('sends, forwards, calls sooner and asks back nothing by its functions', async () => {
    const scope = await actingAs(house.database, house.personIds.anna);
    const said = async (sql: string, values: readonly unknown[]) =>
      database.transaction(
        async (transaction) =>
          (await transaction.query<{ said: unknown }>(sql, values)).rows[0]?.said,
        scope,
      );
    expect([
      await said(
        `select outcome as said from accept_order($1, $2, gen_random_uuid()::text, true, now(), '1 s', '1 h')`,
        [draft.id, draft.version],
      ),
      await said('select dial_now($1) as said', [sent.deliveryId]),
      await said('select ask_to_withdraw(gen_random_uuid()::text, $1) as said', [sent.deliveryId]),
      await said('select fetch_again($1) as said', [message.id]),
    ]).toEqual(['not-found', false, false, null]);
  });

  it('has no function left that writes by what is only read', async () => {
    const rows = await house.database.sql<{ name: string }>(
      `select proname as name from pg_proc p
        where pronamespace = 'public'::regnamespace and prosecdef and provolatile = 'v'
          and prosrc like '%my_departments()%' and has_function_privilege('kuvert_mailbox', p.oid, 'execute')`,
    );
    expect(rows).toEqual([]);
  });
});

describe('an administrator of a department', () => {
  it('does what handlers do', async () => {
    await annaIs('administrator');
    const { status } = await beginDraftAs();
    expect(status).toBe('draft begun');
  });

  const beginDraftAs = async () => {
    const { id } = await beginDraft(anna, house.care.id);
    return { status: id === '' ? 'none' : 'draft begun' };
  };
});
