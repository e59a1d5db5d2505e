import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import { logIn, logInFrom } from '@kuvert/simulators/oidc/log-in';

import { clientOf, type Client } from '../test-support/client.ts';
import { addContact, addOutboundKey, beginDraft, readyDraft } from '../test-support/compose.ts';
import type { FilledMessage } from '../test-support/fill.ts';
import { startHouse, type House } from '../test-support/house.ts';

/** The provider gives LoA3, and LoA4 to whom asks for it. Anna is of the care department and of the school's. */
let house: House;
let anna: Client;
let message: FilledMessage;

beforeAll(async () => {
  house = await startHouse();
  await addOutboundKey(house.database);
  await house.database.sql('insert into membership values ($1, $2, now())', [
    house.personIds.anna,
    house.school.id,
  ]);
  message = await house.receive(house.care);
  anna = clientOf(house.origin, await house.logIn('anna'));
});
afterAll(() => house.stop());
beforeEach(async () => {
  await demand('LoA3');
  await house.database.sql('delete from department_exception');
});

/** What the care department demands from now on. */
const demand = (level: LevelOfAssurance): Promise<unknown> =>
  house.database.sql('update department set demands = $2 where id = $1', [house.care.id, level]);

const except = (
  demands: LevelOfAssurance | null,
  endsAt: string,
  { id } = house.care,
): Promise<unknown> =>
  house.database.sql(
    `insert into department_exception values ($1, $2, $1, 'kortläsarna byts', $3, now() - interval '2 days',
       now() + $4::interval)`,
    [randomUUID(), id, demands, endsAt],
  );

const careOf = async (client: Client) => {
  const { body } = await client.get('/api/me').expect(200);
  const { departments, locked } = body as { departments: { id: string }[]; locked: object[] };
  return { open: departments.some(({ id }) => id === house.care.id), locked };
};

describe('a session from before its department demanded more', () => {
  it('sees at once that the department is there and what it demands, and nothing that is in it', async () => {
    expect(await careOf(anna)).toEqual({ open: true, locked: [] });
    await demand('LoA4');
    expect(await careOf(anna)).toEqual({
      open: false,
      locked: [{ id: house.care.id, name: 'Hemsjukvården', unassigned: false, demands: 'LoA4' }],
    });
    const { body } = await anna.get('/api/me');
    expect(body.departments).toHaveLength(1);
  });

  it('is told what it takes, whatever it asks for by its id', async () => {
    const draft = await beginDraft(anna, house.care.id);
    const { body: contact } = await addContact(anna, house.care.id);
    await demand('LoA4');
    for (const path of [
      `/api/departments/${house.care.id}/messages`,
      `/api/messages/${message.id}`,
      `/api/messages/${message.id}/text`,
      `/api/drafts/${draft.id}`,
      `/api/contacts/${contact.id}`,
    ]) {
      const { status, body } = await anna.get(path);
      expect([path, status, body.code, body.details]).toEqual([
        ...[path, 403, 'login-too-weak'],
        { demands: 'LoA4' },
      ]);
    }
  });

  it('neither takes nor sends anything there', async () => {
    const { id, version } = await readyDraft(anna, house.care.id);
    await demand('LoA4');
    await anna.post(`/api/messages/${message.id}/take`).expect(403);
    await anna.post(`/api/drafts/${id}/send`, { version }).expect(403);
    expect(await house.database.sql('select from delivery where order_id = $1', [id])).toEqual([]);
    expect(
      await house.database.sql('select state from handling where message_id = $1', [message.id]),
    ).toEqual([{ state: 'new' }]);
  });

  it('works on in its other departments', async () => {
    await demand('LoA4');
    const { status } = await anna.get(`/api/departments/${house.school.id}/messages`);
    expect(status).toBe(200);
  });

  it('answers for a foreign id as before: there is nothing', async () => {
    await demand('LoA4');
    const cecilia = clientOf(house.origin, await house.logIn('cecilia'));
    const foreign = await cecilia.get(`/api/messages/${message.id}`);
    const unknown = await anna.get(`/api/messages/${randomUUID()}`);
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
  });
});

