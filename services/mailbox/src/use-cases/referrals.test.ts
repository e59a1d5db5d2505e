import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase } from '@kuvert/platform/postgres/database';
import { dayIn, daysAfter } from '@kuvert/shared/day';

import type { Draft, Message } from '#api';
import { clientOf, type Client } from '../test-support/client.ts';
import { addOutboundKey, beginDraft, lastDigits, written } from '../test-support/compose.ts';
import { openEvents } from '../test-support/events.ts';
import type { FilledMessage } from '../test-support/fill.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { addPartner, receiveFromPartner } from '../test-support/partner.ts';

let house: House;
let anna: Client;
let bo: Client;
let cecilia: Client;
let message: FilledMessage;
let path: string;

beforeAll(async () => {
  house = await startHouse();
  await addOutboundKey(house.database);
  anna = clientOf(house.origin, await house.logIn('anna'));
  bo = clientOf(house.origin, await house.logIn('bo'));
  cecilia = clientOf(house.origin, await house.logIn('cecilia'));
});
afterAll(() => house.stop());
beforeEach(async () => {
  message = await house.receive(house.care);
  path = `/api/messages/${message.id}`;
});

const today = () => dayIn(new Date(), house.config.timeZone);
const inDays = (days: number) => daysAfter(today(), days);

const mark = async (answerBy: string | null = null): Promise<Message> =>
  (await anna.put(`${path}/referral`, { answerBy }).expect(200)).body;
const step = (to: string) => anna.post(`${path}/referral/step`, { step: to });
const read = async (): Promise<Message> => (await anna.get(path).expect(200)).body;
const stateOf = async (): Promise<string | undefined> => (await read()).referral?.state;
const storyOf = ({ timeline }: Message): unknown[] =>
  timeline
    .filter(({ kind }) => kind.startsWith('referral-'))
    .map(({ kind, by, note }) => [kind, by?.name ?? null, note]);
const audited = async (): Promise<unknown[]> => {
  const rows = await house.database.sql<{ action: string; detail: string | null }>(
    `select action, detail from audit where message_id = $1 and action like '%-referral' order by seq`,
    [message.id],
  );
  return rows.map(({ action, detail }) => (detail === null ? action : `${action} ${detail}`));
};
const refused = async (answer: PromiseLike<{ status: number; body: { code?: string } }>) => {
  const { status, body } = await answer;
  return [status, body.code];
};

/** An answer that does this with the referral, with these words, its pages made. */
const answerWith = async (referralStep: string | null, words: object = {}): Promise<Draft> => {
  const { id, version } = await beginDraft(anna, house.care.id, message.id);
  const change = { ...written, ...words, referralStep, version };
  const { body } = await anna.put(`/api/drafts/${id}`, change).expect(200);
  return body;
};
const prepare = ({ id, version }: Draft) => anna.post(`/api/drafts/${id}/prepare`, { version });
const send = ({ id, version }: Draft) =>
  anna.post(`/api/drafts/${id}/send`, { version, lastDigits });
const sent = async (referralStep: string | null): Promise<Draft> => {
  const { body } = await prepare(await answerWith(referralStep)).expect(200);
  await send(body).expect(200);
  return body;
};

/** As outbound says that its first delivery ended, whose id it is. */
const ends = async ({ id }: Draft, state: 'failed' | 'unknown'): Promise<string | undefined> => {
  const [row] = await house.database.sql<{ id: string }>(
    state === 'failed'
      ? `update delivery set state = 'failed', cause = 'voice' where order_id = $1 returning id`
      : `update delivery set state = 'unknown', unknown_reason = 'silence' where order_id = $1 returning id`,
    [id],
  );
  return row?.id;
};

