import { createHash } from 'node:crypto';

import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase } from '@kuvert/platform/postgres/database';

import { clientOf, type Client } from '../test-support/client.ts';
import { addOutboundKey, putDelivery, queueRetry, sendReady } from '../test-support/compose.ts';
import { startHouse, type House } from '../test-support/house.ts';

let house: House;
let anna: Client;
let bo: Client;
let cecilia: Client;

beforeAll(async () => {
  house = await startHouse();
  await addOutboundKey(house.database);
  anna = clientOf(house.origin, await house.logIn('anna'));
  bo = clientOf(house.origin, await house.logIn('bo'));
  cecilia = clientOf(house.origin, await house.logIn('cecilia'));
});
afterAll(() => house.stop());

const secret = 'Brita Exempel ringde, hon fick en annans remiss';

/** What went to somebody, who calls. */
const gone = async (state: 'delivered' | 'failed' = 'delivered') => {
  const sending = await sendReady(anna, house.care.id);
  await putDelivery(house.database, sending.delivery.id, state);
  return sending;
};

const report = async (id: string, client = anna) =>
  (
    await client
      .post(`/api/sendings/${id}/incident`, { how: 'receiver-told', note: secret })
      .expect(200)
  ).body;

/** What came, and isn't ours. */
const came = async () => {
  const { id } = await house.receive(house.care);
  const body = { how: 'seen-here', note: secret };
  return (await anna.post(`/api/messages/${id}/incident`, body).expect(200)).body;
};

const openCount = async (): Promise<number> =>
  (await anna.get('/api/me')).body.departments[0].openIncidents;

describe('a wrong recipient of what was sent', () => {
  it('opens one incident, however often it is reported, with who, when, how and the hours that the law gives', async () => {
    const before = await openCount();
    const { id } = await gone();
    const incident = await report(id);
    const noticed = Date.parse(incident.noticedAt);
    expect(incident).toMatchObject({
      direction: 'out',
      sendingId: id,
      messageId: null,
      number: { full: '+46313900601' },
      how: 'receiver-told',
      reportedBy: { name: 'Anna Öberg' },
      isOpen: true,
      outcome: null,
      acts: [{ kind: 'opened', by: { name: 'Anna Öberg' }, note: secret }],
      deadlines: [
        { law: 'nis2', at: new Date(noticed + 24 * 3_600_000).toISOString() },
        { law: 'gdpr', at: new Date(noticed + 72 * 3_600_000).toISOString() },
      ],
    });
    expect((await report(id, bo)).id).toBe(incident.id);
    expect(await openCount()).toBe(before + 1);
    const { body } = await bo.get(`/api/sendings/${id}`);
    expect(body.incident).toEqual({ id: incident.id, isOpen: true });
  });

  it('is found by the code on the cover sheet, as people write it', async () => {
    const { id, code } = await gone();
    const written = code.toLowerCase().replace('-', ' ');
    const { body } = await bo.get(`/api/sendings/by-code/${encodeURIComponent(written)}`);
    expect(body).toEqual({ id, departmentId: house.care.id });
    await cecilia.get(`/api/sendings/by-code/${code}`).expect(404);
    await anna.get('/api/sendings/by-code/K7Q4').expect(404);
  });

  it('does not get it again: a next attempt is taken back, and none can be added', async () => {
    const { id, delivery } = await gone('failed');
    await queueRetry(house.database, delivery.id);
    await report(id);
    const { body } = await anna.get(`/api/sendings/${id}`);
    expect(body.delivery.state).toBe('cancelled');
    expect(body.can.sendAgain).toBe(false);
    const other = await gone('failed');
    await report(other.id);
    const again = await anna.post(`/api/sendings/${other.id}/send-again`, {
      deliveryId: other.delivery.id,
      reason: 'kom inte',
    });
    expect([again.status, again.body.code]).toEqual([409, 'recipient-wrong']);
  });

  it('is not reported before any call was made: it can be cancelled', async () => {
    const { id } = await sendReady(anna, house.care.id);
    const answer = await anna.post(`/api/sendings/${id}/incident`, { how: 'seen-here' });
    expect([answer.status, answer.body.code]).toEqual([409, 'nothing-left']);
  });

  it.each([
    ['in the future', 3_600_000],
    ['before the fax', -3_600_000],
  ])('is not noticed %s', async (_, ms) => {
    const { id } = await gone();
    const answer = await anna.post(`/api/sendings/${id}/incident`, {
      how: 'seen-here',
      noticedAt: new Date(Date.now() + ms).toISOString(),
    });
    expect([answer.status, answer.body.code]).toEqual([400, 'request-invalid']);
  });
});

describe("a fax that isn't ours", () => {
  it('is an incident when it goes on to its department, with the hashes of what is gone here', async () => {
    const message = await house.receive(house.care);
    const path = `/api/messages/${message.id}`;
    await anna.post(`${path}/forward`, { departmentId: house.school.id }).expect(200);
    const { incident: mark } = (await anna.get(path)).body;
    const { body: incident } = await anna.get(`/api/incidents/${mark.id}`).expect(200);
    expect(incident).toMatchObject({
      direction: 'in',
      messageId: message.id,
      number: { full: '+46225222222' },
      forwardedTo: 'Elevhälsan',
      how: 'seen-here',
    });
    const original = incident.documents.find(({ kind }: { kind: string }) => kind === 'original');
    expect(original.sha256).toBe(createHash('sha256').update(house.original).digest('hex'));
    await anna.get(`${path}/pages/1`).expect(404);
  });

  it('is none where the person says so', async () => {
    const { id } = await house.receive(house.care);
    const body = { departmentId: house.school.id, incident: false };
    const { body: message } = await anna.post(`/api/messages/${id}/forward`, body).expect(200);
    expect(message.incident).toBeNull();
  });
});

