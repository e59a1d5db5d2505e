import { randomUUID } from 'node:crypto';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { Draft, Sending } from '#api';
import { clientOf, type Client } from '../test-support/client.ts';
import { addOutboundKey, beginDraft, lastDigits, written } from '../test-support/compose.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { addNotices } from '../test-support/notices.ts';

let house: House;
let anna: Client;
let cecilia: Client;

/** The school's. */
const inHouse = '+46225333333';

beforeAll(async () => {
  house = await startHouse();
  await addOutboundKey(house.database);
  anna = clientOf(house.origin, await house.logIn('anna'));
  cecilia = clientOf(house.origin, await house.logIn('cecilia'));
});
afterAll(() => house.stop());
afterEach(() => house.database.sql('delete from routing_rule'));

const addRule = (rule: { requires?: string; fax: string; department?: string }): Promise<unknown> =>
  house.database.sql(
    `insert into routing_rule (id, department_id, requires, fax, created_at) values ($1, $2, $3, $4, now())`,
    [randomUUID(), rule.department ?? null, rule.requires ?? 'open', rule.fax],
  );

/** A draft to this number, its pages made. */
const draftTo = async (to: string, changes: object = {}): Promise<Draft> => {
  const { id, version } = await beginDraft(anna, house.care.id);
  const body = { ...written, to, version, ...changes };
  const changed = await anna.put(`/api/drafts/${id}`, body).expect(200);
  const path = `/api/drafts/${id}/prepare`;
  return (await anna.post(path, { version: changed.body.version }).expect(200)).body;
};

const send = ({ id, version }: Draft, digits?: string) =>
  anna.post(`/api/drafts/${id}/send`, {
    version,
    ...(digits === undefined ? {} : { lastDigits: digits }),
  });

const orderOf = async ({ id }: Draft) =>
  (
    await house.database.sql<{ stage: string; channel: string; to_department: string | null }>(
      'select stage, channel, channel_reason, to_department from send_order where id = $1',
      [id],
    )
  )[0];

describe('a number of another department of this house', () => {
  it('is told of in the draft, needs no second look, and is sent to as a message, with the reason', async () => {
    const draft = await draftTo(inHouse);
    expect(draft.recipient).toMatchObject({
      secondLook: null,
      way: {
        kind: 'chosen',
        channel: 'department',
        department: 'Elevhälsan',
        reason: 'secure-address',
        mayFax: false,
      },
    });
    const { body } = await send(draft).expect(200);
    expect(body.way).toEqual({
      channel: 'department',
      department: 'Elevhälsan',
      partner: null,
      reason: 'secure-address',
    });
    expect(await orderOf(draft)).toMatchObject({ to_department: house.school.id });
  });

  it('is faxed to on the sender’s wish where a rule permits that, and nowhere else', async () => {
    const refused = await draftTo(inHouse, { wishesFax: true });
    expect(refused.recipient?.way).toEqual({
      kind: 'refused',
      refusal: 'fax-not-allowed',
      department: 'Elevhälsan',
      partner: null,
    });
    const answer = await send(refused);
    expect([answer.status, answer.body.code]).toEqual([409, 'fax-not-allowed']);
    await addRule({ fax: 'choice', department: house.care.id });
    const draft = await draftTo(inHouse, { wishesFax: true });
    expect(draft.recipient?.way).toMatchObject({ channel: 'fax', reason: 'fax-chosen' });
    const { body } = await send(draft, inHouse.slice(-4)).expect(200);
    expect(body.way).toEqual({
      channel: 'fax',
      department: null,
      partner: null,
      reason: 'fax-chosen',
    });
  });

  it('can be taken back and sent again like any other', async () => {
    const draft = await draftTo(inHouse);
    await send(draft).expect(200);
    const { body } = await anna.post(`/api/sendings/${draft.id}/undo`).expect(200);
    await send(body).expect(200);
    const { body: cancelled } = await anna.post(`/api/sendings/${draft.id}/cancel`).expect(200);
    expect(cancelled.delivery.state).toBe('cancelled');
  });
});

