import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { FaxDocumentError } from '@kuvert/fax-document/errors';
import { SAME } from '@kuvert/fax-document/likeness/likeness';

import { clientOf, type Client } from '../test-support/client.ts';
import type { FilledMessage, MessageChanges } from '../test-support/fill.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { createScriptedComparer } from '../test-support/scripted-comparer.ts';

const hours = 3_600_000;
const comparer = createScriptedComparer();
let house: House;
let anna: Client;
let bo: Client;
/** Each test has a sender and a moment of its own. */
let from: string;
let now: Date;
let senders = 0;

beforeAll(async () => {
  house = await startHouse({ comparer, workSweepMs: 50 });
  anna = clientOf(house.origin, await house.logIn('anna'));
  bo = clientOf(house.origin, await house.logIn('bo'));
});
afterAll(() => house.stop());
beforeEach(() => {
  from = `+46225${String(400_000 + senders++)}`;
  now = new Date();
  comparer.answer = SAME;
  comparer.asked = 0;
});

const receive = (changes: MessageChanges = {}, department = house.care): Promise<FilledMessage> =>
  house.receive(department, { from, original: Buffer.from(randomUUID()), ...changes });

const before = (milliseconds: number): Pick<MessageChanges, 'availableAt'> => ({
  availableAt: new Date(now.getTime() - milliseconds),
});

/** As ingest orders it; resolves when it is done. */
const compare = async ({ id }: FilledMessage): Promise<void> => {
  const work = randomUUID();
  await house.database.sql(
    `insert into work (id, service, kind, subject, due_at, created_at)
     values ($1, 'mailbox', 'find-resends', $2, now(), now())`,
    [work, id],
  );
  const isDone = async (): Promise<void> => {
    const rows = await house.database.sql('select from work where id = $1 and ended_at is null', [
      work,
    ]);
    expect(rows).toEqual([]);
  };
  await vi.waitFor(isDone, { timeout: 20_000, interval: 20 });
};

const shown = async ({ id }: FilledMessage, client = anna) => {
  const { body } = await client.get(`/api/messages/${id}`);
  return { resend: body.resend as boolean, resends: body.resends as object[] };
};

const audited = ({ id }: FilledMessage): Promise<unknown[]> =>
  house.database.sql(
    'select person_id, action, detail from audit where message_id = $1 order by seq',
    [id],
  );

describe('a fax with nearly the pages of an earlier one of its sender', () => {
  it('is shown as a probable resend, and so is the earlier one', async () => {
    const earlier = await receive(before(2 * hours));
    await anna.post(`/api/messages/${earlier.id}/take`);
    const later = await receive();
    await compare(later);
    expect(await shown(later)).toMatchObject({
      resend: true,
      resends: [{ id: earlier.id, isEarlier: true, exact: false, handling: { state: 'taken' } }],
    });
    expect(await shown(earlier)).toMatchObject({
      resend: true,
      resends: [{ id: later.id, isEarlier: false, denied: false, handling: { state: 'new' } }],
    });
  });

  it('is found also when the earlier one is taken in after it', async () => {
    const later = await receive();
    const earlier = await receive(before(hours));
    await compare(earlier);
    expect(await shown(later)).toMatchObject({ resends: [{ id: earlier.id, isEarlier: true }] });
  });

  it('is compared once both openings are audited, as the system’s', async () => {
    const earlier = await receive(before(hours));
    const later = await receive();
    await compare(later);
    expect(await audited(earlier)).toEqual([{ person_id: null, action: 'compare', detail: null }]);
    expect(await audited(later)).toEqual([
      { person_id: null, action: 'compare', detail: null },
      { person_id: null, action: 'resend-found', detail: `message ${earlier.id}` },
    ]);
  });

  it('is marked in the list', async () => {
    const earlier = await receive(before(hours));
    const later = await receive();
    const other = await receive({ from: '+46225999999' });
    await compare(later);
    const { body } = await anna.get(`/api/departments/${house.care.id}/messages?view=all`);
    const marked = (body.messages as { id: string; resend: boolean }[])
      .filter(({ id }) => [earlier.id, later.id, other.id].includes(id))
      .map(({ id, resend }) => [id, resend]);
    expect(Object.fromEntries(marked)).toEqual({
      [earlier.id]: true,
      [later.id]: true,
      [other.id]: false,
    });
  });
});