describe('a fax that a person marks as a referral', () => {
  it('is one from then on, with the day by which to answer, and stands in the view', async () => {
    const { referral, timeline } = await mark(inDays(9));
    expect(referral).toEqual({ state: 'received', answerBy: inDays(9), markedBySender: false });
    expect(timeline.at(-1)).toMatchObject({ kind: 'referral-marked', note: inDays(9) });
    const { body } = await anna.get(`/api/departments/${house.care.id}/messages?view=referrals`);
    expect(body.messages.map(({ id }: Message) => id)).toContain(message.id);
  });

  it('is counted while somebody waits for its answer, and told apart when the day is over', async () => {
    const counted = async () => {
      const { body } = await anna.get('/api/me').expect(200);
      const { referrals, referralsOverdue } = body.departments[0].counters;
      return [referrals, referralsOverdue];
    };
    const [open, overdue] = await counted();
    await mark(inDays(0));
    expect(await counted()).toEqual([open + 1, overdue]);
    await house.database.sql('update referral set answer_by = $2 where message_id = $1', [
      message.id,
      inDays(-1),
    ]);
    expect(await counted()).toEqual([open + 1, overdue + 1]);
    await step('answered').expect(200);
    expect(await counted()).toEqual([open, overdue]);
  });

  it('is marked once, however often it is said, and its day can be changed and taken away', async () => {
    await mark(inDays(9));
    await mark(inDays(9));
    await mark(inDays(5));
    const changed = await mark();
    expect(changed.referral?.answerBy).toBeNull();
    expect(storyOf(changed)).toEqual([
      ['referral-marked', 'Anna Öberg', inDays(9)],
      ['referral-answer-by', 'Anna Öberg', inDays(5)],
      ['referral-answer-by', 'Anna Öberg', null],
    ]);
    expect(await audited()).toEqual(['mark-referral', 'date-referral', 'date-referral']);
  });

  it.each([
    ['yesterday', -1, 'answer-by-wrong'],
    ['in three years', 3 * 365, 'answer-by-wrong'],
  ])('is not to be answered %s', async (_, days, code) => {
    const answer = anna.put(`${path}/referral`, { answerBy: inDays(days) });
    expect(await refused(answer)).toEqual([400, code]);
  });

  it.each(['2026-02-30', '3 december', '', 7])('has no day such as %j', async (answerBy) => {
    const answer = anna.put(`${path}/referral`, { answerBy });
    expect(await refused(answer)).toEqual([400, 'request-invalid']);
  });

  it('is none again when that is taken back, twice or once', async () => {
    await mark();
    await anna.delete(`${path}/referral`).expect(200);
    const { body } = await anna.delete(`${path}/referral`).expect(200);
    expect(body.referral).toBeNull();
    expect(await audited()).toEqual(['mark-referral', 'unmark-referral']);
  });

  it('stays one once somebody has worked with it, and where its sender says so', async () => {
    await mark();
    await step('accepted').expect(200);
    expect(await refused(anna.delete(`${path}/referral`))).toEqual([409, 'referral-stays']);
    await step('received').expect(200);
    await house.database.sql('update referral set marked_by = null where message_id = $1', [
      message.id,
    ]);
    expect(await refused(anna.delete(`${path}/referral`))).toEqual([409, 'referral-stays']);
    expect((await read()).referral?.markedBySender).toBe(true);
  });

  it('that a colleague has taken is left to them', async () => {
    await mark();
    await bo.post(`${path}/take`).expect(200);
    const answers = [
      await refused(anna.put(`${path}/referral`, { answerBy: inDays(1) })),
      await refused(anna.delete(`${path}/referral`)),
      await refused(step('accepted')),
    ];
    expect(answers).toEqual(Array(3).fill([409, 'already-taken']));
    await bo.post(`${path}/referral/step`, { step: 'accepted' }).expect(200);
  });

  it('tells the others who look at it', async () => {
    const { cookie } = await house.logIn('bo');
    const events = await openEvents(house.origin, cookie);
    await events.opening();
    await mark();
    expect(await events.next()).toMatchObject({ messageId: message.id });
    events.close();
  });
});

describe('a step without an answer', () => {
  it('is told in the timeline and audited, once', async () => {
    await mark();
    await step('accepted').expect(200);
    await step('accepted').expect(200);
    const { body } = await step('answered').expect(200);
    expect(body.referral.state).toBe('answered');
    expect(storyOf(body).slice(1)).toEqual([
      ['referral-accepted', 'Anna Öberg', null],
      ['referral-answered', 'Anna Öberg', null],
    ]);
    expect(await audited()).toEqual([
      'mark-referral',
      'step-referral accepted',
      'step-referral answered',
    ]);
  });

  it('never rejects or asks for completion: that takes words', async () => {
    await mark();
    for (const to of ['rejected', 'on-hold', 'forwarded'])
      expect(await refused(step(to))).toEqual([400, 'request-invalid']);
  });

  it('never turns a rejection into an answer, and takes the rejection back first', async () => {
    await mark();
    await sent('rejected');
    expect(await refused(step('answered'))).toEqual([409, 'referral-step-wrong']);
    await step('received').expect(200);
    await step('answered').expect(200);
  });

  it('moves nothing that is no referral', async () => {
    expect(await refused(step('accepted'))).toEqual([409, 'not-a-referral']);
  });

  it('leaves the day of what is over as it was', async () => {
    await mark();
    await step('answered').expect(200);
    const answer = anna.put(`${path}/referral`, { answerBy: inDays(1) });
    expect(await refused(answer)).toEqual([409, 'referral-step-wrong']);
  });
});

