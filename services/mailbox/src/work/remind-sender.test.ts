import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { openDatabase } from '@kuvert/platform/postgres/database';
import { dayIn, daysAfter } from '@kuvert/shared/day';

import type { Message } from '#api';
import { clientOf, type Client } from '../test-support/client.ts';
import { addContact, addOutboundKey, beginDraft, written } from '../test-support/compose.ts';
import type { FilledMessage } from '../test-support/fill.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { addToRoom } from '../test-support/room.ts';
import { addPartner, receiveFromPartner, type FilledPartner } from '../test-support/partner.ts';

let house: House;
let anna: Client;
/** Each test has a partner, and a fax machine, of its own. */
let partner: FilledPartner;
let faxNumber: string;
let senders = 0;

beforeAll(async () => {
  house = await startHouse({ workSweepMs: 50 });
  await addOutboundKey(house.database);
  anna = clientOf(house.origin, await house.logIn('anna'));
});
afterAll(() => house.stop());
beforeEach(async () => {
  await wants('on');
  faxNumber = `+46225${String(600_000 + senders++)}`;
  partner = await addPartner(house, `Region ${senders}`, `+46225${String(700_000 + senders)}`);
});

const inDays = (days: number): string => daysAfter(dayIn(new Date(), house.config.timeZone), days);
const wants = (reminds: string): Promise<unknown> =>
  house.database.sql('update department set reminds = $2 where id = $1', [house.care.id, reminds]);

interface Life {
  readonly state?: string;
  readonly answerBy?: string;
  /** Days since completion was asked for. */
  readonly askedFor?: number;
}

/** It is a referral, as ingest or a person made it, and an answer to it asked for completion so many days ago. */
const refer = async (
  { id }: Pick<FilledMessage, 'id'>,
  { state = 'received', answerBy, askedFor }: Life,
): Promise<void> => {
  await house.database.sql(
    `insert into referral (message_id, department_id, state, answer_by, marked_at, changed_at)
     values ($1, $2, $3, $4, now(), now())`,
    [id, house.care.id, askedFor === undefined ? state : 'on-hold', answerBy ?? null],
  );
  if (askedFor !== undefined) await askedDaysAgo(id, askedFor);
};

const askedDaysAgo = (id: string, days: number): Promise<unknown> =>
  house.database.sql(
    `insert into send_order (id, department_id, created_by, request_id, stage, created_at, changed_at, to_number,
       from_number, resolution, cover, language, reply_to, code, key_id, contents, prepared_version, pages, sent_at,
       referral_step)
     values ($1, $2, $3, $1, 'sent', now(), now(), '+46225999999', '+46225111111', 'fine', true, 'sv', $4, $1, $5, '', 0,
       1, now() - $6 * interval '1 day', 'on-hold')`,
    [randomUUID(), house.care.id, house.personIds.anna, id, house.care.keyId, days],
  );

/** From the partner's system. */
const referral = async (life: Life): Promise<FilledMessage & { conversationId: string }> => {
  const message = await receiveFromPartner(house, house.care, partner);
  await refer(message, life);
  return message;
};
/** By fax, marked by a person. */
const faxed = async (life: Life): Promise<FilledMessage> => {
  const message = await house.receive(house.care, { from: faxNumber });
  await refer(message, life);
  return message;
};

/** The work as the database plans it, due now; why nothing was sent, or null; and in how many days it is due again. */
const remind = async ({ id }: Pick<FilledMessage, 'id'>) => {
  await house.database.sql(
    `insert into work (id, service, kind, subject, due_at, created_at, last_error)
     values ($1, 'mailbox', 'remind-sender', $2, now(), now(), 'waits')
     on conflict (kind, subject) do update set due_at = now(), ended_at = null, last_error = 'waits'`,
    [randomUUID(), id],
  );
  return vi.waitFor(
    async () => {
      const [row] = await house.database.sql<{ why: string | null; days: number | null }>(
        `select last_error as why,
                case when ended_at is null then extract(epoch from due_at - now())::float8 / 86400 end as days
           from work where kind = 'remind-sender' and subject = $1 and leased_until is null
             and last_error is distinct from 'waits'`,
        [id],
      );
      expect(row).toBeDefined();
      return row;
    },
    // the first one waits until the engine's process has started
    { timeout: 45_000, interval: 50 },
  );
};
const why = async (message: Pick<FilledMessage, 'id'>) => (await remind(message))?.why;