describe('the page of something that is locked', () => {
  it('says what it takes and offers it, and nothing of the message', async () => {
    await demand('LoA4');
    const page = await anna.get(`/m/${message.id}`).expect(403);
    expect(page.text).toContain('Du är inloggad på LoA3.');
    expect(page.text).toContain(`loa=LoA4&amp;return=%2Fm%2F${message.id}`);
    expect(page.text).not.toContain('Hemsjukvården');
  });

  it('comes back from the stronger login to where one was, with a session that opens it', async () => {
    await demand('LoA4');
    const { text } = await anna.get(`/m/${message.id}`);
    const [, start = ''] = /href="(\/login\/stronger[^"]+)"/.exec(text) ?? [];
    const back = await logInFrom(house.origin, 'anna', start.replaceAll('&amp;', '&'));
    expect(back.path).toBe(`/m/${message.id}`);
    await clientOf(house.origin, back).get(`/api/messages/${message.id}`).expect(200);
  });

  it('stands in place of the mailbox for whom every department is locked', async () => {
    await demand('LoA4');
    const bo = clientOf(house.origin, await house.logIn('bo'));
    const page = await bo.get('/').expect(403);
    expect(page.text).toContain('loa=LoA4&amp;return=%2F');
  });
});

describe('an exception', () => {
  it('opens the department to weaker logins until its end, and no longer', async () => {
    await demand('LoA4');
    await except('LoA3', '1 hour');
    expect(await careOf(anna)).toEqual({ open: true, locked: [] });
    await house.database.sql(`update department_exception set ends_at = now() - interval '1 s'`);
    expect((await careOf(anna)).open).toBe(false);
  });

  it('opens nothing once it was ended, nor to logins that are weaker still', async () => {
    await demand('LoA4');
    await except('LoA3', '1 hour');
    await house.database.sql('update department_exception set ended_at = now()');
    expect((await careOf(anna)).open).toBe(false);
    await except('LoA2', '1 hour');
    await house.database.sql(`update session set loa = 'LoA1' where ended_at is null`);
    const { locked } = await careOf(anna);
    await house.database.sql(`update session set loa = 'LoA3' where ended_at is null`);
    expect(locked).toMatchObject([{ demands: 'LoA3' }, { demands: 'LoA2' }]);
  });

  it('opens no other department', async () => {
    await demand('LoA4');
    await except('LoA3', '1 hour', house.school);
    expect((await careOf(anna)).open).toBe(false);
  });

  it('may let in logins of which nobody said how strong they are', async () => {
    await house.database.sql('update session set loa = null where ended_at is null');
    const before = await careOf(anna);
    await except(null, '1 hour');
    const after = await careOf(anna);
    await house.database.sql(`update session set loa = 'LoA3' where ended_at is null`);
    expect([before.open, after.open]).toEqual([false, true]);
  });
});

describe('the front desk', () => {
  it('answers for the departments that its login reaches, and says that there are others', async () => {
    const session = await logIn(house.origin, 'frida');
    const frida = clientOf(house.origin, session);
    const { text: form } = await frida.get('/front-desk').expect(200);
    const day = /name="day"[^>]*value="([\d-]+)"/.exec(form)?.[1] ?? '';
    const search = () =>
      frida
        .post('/front-desk')
        .type('form')
        .send({ csrf: session.csrf, number: '+46225111111', day, days: '7' });
    const reached = (await search().expect(200)).text;
    await demand('LoA4');
    const locked = (await search().expect(200)).text;
    expect([reached, locked].map((page) => page.includes('Hemsjukvården'))).toEqual([true, false]);
    expect([reached, locked].map((page) => page.includes('loa=LoA4'))).toEqual([false, true]);
  });
});