describe('an answer to a referral', () => {
  it('answers it where nothing else is chosen, when it is sent and not before', async () => {
    await mark();
    const draft = await beginDraft(anna, house.care.id, message.id);
    expect([draft.referralStep, draft.replyTo?.referral]).toEqual(['answered', 'received']);
    const { body } = await anna
      .put(`/api/drafts/${draft.id}`, { ...written, version: draft.version })
      .expect(200);
    const prepared = await prepare(body).expect(200);
    expect(await stateOf()).toBe('received');
    await send(prepared.body).expect(200);
    const answered = await read();
    expect(answered.referral?.state).toBe('answered');
    expect(storyOf(answered).at(-1)).toEqual(['referral-answered', 'Anna Öberg', null]);
  });

  it('of which completion is asked for is a message, where nothing else is chosen', async () => {
    await mark();
    await sent('on-hold');
    expect(await stateOf()).toBe('on-hold');
    expect((await beginDraft(anna, house.care.id, message.id)).referralStep).toBeNull();
  });

  it('begins with the subject of what it is to do', async () => {
    await mark();
    const body = { requestId: crypto.randomUUID(), replyTo: message.id, referralStep: 'on-hold' };
    const answer = await anna.post(`/api/departments/${house.care.id}/drafts`, body).expect(200);
    expect(answer.body).toMatchObject({
      referralStep: 'on-hold',
      subject: 'Begäran om komplettering av remiss',
    });
  });

  it.each(['rejected', 'on-hold'])('that makes it %s says why', async (to) => {
    await mark();
    const wordless = await answerWith(to, { message: '  ' });
    expect(await refused(prepare(wordless))).toEqual([400, 'referral-words-missing']);
    const { body: attached } = await anna
      .upload(`/api/drafts/${wordless.id}/attachments`, house.pdf)
      .expect(200);
    await prepare(attached).expect(200);
  });

  it('that makes it rejected needs no cover sheet where a file says why, and one without words says nothing', async () => {
    await mark();
    const bare = await answerWith('rejected', { cover: false });
    expect((await prepare(bare)).body.code).toBe('draft-empty');
  });

  it('accepts it, too', async () => {
    await mark();
    await sent('accepted');
    expect(await stateOf()).toBe('accepted');
  });

  it('that is a mere message leaves it as it is', async () => {
    await mark();
    await sent(null);
    expect(await stateOf()).toBe('received');
  });

  it('that is undone leaves it as it was, and keeps what it was to do', async () => {
    await mark();
    await step('accepted').expect(200);
    const { id } = await sent('rejected');
    expect(await stateOf()).toBe('rejected');
    const { body } = await anna.post(`/api/sendings/${id}/undo`).expect(200);
    expect(body.referralStep).toBe('rejected');
    expect(await stateOf()).toBe('accepted');
  });

  it('that is cancelled by a colleague leaves it as it was', async () => {
    await mark();
    const { id } = await sent('answered');
    await bo.post(`/api/sendings/${id}/cancel`).expect(200);
    expect(await stateOf()).toBe('received');
  });

  it('that fails for good leaves it as it was, and says so', async () => {
    await mark();
    await step('accepted').expect(200);
    await ends(await sent('answered'), 'failed');
    expect(await stateOf()).toBe('accepted');
    expect(storyOf(await read()).at(-1)).toEqual(['referral-answer-failed', null, null]);
  });

  it('that fails and is tried again by itself still answers it', async () => {
    await mark();
    const { id } = await sent('answered');
    await house.database.sql(`
      with failed as (update delivery set state = 'failed', cause = 'busy' where order_id = '${id}' returning *)
      insert into delivery (id, order_id, department_id, attempt, to_number, from_number, asked_by, possible_duplicate,
          state, queued_at, due_at, deadline, changed_at, automatic)
      select gen_random_uuid()::text, order_id, department_id, 2, to_number, from_number, asked_by, false, 'queued',
          now(), now(), deadline, now(), true from failed`);
    expect(await stateOf()).toBe('answered');
  });

  it('that failed answers it again when somebody sends it again', async () => {
    await mark();
    const answer = await sent('answered');
    const deliveryId = await ends(answer, 'failed');
    expect(await stateOf()).toBe('received');
    const again = { deliveryId, reason: 'de har bytt papper' };
    await anna.post(`/api/sendings/${answer.id}/send-again`, again).expect(200);
    expect(await stateOf()).toBe('answered');
  });

  it('whose end nobody knows answers it, until somebody says that it failed', async () => {
    await mark();
    const answer = await sent('answered');
    const deliveryId = await ends(answer, 'unknown');
    expect(await stateOf()).toBe('answered');
    const word = { deliveryId, outcome: 'failed', reason: 'de har inte fått det' };
    await anna.post(`/api/sendings/${answer.id}/resolve`, word).expect(200);
    expect(await stateOf()).toBe('received');
  });

  it('that failed answers it after all when somebody says that it arrived', async () => {
    await mark();
    const answer = await sent('answered');
    const deliveryId = await ends(answer, 'failed');
    const word = { deliveryId, outcome: 'arrived', reason: 'de har ringt' };
    await anna.post(`/api/sendings/${answer.id}/resolve`, word).expect(200);
    expect(await stateOf()).toBe('answered');
  });

  it('that is undone after somebody moved it on changes nothing', async () => {
    await mark();
    const { id } = await sent('accepted');
    await step('answered').expect(200);
    await anna.post(`/api/sendings/${id}/undo`).expect(200);
    expect(await stateOf()).toBe('answered');
  });

  it('is not prepared, nor sent, where the referral has moved elsewhere', async () => {
    await mark();
    const { body: prepared } = await prepare(await answerWith('rejected')).expect(200);
    await step('answered').expect(200);
    expect(await refused(send(prepared))).toEqual([409, 'referral-step-wrong']);
    expect(await refused(prepare(prepared))).toEqual([409, 'referral-step-wrong']);
    expect(await stateOf()).toBe('answered');
  });

  it('to what is no referral moves none, and says so', async () => {
    const body = { requestId: crypto.randomUUID(), replyTo: message.id, referralStep: 'answered' };
    const answer = anna.post(`/api/departments/${house.care.id}/drafts`, body);
    expect(await refused(answer)).toEqual([409, 'not-a-referral']);
    const { id, version } = await beginDraft(anna, house.care.id);
    const change = { ...written, referralStep: 'answered', version };
    const changed = anna.put(`/api/drafts/${id}`, change);
    expect(await refused(changed)).toEqual([409, 'not-a-referral']);
  });

  it('that tells the sender that it belongs elsewhere rejects it', async () => {
    await mark();
    const body = { requestId: crypto.randomUUID(), number: '0225-11 11 12' };
    const { body: draft } = await anna.post(`${path}/return`, body).expect(200);
    expect(draft.referralStep).toBe('rejected');
  });
});

