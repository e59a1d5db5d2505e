import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { systemClock } from '@kuvert/shared/clock';
import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';
import { parseMailAddress } from '@kuvert/shared/notices/mail-address';
import type { Notifier } from '@kuvert/shared/ports/notifier';
import { createMemoryNotifier } from '@kuvert/testkit/memory-notifier';
import { actingAs } from '@kuvert/testkit/acting';

import { openHouse, type House } from './test-support/house.ts';
import { registerPartner } from './test-support/partner.ts';
import { untilDelivery } from './test-support/rows.ts';
import { addDepartment, fileMessage, openIngest, personal } from './test-support/webhooks.ts';

const link = 'https://mailbox.kommun.example';
const roomLink = 'https://partner.kommun.example';
const memory = createMemoryNotifier();
/** What happens between the mail server's answer and its record, by address; once. */
const afterAnswer = new Map<string, () => Promise<unknown>>();
let house: House;
let ingest: Database;
let mailbox: Database;
/** How long from now outbound thinks it is. */
let aheadMs = 0;

beforeAll(async () => {
  house = await openHouse();
  ingest = openIngest(house);
  mailbox = openAs('mailbox');
  const notifier: Notifier = {
    send: async (notice, signal) => {
      const outcome = await memory.send(notice, signal);
      const then = afterAnswer.get(notice.to);
      afterAnswer.delete(notice.to);
      await then?.();
      return outcome;
    },
  };
  const smtp = { host: '', port: 0, tls: 'none', login: undefined, caFile: undefined } as const;
  const from = parseMailAddress('kuvert@kommun.example') ?? expect.fail();
  const clock = { now: () => new Date(systemClock.now().getTime() + aheadMs) };
  await house.outbound({ notifier, clock }, {}, undefined, {
    ...{ smtp, from },
    links: { mailbox: link, room: roomLink },
    timeZone: 'Europe/Stockholm',
  });
});
afterAll(async () => {
  await ingest.close();
  await mailbox.close();
  await house.close();
});

const openAs = (service: 'mailbox' | 'outbound'): Database =>
  openDatabase({ url: house.database.urlOf(service), max: 1, onError: () => undefined });

const patience = { timeout: 10_000, interval: 20 } as const;

interface Told {
  readonly departmentId: string;
  readonly addresses: readonly string[];
}

/** A department that is told, with so many addresses. */
const toldDepartment = async (
  setting: { arrived?: boolean; untakenAfter?: number | null; addresses?: number } = {},
): Promise<Told> => {
  const departmentId = await addDepartment(house);
  const { arrived = true, untakenAfter = null } = setting;
  await house.database.sql(`insert into notice_setting values ($1, $2, $3, 'sv', now())`, [
    departmentId,
    arrived,
    untakenAfter,
  ]);
  await house.database.sql('insert into membership values ($1, $2, now())', [
    house.personId,
    departmentId,
  ]);
  const addresses = Array.from(
    { length: setting.addresses ?? 1 },
    () => `${randomUUID()}@kommun.example`,
  );
  for (const address of addresses)
    await house.database.sql('insert into notice_address values ($1, $2, $3, now())', [
      randomUUID(),
      departmentId,
      address,
    ]);
  return { departmentId, addresses };
};

/** Lets what is ordered of a kind begin now. */
const hurry = async (
  departmentId: string,
  kind: 'notice' | 'untaken' | 'referral-due' = 'notice',
) =>
  house.database.sql(
    `update work set due_at = now() where kind = $2 and ended_at is null and subject in (
       select id from notice where department_id = $1
       union select message_id from handling where department_id = $1)`,
    [departmentId, kind],
  );

interface NoticeRow {
  readonly kind: string;
  readonly outcome: string | null;
  readonly last_code: string | null;
  readonly messages: number;
  /** Seconds until it is due. */
  readonly due_in: number;
}