describe('a rule', () => {
  it('that forbids fax stops what has no other way, and says so before and when it is sent', async () => {
    await addRule({ fax: 'never' });
    const draft = await draftTo(written.to);
    expect(draft.recipient?.way).toMatchObject({ refusal: 'fax-not-allowed', department: null });
    expect((await send(draft, lastDigits)).body.code).toBe('fax-not-allowed');
    expect(await orderOf(draft)).toMatchObject({ stage: 'draft' });
  });

  it('that requires more than any way gives has its own word', async () => {
    await addRule({ requires: 'login', fax: 'never' });
    expect((await send(await draftTo(written.to), lastDigits)).body.code).toBe(
      'assurance-not-reached',
    );
    await send(await draftTo(inHouse)).expect(200);
  });

  it('of another department counts there alone', async () => {
    await addRule({ fax: 'never', department: house.school.id });
    const { body } = await send(await draftTo(written.to), lastDigits).expect(200);
    expect(body.way).toMatchObject({ channel: 'fax', reason: 'no-secure-address' });
  });
});

describe('what was looked at', () => {
  it('does not go another way when the number has another owner meanwhile: it is looked at again', async () => {
    const number = '+46225444444';
    const draft = await draftTo(number);
    expect(draft.recipient?.way).toMatchObject({ channel: 'fax' });
    await house.database.sql('insert into fax_number values ($1, $2)', [number, house.school.id]);
    const answer = await send(draft, number.slice(-4));
    expect([answer.status, answer.body.code]).toEqual([409, 'draft-changed']);
    const { body } = await anna.get(`/api/drafts/${draft.id}`).expect(200);
    expect(body.recipient.way).toMatchObject({ channel: 'department', department: 'Elevhälsan' });
    // its cover sheet is a fax's
    expect((await send(body)).body.code).toBe('draft-not-prepared');
    const { version } = body;
    const path = `/api/drafts/${draft.id}/prepare`;
    await send((await anna.post(path, { version }).expect(200)).body).expect(200);
    expect(await orderOf(draft)).toMatchObject({ channel: 'department' });
  });

  it('is sent by no other channel than was chosen, whoever asks the database', async () => {
    const draft = await draftTo(inHouse);
    await expect(
      house.database.sql(
        `update send_order set channel = 'department', channel_reason = 'no-secure-address', to_department = $2,
                to_name = 'x' where id = $1`,
        [draft.id, house.care.id],
      ),
    ).rejects.toThrow('send_order_reason');
  });
});

describe('a message that another department of this house sent', () => {
  it('is shown with that department as its sender, and keeps it where it goes on', async () => {
    const { id } = await house.receive(house.school, { from: '+46225111111' });
    await house.database.sql(`insert into in_house values ($1, $2, null, $3, 'Hemsjukvården')`, [
      id,
      house.school.id,
      house.care.id,
    ]);
    const { body } = await cecilia.get(`/api/messages/${id}`).expect(200);
    expect(body.fromDepartment).toBe('Hemsjukvården');
    const forward = { departmentId: house.care.id };
    await cecilia.post(`/api/messages/${id}/forward`, forward).expect(200);
    const [there] = await house.database.sql<{ message_id: string }>(
      'select message_id from forwarding where from_id = $1',
      [id],
    );
    const { body: gone } = await anna.get(`/api/messages/${there?.message_id}`).expect(200);
    expect(gone.fromDepartment).toBe('Hemsjukvården');
  });

  it('tells who sent it that it was told of by mail, opened, taken and answered there, and not by whom', async () => {
    const draft = await draftTo(inHouse);
    const { body: sent } = await send(draft).expect(200);
    const { id } = await house.receive(house.school, { from: '+46225111111' });
    await house.database.sql(`insert into in_house values ($1, $2, $3, $4, 'Hemsjukvården')`, [
      id,
      house.school.id,
      sent.delivery.id,
      house.care.id,
    ]);
    const doneThere = async (): Promise<unknown[]> => {
      const { body } = await anna.get(`/api/sendings/${draft.id}`).expect(200);
      return (body as Sending).people
        .filter(({ kind }) => kind.endsWith('-there'))
        .map(({ kind, by, reason }) => [kind, by.name, reason]);
    };
    expect(await doneThere()).toEqual([]);
    await addNotices(house.database, house.school.id, id, [{ outcome: 'accepted' }]);
    await cecilia.get(`/api/messages/${id}/pages/1`).expect(200);
    await cecilia.post(`/api/messages/${id}/take`).expect(200);
    expect(await doneThere()).toEqual([
      ['notified-there', 'Elevhälsan', null],
      ['opened-there', 'Elevhälsan', null],
      ['taken-there', 'Elevhälsan', null],
    ]);
  });

  it('is answered the same secure way', async () => {
    const message = await house.receive(house.care, { from: inHouse });
    const draft = await beginDraft(anna, house.care.id, message.id);
    expect(draft.recipient?.way).toMatchObject({ channel: 'department', department: 'Elevhälsan' });
  });
});
