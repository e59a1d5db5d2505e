import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { dayIn } from '@kuvert/shared/day';
import { lastAnswerBy } from '@kuvert/shared/referrals/answer-by';
import type { ReferralState } from '@kuvert/shared/referrals/states';

import { clientOf, type Client } from '../../test-support/client.ts';
import { startHouse, type House } from '../../test-support/house.ts';
import { addPartner, type FilledPartner } from '../../test-support/partner.ts';
import { addAddress, addToRoom, enterRoom, type RoomClient } from '../../test-support/room.ts';

let house: House;
let anna: Client;
let linden: FilledPartner;
let gunnel: RoomClient;

beforeAll(async () => {
  house = await startHouse();
  await addAddress(house, house.care);
  linden = await addPartner(house, 'Vårdcentralen Linden', '+46313900650');
  await addToRoom(house, linden, 'gunnel');
  anna = clientOf(house.origin, await house.logIn('anna'));
  gunnel = await enterRoom(house, 'gunnel');
});
afterAll(() => house.stop());

const today = dayIn(new Date(), 'Europe/Stockholm');
const later = lastAnswerBy(today);

type Form = Readonly<Record<string, string>> & { readonly id: string };

const formOf = (changes: Readonly<Record<string, string>> = {}): Form => ({
  id: randomUUID(),
  function: linden.functionId,
  department: house.care.id,
  label: 'Remiss: sårvård',
  text: 'Omläggning två gånger i veckan.',
  ...changes,
});

interface Row {
  readonly message_id: string;
  readonly state: ReferralState;
  readonly answer_by: string | null;
}

const rowOf = async (id: string): Promise<Row | undefined> => {
  const [row] = await house.database.sql<Row>(
    `select r.message_id, r.state, r.answer_by::text from referral r
       join room_message m on m.message_id = r.message_id where m.id = $1`,
    [id],
  );
  return row;
};

/** A referral that was sent from the room: its form's id, and its message's. */
const referred = async (changes: Readonly<Record<string, string>> = {}) => {
  const form = formOf({ referral: 'yes', ...changes });
  await gunnel.send(form).expect(201);
  return { ...form, messageId: (await rowOf(form.id))?.message_id ?? '' };
};

/** As an answer leaves it, in the department. */
const becomes = (messageId: string, state: ReferralState) =>
  house.database.sql('update referral set state = $2, changed_at = now() where message_id = $1', [
    messageId,
    state,
  ]);

describe('a referral from the room', () => {
  it('is filed as one with the day by which an answer is wanted, and its details say so', async () => {
    const { id, messageId } = await referred({ 'answer-by': later });
    expect(await rowOf(id)).toEqual({
      message_id: messageId,
      state: 'received',
      answer_by: later,
    });
    const { body } = await anna.get(`/api/messages/${messageId}/partner`).expect(200);
    expect(body).toMatchObject({ kind: 'referral', label: 'Remiss: sårvård' });
  });

  it('needs no day, and what is none is not made one by a day', async () => {
    const { id } = await referred();
    const form = formOf({ 'answer-by': later });
    await gunnel.send(form).expect(201);
    expect([await rowOf(id), await rowOf(form.id)]).toMatchObject([{ answer_by: null }, undefined]);
  });

  it.each([
    ['answer-by-wrong', '2020-01-01'],
    ['answer-by-wrong', '2999-01-01'],
    ['request-invalid', '2026-13-01'],
  ])('is refused as %s with the day %s, and nothing of it is kept', async (code, day) => {
    const form = formOf({ referral: 'yes', 'answer-by': day });
    const { body } = await gunnel.send(form);
    expect(body.code).toBe(code);
    expect(await house.database.sql('select from room_message where id = $1', [form.id])).toEqual(
      [],
    );
  });

  it('is another content than the same message that is none', async () => {
    const form = formOf({ referral: 'yes' });
    await gunnel.send(form).expect(201);
    const { referral: _mark, ...none } = form;
    const { body } = await gunnel.send(none).expect(409);
    expect(body).toMatchObject({ code: 'message-sent-before' });
  });
});

describe('who sent a referral', () => {
  const shown = async (id: string): Promise<readonly string[]> => {
    const pages = [await gunnel.get('/'), await gunnel.get(`/c/${id}`)];
    return pages.map(({ text }) => text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '));
  };

  it('sees in the list and in the conversation where it is, and since when', async () => {
    const { id, messageId } = await referred();
    for (const [state, words] of [
      ['accepted', 'Remiss: Accepterad'],
      ['on-hold', 'Remiss: Komplettering begärd'],
      ['rejected', 'Remiss: Avvisad'],
      ['received', 'Remiss: Mottagen'],
      ['answered', 'Remiss: Besvarad'],
    ] as const) {
      await becomes(messageId, state);
      const withTime = expect.stringMatching(new RegExp(`${words} \\d\\d:\\d\\d`));
      expect(await shown(id)).toEqual([withTime, withTime]);
    }
  });

  it('sees to which department it was sent on, and what that one does with it', async () => {
    const { id, messageId } = await referred();
    await anna
      .post(`/api/messages/${messageId}/forward`, {
        departmentId: house.school.id,
        incident: false,
      })
      .expect(200);
    expect((await shown(id))[1]).toContain('Remiss: Skickad vidare till Elevhälsan');
    const there = (await rowOf(id))?.message_id ?? '';
    await becomes(there, 'accepted');
    expect((await shown(id))[1]).toContain('Remiss: Accepterad');
  });

  it('sees until when an answer is wanted, and that the day is over while nobody answered', async () => {
    const { id, messageId } = await referred({ 'answer-by': today });
    expect((await shown(id))[1]).toContain('Svar senast');
    await house.database.sql(
      `update referral set answer_by = answer_by - 1 where message_id = $1`,
      [messageId],
    );
    expect((await shown(id))[1]).toContain('Svaret skulle ha kommit senast');
    await becomes(messageId, 'answered');
    expect((await shown(id))[1]).not.toContain('Svaret skulle ha kommit senast');
  });

  it('completes it by what they write in the conversation, and the page asks for that', async () => {
    const { id, messageId } = await referred();
    await becomes(messageId, 'on-hold');
    expect((await shown(id))[1]).toContain('Komplettera remissen');
    await gunnel.send(formOf({ conversation: id, text: 'Vikt 62 kg.' })).expect(201);
    expect(await rowOf(id)).toMatchObject({ state: 'received' });
    expect((await shown(id))[1]).not.toContain('Komplettera remissen');
  });

  it('is told by an open page that something happened to it', async () => {
    const { messageId } = await referred();
    const newest = async (): Promise<unknown> => (await gunnel.get('/newest').expect(200)).body;
    const before = await newest();
    await becomes(messageId, 'accepted');
    expect(await newest()).not.toEqual(before);
  });
});