const read = async ({ id }: Pick<FilledMessage, 'id'>): Promise<Message> =>
  (await anna.get(`/api/messages/${id}`).expect(200)).body;
const told = async (message: Pick<FilledMessage, 'id'>) =>
  (await read(message)).reminders.map(({ reminds, channel }) => [reminds, channel]);

describe('a referral whose completion was asked for', () => {
  it('is reminded of after seven days, in its conversation, by an order of Kuvert’s own', async () => {
    const message = await referral({ askedFor: 7 });
    expect(await why(message)).toBeNull();
    const { reminders, conversation } = await read(message);
    const to = `${partner.name}, ${partner.functionName}`;
    expect(reminders).toMatchObject([
      { reminds: 'completion-missing', channel: 'gateway', to, state: 'queued' },
    ]);
    expect(conversation.at(-1)).toMatchObject({
      kind: 'out',
      by: { name: 'Kuvert', kind: 'system' },
    });
    const rows = await house.database.sql(
      `select o.to_function, o.pages, o.envelope is not null as enveloped, o.referral_step, w.kind, a.person_id,
              a.detail like '% completion-missing' as said, s.service_key_id is not null as sealed
         from send_order o join delivery v on v.order_id = o.id join work w on w.subject = v.id
         join send_document s on s.order_id = o.id
         join audit a on a.message_id = o.reply_to and a.action = 'remind' where o.id = $1`,
      [reminders[0]?.sendingId],
    );
    expect(rows).toEqual([
      {
        to_function: partner.functionId,
        ...{ pages: 1, enveloped: true, referral_step: null, kind: 'dispatch' },
        ...{ person_id: null, said: true, sealed: true },
      },
    ]);
  });

  it('is not reminded of before, and looked at again then', async () => {
    const message = await referral({ askedFor: 5 });
    const looked = await remind(message);
    expect([looked?.why, await told(message)]).toEqual(['later', []]);
    expect(looked?.days).toBeCloseTo(2, 1);
  });

  it('is reminded of once, and anew when it was asked for again', async () => {
    const message = await referral({ askedFor: 20 });
    await remind(message);
    expect(await why(message)).toBe('told');
    await askedDaysAgo(message.id, 8);
    expect(await why(message)).toBeNull();
    expect(await told(message)).toHaveLength(2);
  });

  it('is reminded of on the morning after the day of the answer as well', async () => {
    const message = await referral({ askedFor: 3, answerBy: inDays(-2) });
    const looked = await remind(message);
    expect(await told(message)).toEqual([['completion-missing', 'gateway']]);
    expect(looked?.days).toBeCloseTo(4, 1);
  });

  it('is not reminded of when the answer that asked was taken back', async () => {
    const message = await referral({ askedFor: 8 });
    await house.database.sql(
      `insert into delivery (id, order_id, department_id, attempt, to_number, from_number, asked_by, possible_duplicate,
         state, queued_at, due_at, deadline, changed_at)
       select gen_random_uuid()::text, id, department_id, 1, to_number, from_number, created_by, false, 'cancelled', now(),
         now(), now(), now() from send_order where reply_to = $1`,
      [message.id],
    );
    expect(await why(message)).toBe('over');
  });

  it('is not reminded of once it was completed', async () => {
    const message = await referral({ askedFor: 8 });
    await house.database.sql(`update referral set state = 'received' where message_id = $1`, [
      message.id,
    ]);
    expect(await why(message)).toBe('over');
  });
});

