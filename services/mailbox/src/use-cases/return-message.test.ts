import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { clientOf, type Client } from '../test-support/client.ts';
import { addOutboundKey } from '../test-support/compose.ts';
import { startHouse, type House } from '../test-support/house.ts';

let house: House;
let anna: Client;
let bo: Client;

beforeAll(async () => {
  house = await startHouse();
  await addOutboundKey(house.database);
  anna = clientOf(house.origin, await house.logIn('anna'));
  bo = clientOf(house.origin, await house.logIn('bo'));
});
afterAll(() => house.stop());

const giveBack = async (number: string, client = anna) => {
  const { id } = await house.receive(house.care);
  const body = { requestId: randomUUID(), number };
  return { id, body, answer: await client.post(`/api/messages/${id}/return`, body) };
};

describe("giving back a fax that isn't ours", () => {
  it('begins an answer to its sender that names the right number and nothing of what came', async () => {
    const { id, answer } = await giveBack('0225-11 11 12');
    expect([answer.status, answer.body]).toMatchObject([
      200,
      {
        to: { full: '+46225222222' },
        from: { full: '+46225111111' },
        replyTo: { messageId: id },
        subject: 'Ert fax kom fel',
        message: expect.stringMatching(/Rätt nummer är 0225-11 11 12\./),
        attachments: [],
        fax: null,
      },
    ]);
    expect(answer.body.message).toContain('till vårt nummer 0225-11 11 11');
    await anna
      .post(`/api/drafts/${answer.body.id}/prepare`, { version: answer.body.version })
      .expect(200);
  });

  it('reports it as an incident, and asked again is the same answer and the same incident', async () => {
    const { id, body, answer } = await giveBack('+46 225 11 11 12');
    const again = await anna.post(`/api/messages/${id}/return`, body).expect(200);
    expect(again.body.id).toBe(answer.body.id);
    const message = (await anna.get(`/api/messages/${id}`)).body;
    expect(message.incident).toMatchObject({ isOpen: true });
    const trail = await house.database.sql(
      `select action from audit where message_id = $1 order by seq`,
      [id],
    );
    expect(trail).toEqual([{ action: 'not-register' }, { action: 'open-incident' }]);
  });

  it('leaves nothing more to do with it here, until somebody opens it again', async () => {
    const { id } = await giveBack('0225-11 11 12');
    const { handling } = (await anna.get(`/api/messages/${id}`)).body;
    expect(handling).toMatchObject({
      state: 'not-registered',
      by: { name: 'Anna Öberg' },
      reason: 'Lämnat tillbaka till avsändaren',
    });
    const { body } = await anna.post(`/api/messages/${id}/reopen`).expect(200);
    expect(body.handling.state).toBe('taken');
  });

  it('needs a telephone number; nothing is begun or reported without', async () => {
    const { id, answer } = await giveBack('växeln');
    expect([answer.status, answer.body.code]).toEqual([400, 'number-invalid']);
    expect((await anna.get(`/api/messages/${id}`)).body.incident).toBeNull();
    const rows = await house.database.sql('select from send_order where reply_to = $1', [id]);
    expect(rows).toEqual([]);
  });

  it('is not for what somebody else has taken', async () => {
    const { id } = await house.receive(house.care);
    await bo.post(`/api/messages/${id}/take`).expect(200);
    const answer = await anna.post(`/api/messages/${id}/return`, {
      requestId: randomUUID(),
      number: '0225-11 11 12',
    });
    expect([answer.status, answer.body.code]).toEqual([409, 'already-taken']);
  });
});