it('the very same bytes are found without opening anything', async () => {
  const original = Buffer.from(randomUUID());
  const earlier = await receive({ ...before(hours), original });
  const later = await receive({ original });
  await compare(later);
  expect(comparer.asked).toBe(0);
  expect(await audited(earlier)).toEqual([]);
  expect(await shown(later)).toMatchObject({ resends: [{ id: earlier.id, exact: true }] });
});

it('of several files all are the same bytes, or their pages are compared', async () => {
  const [original, second] = [Buffer.from(randomUUID()), Buffer.from(randomUUID())];
  const same = { original, furtherOriginals: [second] };
  const earlier = await receive({ ...before(2 * hours), ...same });
  const other = await receive({ ...before(hours), original, furtherOriginals: [original] });
  const later = await receive(same);
  await compare(later);
  expect((await shown(later)).resends).toMatchObject([
    { id: earlier.id, exact: true },
    { id: other.id, exact: false },
  ]);
  expect(comparer.asked).toBe(1);
});

it('withheld numbers are the same sender when the machines call themselves alike', async () => {
  const tsi = `VC ${from}`;
  const earlier = await receive({ ...before(hours), from: '', tsi });
  const later = await receive({ from: '', tsi });
  await compare(later);
  expect(await shown(later)).toMatchObject({ resends: [{ id: earlier.id }] });
});

describe('nothing is compared with a fax', () => {
  it.each<[string, () => Promise<FilledMessage>]>([
    ['of another sender', () => receive({ ...before(hours), from: '+46225888888' })],
    ['of more than 48 hours ago', () => receive(before(49 * hours))],
    ['of two pages more', () => receive({ ...before(hours), pages: 5 })],
    ['that needs attention', () => receive({ ...before(hours), attention: 'jbig' })],
    ['of another department', () => receive(before(hours), house.school)],
    ['from no number by no name', () => receive({ ...before(hours), from: '', tsi: null })],
  ])('%s', async (_which, make) => {
    await make();
    const later = await receive();
    await compare(later);
    expect(comparer.asked).toBe(0);
    expect(await shown(later)).toEqual({ resend: false, resends: [] });
  });

  it('without number and name, nor with another such', async () => {
    await receive({ ...before(hours), from: '', tsi: null });
    const later = await receive({ from: '', tsi: null });
    await compare(later);
    expect(comparer.asked).toBe(0);
  });
});

it('at most twenty are compared, the nearest in time', async () => {
  for (let age = 1; age <= 22; age++) await receive(before(age * 60_000));
  const later = await receive();
  comparer.answer = 0;
  await compare(later);
  expect(comparer.asked).toBe(20);
});

it.each([
  ['less alike than the same pages are', SAME - 0.01],
  ['that can’t be compared', new FaxDocumentError('time-limit', 'too long')],
])('a fax %s gets no mark', async (_which, answer) => {
  await receive(before(hours));
  const later = await receive();
  comparer.answer = answer;
  await compare(later);
  expect(await shown(later)).toEqual({ resend: false, resends: [] });
});

describe('who sees that two faxes are not the same', () => {
  const pair = async (): Promise<readonly [FilledMessage, FilledMessage]> => {
    const earlier = await receive(before(hours));
    const later = await receive();
    await compare(later);
    return [earlier, later];
  };
  const say = (denied: boolean, [one, other]: readonly [FilledMessage, FilledMessage]) =>
    anna.put(`/api/messages/${one.id}/resends/${other.id}`, { denied });

  it('says so on either, and the mark is gone from both, for all', async () => {
    const [earlier, later] = await pair();
    expect((await say(true, [earlier, later])).body).toMatchObject({ resend: false });
    expect(await shown(later, bo)).toMatchObject({ resend: false, resends: [{ denied: true }] });
  });

  it('can take it back', async () => {
    const [earlier, later] = await pair();
    await say(true, [later, earlier]);
    await say(false, [later, earlier]);
    expect(await shown(earlier)).toMatchObject({ resend: true, resends: [{ denied: false }] });
  });

  it('is written down', async () => {
    const [earlier, later] = await pair();
    await say(true, [later, earlier]);
    const rows = await audited(later);
    expect(rows.at(-1)).toEqual({
      person_id: house.personIds.anna,
      action: 'deny-resend',
      detail: `message ${earlier.id}`,
    });
  });
});