describe('a referral that goes on to another department', () => {
  it('ends here, and begins anew there with its day', async () => {
    await mark(inDays(9));
    await step('accepted').expect(200);
    const forward = { departmentId: house.school.id, incident: false };
    await anna.post(`${path}/forward`, forward).expect(200);
    expect(await stateOf()).toBe('forwarded');
    const [there] = await house.database.sql<{ message_id: string }>(
      'select message_id from forwarding where from_id = $1',
      [message.id],
    );
    const { body } = await cecilia.get(`/api/messages/${there?.message_id}`).expect(200);
    expect(body.referral).toEqual({
      state: 'received',
      answerBy: inDays(9),
      markedBySender: false,
    });
    expect(await refused(step('received'))).toEqual([409, 'already-forwarded']);
  });
});

describe('a partner who completes a referral', () => {
  it('has it looked at again, by nobody’s hand', async () => {
    const partner = await addPartner(house, 'Vårdcentralen Norr', '+46317009900');
    message = await receiveFromPartner(house, house.care, partner);
    path = `/api/messages/${message.id}`;
    await mark();
    await sent('on-hold');
    const { sql } = house.database;
    const more = await receiveFromPartner(house, house.care, partner);
    const [row] = await sql('delete from partner_message where message_id = $1 returning *', [
      more.id,
    ]);
    const [first] = await sql<{ conversation_id: string }>(
      'select conversation_id from partner_message where message_id = $1',
      [message.id],
    );
    const filed = { ...row, conversation_id: first?.conversation_id };
    const ingest = openDatabase({
      url: house.database.urlOf('ingest'),
      max: 1,
      onError: () => undefined,
    });
    await ingest.query(
      `insert into partner_message (${Object.keys(filed).join()})
       values (${Object.keys(filed)
         .map((_, index) => `$${index + 1}`)
         .join()})`,
      Object.values(filed),
    );
    await ingest.close();
    const completed = await read();
    expect(completed.referral?.state).toBe('received');
    expect(storyOf(completed).at(-1)).toEqual(['referral-completed', null, null]);
  });
});
