import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { LoggedIn } from '@kuvert/simulators/oidc/log-in';

import { clientOf } from '../test-support/client.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { openEvents } from '../test-support/events.ts';

let house: House;
let now = Date.now();

beforeAll(async () => {
  house = await startHouse({ clock: { now: () => new Date(now) }, heartbeatMs: 50 });
});
afterAll(() => house.stop());

const ring = (departmentId: string, messageId: string): Promise<unknown> =>
  house.database.sql(`select pg_notify('kuvert_message', $1)`, [
    JSON.stringify({ departmentId, messageId }),
  ]);

const open = (session: LoggedIn) => openEvents(house.origin, session.cookie);

describe('the stream of events', () => {
  it('tells at once of a message in a department of mine', async () => {
    const events = await open(await house.logIn('anna'));
    const { id } = await house.receive(house.care);
    await ring(house.care.id, id);
    expect(await events.next()).toEqual({ departmentId: house.care.id, messageId: id });
    events.close();
  });

  it("tells nothing of another department's", async () => {
    const events = await open(await house.logIn('cecilia'));
    const [foreign, own] = [await house.receive(house.care), await house.receive(house.school)];
    await ring(house.care.id, foreign.id);
    await ring(house.school.id, own.id);
    expect(await events.next()).toEqual({ departmentId: house.school.id, messageId: own.id });
    events.close();
  });

  it('tells what others do with a message', async () => {
    const events = await open(await house.logIn('anna'));
    const bo = clientOf(house.origin, await house.logIn('bo'));
    const { id } = await house.receive(house.care);
    await bo.post(`/api/messages/${id}/take`).expect(200);
    expect(await events.next()).toEqual({ departmentId: house.care.id, messageId: id });
    events.close();
  });

  it('tells of what is announced to a department', async () => {
    const events = await open(await house.logIn('bo'));
    const [told] = await house.database.sql(`select announce($1, 'break-glass', $2, now()) as id`, [
      house.care.id,
      house.personIds.cecilia,
    ]);
    expect(await events.nextAnnouncement()).toEqual({
      departmentId: house.care.id,
      announcementId: told?.['id'],
    });
    events.close();
  });

  it('says how soon to come back, and may not be kept or held back', async () => {
    const events = await open(await house.logIn('anna'));
    expect(events.headers.get('content-type')).toContain('text/event-stream');
    expect(events.headers.get('cache-control')).toBe('no-store');
    expect(events.headers.get('x-accel-buffering')).toBe('no');
    expect(await events.opening()).toBe('retry: 2000');
    events.close();
  });

  it('ends when one logs out', async () => {
    const session = await house.logIn('anna');
    const events = await open(session);
    await clientOf(house.origin, session)
      .post('/logout')
      .type('form')
      .send({ csrf: session.csrf })
      .expect(200);
    expect(await events.ended()).toBe(true);
  });

  it('ends when the session runs out, and does not keep it going', async () => {
    const session = await house.logIn('anna');
    const events = await open(session);
    now += 31 * 60_000;
    expect(await events.ended()).toBe(true);
    const { status } = await clientOf(house.origin, session).get('/api/events');
    expect(status).toBe(401);
  });

  it('tells nothing more to one who has left the department', async () => {
    const session = await house.logIn('anna');
    const events = await open(session);
    const left = [house.personIds.anna, house.care.id];
    await house.database.sql(
      'delete from membership where person_id = $1 and department_id = $2',
      left,
    );
    await events.heartbeats(2);
    await ring(house.care.id, (await house.receive(house.care)).id);
    await house.database.sql('insert into membership values ($1, $2, now())', left);
    await events.heartbeats(2);
    const { id } = await house.receive(house.care);
    await ring(house.care.id, id);
    expect(await events.next()).toEqual({ departmentId: house.care.id, messageId: id });
    events.close();
  });

  it('passes over a notice that makes no sense', async () => {
    const events = await open(await house.logIn('anna'));
    await house.database.sql(`select pg_notify('kuvert_message', 'nonsense')`);
    const { id } = await house.receive(house.care);
    await ring(house.care.id, id);
    expect((await events.next()).messageId).toBe(id);
    events.close();
  });

  it('does not keep the mailbox from stopping', async () => {
    const other = await startHouse();
    const events = await openEvents(other.origin, (await other.logIn('anna')).cookie);
    await other.stop();
    // one that the stop had to cut rejects
    expect(await events.ended()).toBe(true);
  });
});