describe('a referral that is not answered by its day', () => {
  it.each(['received', 'accepted'])(
    'and %s: its sender is told that it is still there',
    async (state) => {
      const message = await referral({ state, answerBy: inDays(-2) });
      expect(await why(message)).toBeNull();
      expect(await told(message)).toEqual([['not-answered', 'gateway']]);
      expect(await why(message)).toBe('told');
    },
  );

  it('is told on the morning after, by the clock of the house', async () => {
    const rows = await house.database.sql<{ at: Date }>(
      `select (referral_reminders(r, 'Europe/Stockholm')).at from (
         select jsonb_populate_record(null::referral, jsonb_build_object('message_id', '', 'answer_by', day)) as r
           from unnest(array['2099-07-09', '2099-12-09']) day) r`,
    );
    expect(rows.map(({ at }) => at.toISOString())).toEqual([
      '2099-07-10T06:00:00.000Z',
      '2099-12-10T07:00:00.000Z',
    ]);
  });

  it('is told of the later day once more, when the day was moved', async () => {
    const message = await referral({ answerBy: inDays(-9) });
    await remind(message);
    await house.database.sql('update referral set answer_by = $2 where message_id = $1', [
      message.id,
      inDays(-2),
    ]);
    expect(await why(message)).toBeNull();
    expect(await told(message)).toHaveLength(2);
  });
});

describe('nobody is reminded', () => {
  it.each(['answered', 'rejected', 'forwarded'])('of a referral that is %s', async (state) => {
    const message = await referral({ state, answerBy: inDays(-2) });
    expect(await why(message)).toBe('ended');
    expect(await told(message)).toEqual([]);
  });

  it('of what is no referral', async () => {
    expect(await why(await receiveFromPartner(house, house.care, partner))).toBe('ended');
  });

  it('where the department wants it not', async () => {
    await wants('off');
    expect(await why(await referral({ askedFor: 8 }))).toBe('off');
  });

  it('when the number is another function’s by now', async () => {
    const message = await referral({ askedFor: 8 });
    await house.database.sql('update partner_function set removed_at = now() where id = $1', [
      partner.functionId,
    ]);
    await addPartner(house, `${partner.name} now`, partner.number);
    expect(await why(message)).toBe('moved');
  });

  it('two hundred times a day', async () => {
    const message = await referral({ askedFor: 8 });
    await fillDay(partner.number, 200);
    expect(await why(message)).toBe('often-enough');
  });
});

describe('a partner that is reached by SDK', () => {
  it('is reminded by SDK', async () => {
    await house.database.sql('update partner_function set sdk_address = address where id = $1', [
      partner.functionId,
    ]);
    const message = await referral({ askedFor: 8 });
    expect(await why(message)).toBeNull();
    expect(await told(message)).toEqual([['completion-missing', 'sdk']]);
  });
});

describe('a function in the room', () => {
  it('is reminded in its conversation there, in the name of the department', async () => {
    await addToRoom(house, partner, 'gunnel');
    const message = await referral({ answerBy: inDays(-2) });
    expect(await why(message)).toBeNull();
    expect(await told(message)).toEqual([['not-answered', 'room']]);
  });
});

describe('a department of the house', () => {
  it('is reminded by a message within the house', async () => {
    const message = await house.receive(house.care, { from: '+46225333333' });
    await refer(message, { answerBy: inDays(-2) });
    expect(await why(message)).toBeNull();
    expect(await told(message)).toEqual([['not-answered', 'department']]);
  });
});

describe('who sent the referral by fax', () => {
  it('is reminded by fax at the verified number of a contact', async () => {
    await addContact(anna, house.care.id, { number: faxNumber, verified: 'called' });
    const message = await faxed({ askedFor: 8 });
    expect(await why(message)).toBeNull();
    expect(await told(message)).toEqual([['completion-missing', 'fax']]);
  });

  it('is not called where nobody has verified the number, or the department faxes nobody', async () => {
    const message = await faxed({ askedFor: 8 });
    expect(await why(message)).toBe('not-verified');
    await addContact(anna, house.care.id, { number: faxNumber, verified: 'called' });
    await wants('secure');
    expect(await why(message)).toBe('secure-only');
  });

  it('is not reminded of what a fax from there may have completed', async () => {
    const message = await faxed({ askedFor: 8 });
    await house.receive(house.care, { from: faxNumber });
    expect(await why(message)).toBe('something-came');
  });

  it('is not called against the operator’s rule', async () => {
    await addContact(anna, house.care.id, { number: faxNumber, verified: 'called' });
    await house.database.sql(
      `insert into routing_rule (id, department_id, requires, fax, created_at) values ('never', $1, 'open', 'never', now())`,
      [house.care.id],
    );
    expect(await why(await faxed({ askedFor: 8 }))).toBe('fax-not-allowed');
    await house.database.sql(`delete from routing_rule where id = 'never'`);
  });

  it('is called twenty times a day at most', async () => {
    await addContact(anna, house.care.id, { number: faxNumber, verified: 'called' });
    const message = await faxed({ askedFor: 8 });
    await fillDay(faxNumber, 20);
    expect(await why(message)).toBe('often-enough');
  });
});