const noticesOf = (departmentId: string): Promise<NoticeRow[]> =>
  house.database.sql<NoticeRow & Record<string, unknown>>(
    `select n.kind, n.outcome, n.last_code,
            (select count(*)::int from notice_message m where m.notice_id = n.id) as messages,
            round(extract(epoch from w.due_at - now()))::int as due_in
       from notice n join work w on w.kind = 'notice' and w.subject = n.id where n.department_id = $1
      order by n.created_at, n.id`,
    [departmentId],
  );

/** The notices of a department, once they look like these. */
const untilNotices = (departmentId: string, expected: readonly Partial<NoticeRow>[]) =>
  vi.waitFor(async () => {
    const notices = await noticesOf(departmentId);
    expect(notices).toMatchObject(expected);
    expect(notices).toHaveLength(expected.length);
    return notices;
  }, patience);

const takenBy = (address: string | undefined) => memory.taken.filter(({ to }) => to === address);

describe('a department that something is announced to', () => {
  it.each(['member-by-group', 'break-glass'])('is told of %s by mail at once', async (kind) => {
    const { departmentId, addresses } = await toldDepartment();
    await house.database.sql('select announce($1, $2, $3, now())', [
      departmentId,
      kind,
      house.personId,
    ]);
    await untilNotices(departmentId, [{ kind, outcome: 'accepted', messages: 0 }]);
    expect(takenBy(addresses[0])).toEqual([
      {
        ...{ id: expect.any(String), kind, language: 'sv', link },
        ...{ mailbox: departmentId, to: addresses[0] },
      },
    ]);
  });

  it('and that is told nothing by mail gets none', async () => {
    const departmentId = await addDepartment(house);
    await house.database.sql(`select announce($1, 'break-glass', $2, now())`, [
      departmentId,
      house.personId,
    ]);
    expect(await noticesOf(departmentId)).toEqual([]);
  });
});

