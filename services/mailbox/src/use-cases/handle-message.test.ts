import { openDatabase } from '@kuvert/platform/postgres/database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { clientOf, type Client } from '../test-support/client.ts';
import type { FilledMessage } from '../test-support/fill.ts';
import { startHouse, type House } from '../test-support/house.ts';

let house: House;
let anna: Client;
let bo: Client;
let message: FilledMessage;
let path: string;

beforeAll(async () => {
  house = await startHouse();
  anna = clientOf(house.origin, await house.logIn('anna'));
  bo = clientOf(house.origin, await house.logIn('bo'));
});
afterAll(() => house.stop());
beforeEach(async () => {
  message = await house.receive(house.care);
  path = `/api/messages/${message.id}`;
});

const actionsAudited = async (): Promise<unknown[]> => {
  const rows = await house.database.sql<{ action: string }>(
    'select action from audit where message_id = $1 order by seq',
    [message.id],
  );
  return rows.map(({ action }) => action);
};

const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

/** Lets requests that change the message go on when each of them has come as far as its work state. */
const atOnce = async <Answer>(ask: () => PromiseLike<Answer>[]): Promise<Answer[]> => {
  const owner = openDatabase({ url: house.database.ownerUrl, max: 1, onError: () => undefined });
  const answers = await owner.transaction(async (transaction) => {
    await transaction.query('select from handling where message_id = $1 for update', [message.id]);
    const asked = ask().map((each) => Promise.resolve(each));
    await expect.poll(() => house.database.sql(waiting)).toHaveLength(asked.length);
    return { asked };
  });
  await owner.close();
  return Promise.all(answers.asked);
};

describe('a message', () => {
  it('that two people take at once is taken by one, and the other is told who', async () => {
    const answers = await atOnce(() => [anna.post(`${path}/take`), bo.post(`${path}/take`)]);
    const [won, lost] = answers.toSorted((one, other) => one.status - other.status);
    expect([won?.status, won?.body.handling.state]).toEqual([200, 'taken']);
    expect([lost?.status, lost?.body.code]).toEqual([409, 'already-taken']);
    expect(lost?.body.details).toEqual({ by: won?.body.handling.by.name });
    expect(await actionsAudited()).toEqual(['take']);
  });

  it('taken, registered and reopened tells its story in the timeline and in the audit trail', async () => {
    await anna.post(`${path}/take`).expect(200);
    await anna.post(`${path}/register`, { system: 'Ciceron', reference: 'SN 2026/1' }).expect(200);
    const { body } = await bo.post(`${path}/reopen`).expect(200);
    expect(body.handling).toMatchObject({ state: 'taken', by: { name: 'Bo Ek' } });
    expect(
      body.timeline.map(({ kind, by, note }: Record<string, { name: string } | null>) => [
        kind,
        by?.name ?? null,
        note,
      ]),
    ).toEqual([
      ['received', null, null],
      ['taken', 'Anna Öberg', null],
      ['registered', 'Anna Öberg', 'Ciceron SN 2026/1'],
      ['reopened', 'Bo Ek', null],
    ]);
    expect(await actionsAudited()).toEqual(['take', 'register', 'reopen']);
  });

  it('can be taken over with a note', async () => {
    await anna.post(`${path}/take`).expect(200);
    const { body } = await bo.post(`${path}/take-over`, { note: '  Anna är ledig ' }).expect(200);
    expect(body.handling).toMatchObject({ state: 'taken', by: { id: house.personIds.bo } });
    expect(body.timeline.at(-1)).toMatchObject({ kind: 'taken-over', note: 'Anna är ledig' });
  });

  it('can be given back by the one who took it, and by nobody else', async () => {
    await anna.post(`${path}/take`).expect(200);
    const { body: refused } = await bo.post(`${path}/give-back`);
    expect(refused.code).toBe('not-taken-by-you');
    const { body } = await anna.post(`${path}/give-back`).expect(200);
    expect(body.handling).toEqual({ state: 'new' });
  });

  it('taken twice by the same person stays as it is, and is audited once', async () => {
    await anna.post(`${path}/take`).expect(200);
    await anna.post(`${path}/take`).expect(200);
    expect(await actionsAudited()).toEqual(['take']);
  });

  it('changes nothing when the audit trail cannot be written', async () => {
    await house.database.sql('revoke execute on function audit_append from kuvert_mailbox');
    const { status } = await anna.post(`${path}/take`);
    await house.database.sql('grant execute on function audit_append to kuvert_mailbox');
    const { body } = await anna.get(path);
    expect([status, body.handling]).toEqual([500, { state: 'new' }]);
  });

  it.each([
    ['register', { system: 'Ciceron' }],
    ['register', { system: ' ', reference: '1' }],
    ['not-register', {}],
    ['take-over', { note: 'x'.repeat(501) }],
  ])('refuses to %s with %j', async (action, body) => {
    const response = await anna.post(`${path}/${action}`, body);
    expect([response.status, response.body.code]).toEqual([400, 'request-invalid']);
  });

  it('that needs attention may be fetched again, which is audited when there is something to try', async () => {
    const failed = await house.receive(house.care, { attention: 'media-unreachable' });
    await house.database.sql(
      `insert into work (id, service, kind, subject, due_at, attempts, created_at, ended_at)
       values ($1, 'ingest', 'take-in', $1, now(), 9, now(), now())`,
      [failed.id],
    );
    message = failed;
    await anna.post(`/api/messages/${failed.id}/fetch-again`).expect(202);
    const rows = await house.database.sql(
      'select attempts, ended_at from work where subject = $1',
      [failed.id],
    );
    expect(rows).toEqual([{ attempts: 0, ended_at: null }]);
    expect(await actionsAudited()).toEqual(['fetch-again']);
  });
});