describe('an incident', () => {
  it('is closed with whether the authority was told, and opened again, each with a word on why', async () => {
    const { id } = await came();
    const path = `/api/incidents/${id}`;
    await bo.post(`${path}/notes`, { note: 'Papperet är makulerat' }).expect(200);
    const close = { outcome: 'not-notified', note: 'Ingen risk' };
    const { body: closed } = await bo.post(`${path}/close`, close).expect(200);
    expect(closed).toMatchObject({ isOpen: false, outcome: 'not-notified' });
    const twice = await anna.post(`${path}/close`, close);
    expect([twice.status, twice.body.code]).toEqual([409, 'incident-closed']);
    const { body } = await anna.post(`${path}/reopen`, { note: 'Mer att göra' }).expect(200);
    expect(body.acts.map(({ kind, note }: { kind: string; note: string }) => [kind, note])).toEqual(
      [
        ['opened', secret],
        ['noted', 'Papperet är makulerat'],
        ['closed', 'Ingen risk'],
        ['reopened', 'Mer att göra'],
      ],
    );
    expect([body.isOpen, body.outcome]).toEqual([true, null]);
  });

  it("stands in the department's list, the open ones by themselves", async () => {
    const open = await came();
    const closed = await came();
    await anna
      .post(`/api/incidents/${closed.id}/close`, { outcome: 'notified', note: 'Anmält' })
      .expect(200);
    const idsOf = async (view: string): Promise<string[]> => {
      const path = `/api/departments/${house.care.id}/incidents?view=${view}`;
      const { body } = await anna.get(path).expect(200);
      return body.incidents.map(({ id }: { id: string }) => id);
    };
    expect(await idsOf('open')).toContain(open.id);
    expect(await idsOf('open')).not.toContain(closed.id);
    expect(await idsOf('all')).toEqual(expect.arrayContaining([open.id, closed.id]));
  });

  it('keeps what people wrote sealed, and out of the audit trail', async () => {
    const { id } = await came();
    const rows = await house.database.sql<{ note: Buffer }>(
      'select note from incident_act where incident_id = $1',
      [id],
    );
    expect(rows[0]?.note.toString('latin1')).not.toContain('Exempel');
    const audit = await house.database.sql(
      'select action, detail from audit where detail like $1',
      [`%incident ${id}`],
    );
    expect(audit).toMatchObject([{ action: 'open-incident' }]);
    expect(JSON.stringify(audit)).not.toContain('Exempel');
  });

  it('is on record whenever somebody opens what people wrote of it', async () => {
    const { id: sendingId } = await gone();
    const { id } = await report(sendingId);
    await bo.get(`/api/incidents/${id}`).expect(200);
    const trail = await house.database.sql(
      `select action, person_id from audit where detail like '%incident ${id}' order by seq`,
    );
    expect(trail.at(-1)).toEqual({ action: 'read-incident', person_id: house.personIds.bo });
  });

  it('is exported as a report and the rows of the audit trail, which anybody can check', async () => {
    const { id: sendingId } = await gone();
    await bo.get(`/api/sendings/${sendingId}/pages/1`).expect(200);
    const { id } = await report(sendingId);
    const { body, headers } = await anna
      .get(`/api/incidents/${id}/export`)
      .responseType('blob')
      .expect(200);
    expect(headers['content-disposition']).toBe(
      `attachment; filename="incident-${id.slice(0, 8)}.zip"`,
    );
    const files = unzipSync(body);
    expect(Object.keys(files)).toEqual(['report.pdf', 'audit.json']);
    expect(Buffer.from(files['report.pdf'] ?? []).toString('latin1')).toMatch(/^%PDF-1\.\d/);
    const extract = JSON.parse(Buffer.from(files['audit.json'] ?? []).toString());
    expect(extract.rows.map(({ action }: { action: string }) => action)).toEqual([
      'send',
      'sent-page',
      'open-incident',
    ]);
    for (const row of extract.rows) expect(hashOf(row)).toBe(row.hash);
    const trail = await house.database.sql(
      `select action from audit where detail like '%incident ${id}' order by seq`,
    );
    expect(trail).toEqual([{ action: 'open-incident' }, { action: 'export-incident' }]);
  });
});

/** As the extract says. */
const hashOf = (row: Record<string, string | number | null>): string => {
  const names = ['previousHash', 'seq', 'at', 'service', 'personId', 'action', 'departmentId'];
  const texts = [...names, 'messageId', 'documentId', 'detail'].map((name) =>
    JSON.stringify(String(row[name] ?? '')),
  );
  return createHash('sha256')
    .update(`[${texts.join(', ')}]`)
    .digest('hex');
};

describe('the database', () => {
  it('refuses a further delivery of a fax whose number was reported as a wrong one, of whichever service', async () => {
    const { id, delivery } = await gone('failed');
    await report(id);
    const outbound = openDatabase({
      url: house.database.urlOf('outbound'),
      max: 1,
      onError: () => undefined,
    });
    const retry = outbound.query(
      `insert into delivery (id, order_id, department_id, attempt, to_number, from_number, asked_by, possible_duplicate,
         state, queued_at, due_at, deadline, changed_at, automatic)
       select 'another', order_id, department_id, 2, to_number, from_number, asked_by, false, 'queued', now(), now(),
              deadline, now(), true from delivery where id = $1`,
      [delivery.id],
    );
    await expect(retry).rejects.toMatchObject({ code: '23514' });
    await outbound.close();
  });
});