describe('a department that wants to know when something comes', () => {
  it('is told at each of its addresses, once the mail server has taken it', async () => {
    const { departmentId, addresses } = await toldDepartment({ addresses: 2 });
    await fileMessage(ingest, departmentId);
    await hurry(departmentId);
    const accepted = { kind: 'arrived', outcome: 'accepted', messages: 1 };
    await untilNotices(departmentId, [accepted, accepted]);
    for (const address of addresses) expect(takenBy(address)).toHaveLength(1);
  });

  it('is told nothing of the message: whose mailbox, where one logs in and no more', async () => {
    const { departmentId, addresses } = await toldDepartment();
    const messageId = await fileMessage(ingest, departmentId);
    await hurry(departmentId);
    await untilNotices(departmentId, [{ outcome: 'accepted' }]);
    const [notice] = takenBy(addresses[0]);
    // its name is its id here
    expect(notice).toEqual({
      ...{ id: expect.any(String), kind: 'arrived', language: 'sv', link },
      ...{ mailbox: departmentId, to: addresses[0] },
    });
    for (const word of [...Object.values(personal), messageId])
      expect(JSON.stringify(notice)).not.toContain(word);
  });

  it('gets one mail of all that comes within a minute', async () => {
    const { departmentId, addresses } = await toldDepartment();
    for (let fax = 0; fax < 10; fax++) await fileMessage(ingest, departmentId);
    const [gathering] = await untilNotices(departmentId, [{ outcome: null, messages: 10 }]);
    expect(gathering?.due_in).toBeGreaterThan(50);
    await hurry(departmentId);
    await untilNotices(departmentId, [{ outcome: 'accepted', messages: 10 }]);
    expect(takenBy(addresses[0])).toHaveLength(1);
  });

  it('gets a mail of its own for what comes while one is on its way', async () => {
    const { departmentId, addresses } = await toldDepartment();
    await fileMessage(ingest, departmentId);
    afterAnswer.set(addresses[0]!, () => fileMessage(ingest, departmentId));
    await hurry(departmentId);
    const [, next] = await untilNotices(departmentId, [
      { outcome: 'accepted', messages: 1 },
      { outcome: null, messages: 1 },
    ]);
    expect(next?.due_in).toBeGreaterThan(50);
  });

  it('is told once of a fax that becomes readable after it needed attention', async () => {
    const { departmentId } = await toldDepartment();
    const messageId = await fileMessage(ingest, departmentId);
    await ingest.query(
      `insert into timeline (id, message_id, department_id, at, kind) values ($1, $2, $3, now(), 'available')`,
      [randomUUID(), messageId, departmentId],
    );
    expect(await noticesOf(departmentId)).toMatchObject([{ messages: 1 }]);
  });

  it('is told nothing by default, and nothing that a restore brings back', async () => {
    const untold = await addDepartment(house);
    await fileMessage(ingest, untold);
    const { departmentId } = await toldDepartment({ untakenAfter: 1 });
    const messageId = randomUUID();
    await house.database.sql(
      `with m as (
         insert into message (id, department_id, carrier, from_number, to_number, received_at, available_at, state, pages,
           damaged_lines, missing_lines, blank_pages, ended_early, carrier_copy)
         values ($1, $2, 'signalwire', '', '', now(), now(), 'available', 1, 0, 0, '{}', false, 'kept'))
       insert into timeline (id, message_id, department_id, at, kind) values ($1, $1, $2, now(), 'available')`,
      [messageId, departmentId],
    );
    expect([await noticesOf(untold), await noticesOf(departmentId)]).toEqual([[], []]);
    const alarms = await house.database.sql(
      `select from work where kind = 'untaken' and subject = $1`,
      [messageId],
    );
    expect(alarms).toEqual([]);
  });

  it('is told no more once the operator took the address away, or the notices', async () => {
    const { departmentId, addresses } = await toldDepartment({ addresses: 2 });
    await fileMessage(ingest, departmentId);
    await house.database.sql('delete from notice_address where address = $1', [addresses[0]]);
    await house.database.sql('delete from notice_setting where department_id = $1', [departmentId]);
    await hurry(departmentId);
    const dropped = { outcome: 'dropped', messages: 1 };
    await untilNotices(departmentId, [dropped, dropped]);
    expect(addresses.flatMap(takenBy)).toEqual([]);
  });
});