/** So many orders of Kuvert's own went there today. */
const fillDay = async (number: string, times: number): Promise<void> => {
  const { id } = await house.receive(house.care);
  await house.database.sql(
    `insert into send_order (id, department_id, created_by, request_id, stage, created_at, changed_at, to_number,
       from_number, resolution, cover, language, reply_to, code, key_id, contents, prepared_version, pages, sent_at, tells,
       tells_of)
     select gen_random_uuid()::text, $1, $2, gen_random_uuid()::text, 'sent', now(), now(), $3, '+46225111111', 'fine',
       true, 'sv', $4, gen_random_uuid()::text, $5, '', 0, 1, now(), 'not-answered', 'day ' || n
       from generate_series(1, $6) n`,
    [house.care.id, house.personIds.anna, number, id, house.care.keyId, times],
  );
};

describe('the database', () => {
  /** In how many days it looks; null: not any more. */
  const planned = async (id: string): Promise<number | undefined> => {
    const [row] = await house.database.sql<{ days: number }>(
      `select extract(epoch from due_at - now())::float8 / 86400 as days from work
        where kind = 'remind-sender' and subject = $1 and ended_at is null`,
      [id],
    );
    return row?.days;
  };

  it('plans the look when a day is set, and when completion is asked for', async () => {
    const { id } = await house.receive(house.care);
    await anna.put(`/api/messages/${id}/referral`, { answerBy: null }).expect(200);
    expect(await planned(id)).toBeUndefined();
    await anna.put(`/api/messages/${id}/referral`, { answerBy: inDays(20) }).expect(200);
    expect(await planned(id)).toBeGreaterThan(19);
    const draft = await beginDraft(anna, house.care.id, id);
    const change = { ...written, referralStep: 'on-hold', version: draft.version };
    const { body } = await anna.put(`/api/drafts/${draft.id}`, change).expect(200);
    const { version } = body;
    const prepared = await anna.post(`/api/drafts/${draft.id}/prepare`, { version }).expect(200);
    await anna
      .post(`/api/drafts/${draft.id}/send`, { version: prepared.body.version, lastDigits: '0601' })
      .expect(200);
    expect(await planned(id)).toBeCloseTo(7, 1);
  });

  it('sends nothing of itself that is about no held work', async () => {
    const mailbox = openDatabase({
      url: house.database.urlOf('mailbox'),
      onError: () => undefined,
    });
    const nulls = Array(18).fill('null').join(', ');
    const { rows } = await mailbox.query(`select send_of_itself(${nulls}, 'UTC') as sent`);
    await mailbox.close();
    expect(rows).toEqual([{ sent: false }]);
  });
});

describe('what was sent', () => {
  it('stands among all that the department sent, and not among what people have to see to', async () => {
    const message = await referral({ askedFor: 8 });
    await remind(message);
    const [{ sendingId } = { sendingId: '' }] = (await read(message)).reminders;
    const idsIn = async (view: string): Promise<unknown> => {
      const { body } = await anna
        .get(`/api/departments/${house.care.id}/sendings?view=${view}`)
        .expect(200);
      return body.sendings.map(({ id }: { id: string }) => id);
    };
    expect(await idsIn('all')).toContain(sendingId);
    expect(await idsIn('under-way')).not.toContain(sendingId);
  });
});