describe('a mail server', () => {
  it('that refuses an address for good is not asked again for this notice; others are told', async () => {
    const { departmentId, addresses } = await toldDepartment({ addresses: 2 });
    memory.answer(addresses[0]!, { kind: 'refused', code: '550' });
    await fileMessage(ingest, departmentId);
    await hurry(departmentId);
    await vi.waitFor(async () => {
      const notices = await noticesOf(departmentId);
      const ended = notices.map(({ outcome, last_code }) => ({ outcome, last_code }));
      expect(ended).toContainEqual({ outcome: 'accepted', last_code: null });
      expect(ended).toContainEqual({ outcome: 'refused', last_code: '550' });
    }, patience);
  });

  it('that takes nothing now is asked again later, and then gets one mail of all that came meanwhile', async () => {
    const { departmentId, addresses } = await toldDepartment();
    const [address = ''] = addresses;
    memory.answer(address, { kind: 'not-sent', code: 'ECONNREFUSED' });
    await fileMessage(ingest, departmentId);
    // one comes while the attempt is under way: it has begun a notice of its own by then
    afterAnswer.set(address, () => fileMessage(ingest, departmentId));
    await hurry(departmentId);
    const [waiting] = await untilNotices(departmentId, [
      { last_code: 'ECONNREFUSED', messages: 2 },
    ]);
    expect(waiting?.due_in).toBeGreaterThan(50);
    await fileMessage(ingest, departmentId);
    memory.answer(address, undefined);
    await hurry(departmentId);
    await untilNotices(departmentId, [{ outcome: 'accepted', messages: 3 }]);
    expect(takenBy(address)).toHaveLength(1);
  });

  it('is not asked for ever', async () => {
    const { departmentId, addresses } = await toldDepartment();
    memory.answer(addresses[0]!, { kind: 'not-sent', code: 'ETIMEDOUT' });
    await fileMessage(ingest, departmentId);
    aheadMs = 6 * 3_600_000;
    await hurry(departmentId);
    const given = { outcome: 'given-up', last_code: 'ETIMEDOUT' };
    expect(await untilNotices(departmentId, [given])).toMatchObject([given]);
    aheadMs = 0;
  });

  it('may get a notice twice when Kuvert breaks off before it wrote the answer down, under one id', async () => {
    const { departmentId, addresses } = await toldDepartment();
    await fileMessage(ingest, departmentId);
    // as after a crash: the lease ran out, and another worker takes the work
    afterAnswer.set(addresses[0]!, () =>
      house.database.sql(
        `update work set lease_id = 'another', leased_until = now() - interval '1 second'
          where kind = 'notice' and subject in (select id from notice where department_id = $1)`,
        [departmentId],
      ),
    );
    await hurry(departmentId);
    await untilNotices(departmentId, [{ outcome: 'accepted' }]);
    const ids = takenBy(addresses[0]).map(({ id }) => id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });
});

describe('what nobody has taken', () => {
  /** As the mailbox does it, for a member. */
  const handle = async (messageId: string, state: 'new' | 'taken'): Promise<unknown> =>
    mailbox.transaction(
      (transaction) =>
        transaction.query(
          `update handling set state = $2, person_id = $3, at = $4 where message_id = $1`,
          [messageId, state, ...(state === 'new' ? [null, null] : [house.personId, new Date()])],
        ),
      await actingAs(house.database, house.personId),
    );

  it('is told after the minutes that the department wants', async () => {
    const { departmentId, addresses } = await toldDepartment({ arrived: false, untakenAfter: 30 });
    const messageId = await fileMessage(ingest, departmentId);
    const [alarm] = await house.database.sql(
      `select round(extract(epoch from due_at - now()) / 60)::int as minutes from work
        where kind = 'untaken' and subject = $1`,
      [messageId],
    );
    expect(alarm).toEqual({ minutes: 30 });
    await hurry(departmentId, 'untaken');
    await untilNotices(departmentId, [{ kind: 'untaken', messages: 1 }]);
    await hurry(departmentId);
    await untilNotices(departmentId, [{ kind: 'untaken', outcome: 'accepted' }]);
    expect(takenBy(addresses[0])).toMatchObject([{ kind: 'untaken' }]);
  });

  it('is nothing to tell of once somebody has it; given back, its time begins anew', async () => {
    const { departmentId } = await toldDepartment({ arrived: false, untakenAfter: 30 });
    const messageId = await fileMessage(ingest, departmentId);
    const alarm = async () => {
      const [row] = await house.database.sql(
        `select ended_at is not null as ended, due_at > now() + interval '29 minutes' as fresh
           from work where kind = 'untaken' and subject = $1`,
        [messageId],
      );
      return row;
    };
    await handle(messageId, 'taken');
    await hurry(departmentId, 'untaken');
    await vi.waitFor(async () => expect(await alarm()).toMatchObject({ ended: true }), patience);
    expect(await noticesOf(departmentId)).toEqual([]);
    await handle(messageId, 'new');
    expect(await alarm()).toEqual({ ended: false, fresh: true });
    await hurry(departmentId, 'untaken');
    await untilNotices(departmentId, [{ kind: 'untaken', messages: 1 }]);
  });
});

describe('a function of a partner that has an address', () => {
  let numbers = 0;
  /** In the room, with a mail address. */
  const toldFunction = async () => {
    numbers += 1;
    const name = `Linden ${numbers}`;
    const domain = `0203:linden${numbers}.example`;
    const number = `+4631390070${numbers}`;
    const { functionId, id } = await registerPartner(house, '', { name, domain, number });
    const { recipient } = await newHybridIdentity();
    const address = `${randomUUID()}@linden.example`;
    await house.database.sql(
      'insert into room_key (id, function_id, recipient, created_at) values ($1, $1, $2, now())',
      [functionId, recipient],
    );
    await house.database.sql(
      `insert into notice_address (id, function_id, address, language, added_at) values ($1, $1, $2, 'en', now())`,
      [functionId, address],
    );
    return { functionId, name, number, address, partnerId: id };
  };
  /** Lays an answer in its room, as it is sent. */
  const lay = async (
    { functionId, number }: { functionId: string; number: string },
    reminder?: { replyTo: string; reminds: 'completion-missing' },
  ) => {
    const envelope = { label: 'Provsvar Tolvan', recipientPersons: [], references: [] };
    const { deliveryId } = await house.order({
      to: number,
      toFunction: { id: functionId, envelope, channel: 'room' },
      ...reminder,
    });
    await untilDelivery(house, deliveryId, { state: 'delivered' });
  };
  /** That completion of this message is missing. */
  const remindedOf = async () => ({
    replyTo: await fileMessage(ingest, house.departmentId),
    reminds: 'completion-missing' as const,
  });
  const noticesTo = (functionId: string) =>
    house.database.sql<{ kind: string; outcome: string | null; last_code: string | null }>(
      'select kind, outcome, last_code from notice where function_id = $1',
      [functionId],
    );
  const untilTold = async (functionId: string, outcome: string): Promise<void> => {
    await house.database.sql(
      `update work set due_at = now() where kind = 'notice' and ended_at is null
          and subject in (select id from notice where function_id = $1)`,
      [functionId],
    );
    await vi.waitFor(
      async () => expect(await noticesTo(functionId)).toMatchObject([{ outcome }]),
      patience,
    );
  };

  it('gets one mail of all that is laid in its room within a minute: whose it is, where one logs in and no more', async () => {
    const told = await toldFunction();
    await lay(told);
    await lay(told);
    expect(await noticesTo(told.functionId)).toHaveLength(1);
    await untilTold(told.functionId, 'accepted');
    expect(takenBy(told.address)).toEqual([
      {
        ...{ id: expect.any(String), kind: 'in-room', language: 'en', link: roomLink },
        ...{ mailbox: `${told.name}, Remissmottagningen`, to: told.address },
      },
    ]);
  });

  it('is told that something waits for it, when Kuvert has reminded it in its room', async () => {
    const told = await toldFunction();
    await lay(told, await remindedOf());
    await untilTold(told.functionId, 'accepted');
    expect(takenBy(told.address)).toMatchObject([{ kind: 'room-waits', link: roomLink }]);
  });

  it('is told no more once its partner is switched off', async () => {
    const told = await toldFunction();
    await lay(told);
    await house.database.sql('update partner set off_at = now() where id = $1', [told.partnerId]);
    await untilTold(told.functionId, 'dropped');
    expect(takenBy(told.address)).toEqual([]);
  });
});

describe('outbound', () => {
  it('reads no address, setting or notice by itself, and no message', async () => {
    const database = openAs('outbound');
    for (const table of ['notice_address', 'notice_setting', 'notice', 'notice_message', 'message'])
      await expect(database.query(`select from ${table}`)).rejects.toThrow('permission denied');
    await database.close();
  });
});

describe('a department that somebody waits for an answer of', () => {
  const dayMs = 24 * 60 * 60_000;
  const answerBy = '2099-07-10';

  /** A partner's referral there, as ingest files it; and when its reminder is looked at next. */
  const referral = async (departmentId: string, by: string | null = answerBy) => {
    const messageId = await fileMessage(ingest, departmentId);
    await ingest.query(
      `insert into referral (message_id, department_id, answer_by, marked_at, changed_at) values ($1, $2, $3, now(), now())`,
      [messageId, departmentId, by],
    );
    return messageId;
  };
  const nextLook = async (messageId: string): Promise<string | null> => {
    const [row] = await house.database.sql<{ at: Date }>(
      `select due_at as at from work where kind = 'referral-due' and subject = $1 and ended_at is null`,
      [messageId],
    );
    return row?.at.toISOString() ?? null;
  };
  /** What it is told when outbound looks at that time. */
  const remindAt = async (messageId: string, at: string): Promise<string | null> => {
    const [row] = await openedOutbound<{ next: Date | null }>(
      'select remind_department($1, $2, $3) as next',
      [messageId, 'Europe/Stockholm', at],
    );
    return row?.next?.toISOString() ?? null;
  };
  const openedOutbound = async <Row extends Record<string, unknown>>(
    text: string,
    values: unknown[],
  ): Promise<readonly Row[]> => {
    const outbound = openAs('outbound');
    const { rows } = await outbound.query<Row>(text, values);
    await outbound.close();
    return rows;
  };
  const dueNotices = async (departmentId: string): Promise<number> =>
    (await noticesOf(departmentId)).filter(({ kind }) => kind === 'referral-due').length;

  it('is reminded in the morning three days before, by the clock of the house, and in the morning after', async () => {
    const { departmentId } = await toldDepartment({ arrived: true });
    const id = await referral(departmentId);
    expect(await nextLook(id)).toBe('2099-07-07T00:00:00.000Z');
    expect(await remindAt(id, '2099-07-07T00:00:00Z')).toBe('2099-07-07T06:00:00.000Z');
    expect(await dueNotices(departmentId)).toBe(0);
    expect(await remindAt(id, '2099-07-07T06:00:00Z')).toBe('2099-07-11T06:00:00.000Z');
    expect(await dueNotices(departmentId)).toBe(1);
    expect(await remindAt(id, '2099-07-09T12:00:00Z')).toBe('2099-07-11T06:00:00.000Z');
    expect(await remindAt(id, '2099-07-11T06:00:00Z')).toBeNull();
  });

  it('is reminded by mail that says nothing of it', async () => {
    const { departmentId, addresses } = await toldDepartment({ arrived: false, untakenAfter: 60 });
    await referral(departmentId);
    aheadMs = Date.parse(`${answerBy}T12:00:00Z`) + dayMs - Date.now();
    await hurry(departmentId, 'referral-due');
    await untilNotices(departmentId, [{ kind: 'referral-due', messages: 1 }]);
    aheadMs = 0;
    await hurry(departmentId);
    await untilNotices(departmentId, [{ kind: 'referral-due', outcome: 'accepted' }]);
    expect(takenBy(addresses[0])).toMatchObject([{ kind: 'referral-due', link }]);
  });

  it('is reminded anew when the day changes, and no more once it has answered', async () => {
    const { departmentId } = await toldDepartment();
    const id = await referral(departmentId);
    const person = await actingAs(house.database, house.personId);
    const change = (set: string) =>
      mailbox.transaction(
        (transaction) =>
          transaction.query(`update referral set ${set} where message_id = $1`, [id]),
        person,
      );
    await change(`answer_by = '2099-12-24'`);
    expect(await nextLook(id)).toBe('2099-12-21T00:00:00.000Z');
    await change(`state = 'answered'`);
    expect(await remindAt(id, '2099-12-21T07:00:00Z')).toBeNull();
    expect(await dueNotices(departmentId)).toBe(0);
  });

  it('is told nothing where there is no such day, or it wants no notices', async () => {
    const { departmentId } = await toldDepartment();
    expect(await nextLook(await referral(departmentId, null))).toBeNull();
    expect(await nextLook(await referral(await addDepartment(house)))).toBeNull();
  });

  it('is not told of a morning that was over before anybody named the day', async () => {
    const { departmentId } = await toldDepartment();
    const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);
    const id = await referral(departmentId, inDays(1));
    expect(await nextLook(id)).toBe(`${inDays(2)}T00:00:00.000Z`);
  });
});
