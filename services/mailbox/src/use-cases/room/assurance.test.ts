import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase } from '@kuvert/platform/postgres/database';
import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import { asId } from '@kuvert/shared/ids';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import { logInToRoom } from '@kuvert/simulators/oidc/log-in';

import { startHouse, type House } from '../../test-support/house.ts';
import { addPartner, type FilledPartner } from '../../test-support/partner.ts';
import {
  addAddress,
  addToRoom,
  enterRoom,
  roomClientOf,
  type RoomClient,
} from '../../test-support/room.ts';

/** The provider gives LoA3, and LoA4 to whom asks for it. */
let house: House;
let linden: FilledPartner;
let gunnelId: string;
let gunnel: RoomClient;

beforeAll(async () => {
  house = await startHouse();
  await addAddress(house, house.care);
  await addAddress(house, house.school);
  linden = await addPartner(house, 'Vårdcentralen Linden', '+46313900650');
  gunnelId = await addToRoom(house, linden, 'gunnel');
  gunnel = await enterRoom(house, 'gunnel');
});
afterAll(() => house.stop());
beforeEach(() => demand('LoA3'));

/** What the care department demands from now on. */
const demand = (level: LevelOfAssurance): Promise<unknown> =>
  house.database.sql('update department set demands = $2 where id = $1', [house.care.id, level]);

const send = async (client: RoomClient, changes: Readonly<Record<string, string>> = {}) => {
  const id = randomUUID();
  const form = {
    ...{ id, function: linden.functionId, department: house.care.id },
    ...{ label: 'Remiss: sårvård', text: 'Tolvan behöver omläggning.', ...changes },
  };
  return { id, answer: await client.send(form) };
};

describe('a department that demands a stronger login than somebody has', () => {
  it('shows nothing of its conversations: what they say, pages and document', async () => {
    const { id } = await send(gunnel);
    await demand('LoA4');
    const page = await gunnel.get(`/c/${id}`).expect(403);
    expect(page.text).not.toMatch(/sårvård|Tolvan/);
    await gunnel.get(`/m/${id}/pages/1`).expect(404);
    await gunnel.get(`/m/${id}/document`).expect(404);
  });

  it('is not written to: neither a new message nor in a conversation', async () => {
    const { id: conversation } = await send(gunnel);
    await demand('LoA4');
    for (const changes of [{}, { conversation }]) {
      const { id, answer } = await send(gunnel, changes);
      expect([answer.status, answer.body.code]).toEqual([403, 'login-too-weak']);
      expect(await house.database.sql('select from room_message where id = $1', [id])).toEqual([]);
    }
  });

  it('has its conversations in the list all the same, with what they need', async () => {
    const { id } = await send(gunnel);
    await demand('LoA4');
    const { text } = await gunnel.get('/').expect(200);
    expect(text).toContain(`/c/${id}`);
    expect(text).toContain('kräver inloggning på LoA4');
  });

  it('offers a stronger login, which comes back to the conversation and opens it', async () => {
    const { id } = await send(gunnel);
    await demand('LoA4');
    const { text } = await gunnel.get(`/c/${id}`);
    expect(text).toContain('Du är inloggad på LoA3.');
    const [, start = ''] = /href="(\/login\/stronger[^"]+)"/.exec(text) ?? [];
    const back = await logInToRoom(house.roomOrigin, 'gunnel', start.replaceAll('&amp;', '&'));
    expect(back.path).toBe(`/c/${id}`);
    const stronger = roomClientOf(house.roomOrigin, back);
    expect((await stronger.get(`/c/${id}`).expect(200)).text).toContain('Tolvan');
    expect((await send(stronger, { conversation: id })).answer.status).toBe(201);
  });

  it('can not be chosen in the form; the way to a stronger login stands above it', async () => {
    await demand('LoA4');
    const { text } = await gunnel.get('/write').expect(200);
    expect(text).toMatch(new RegExp(`<option\\s+value="${house.care.id}"\\s+disabled`));
    expect(text).toContain('loa=LoA4&amp;return=%2Fwrite');
    expect(text).toMatch(new RegExp(`<option\\s+value="${house.school.id}"\\s*>`));
  });

  it('is no hindrance to what other departments say', async () => {
    const { id } = await send(gunnel, { department: house.school.id });
    await demand('LoA4');
    const { status } = await gunnel.get(`/c/${id}`);
    expect(status).toBe(200);
  });

  it('shows a message that went on to it in a stronger login alone', async () => {
    const { id } = await send(gunnel, { department: house.school.id });
    await demand('LoA4');
    await house.database.sql('update room_message set department_id = $2 where id = $1', [
      id,
      house.care.id,
    ]);
    const { status } = await gunnel.get(`/c/${id}`);
    expect(status).toBe(403);
  });
});

describe('the database', () => {
  const open = () =>
    openDatabase({
      url: house.database.urlOf('mailbox'),
      role: 'kuvert_room',
      max: 1,
      onError: () => undefined,
    });

  it('shows what a message says and its pages by the session’s own row, whatever is asked', async () => {
    const { id } = await send(gunnel);
    await demand('LoA4');
    const room = open();
    const seenIn = (loa: string | null, person = gunnelId): Promise<unknown> =>
      room.transaction(
        async (transaction) => {
          const session = randomUUID();
          await transaction.query(
            `insert into room_session (id_hash, person_id, csrf_token, created_at, seen_at, expires_at, loa)
             values ($1, $2, '', now(), now(), now(), $3)`,
            [session, gunnelId, loa],
          );
          await transaction.query(`select set_config('kuvert.session', $1, true)`, [session]);
          const messages = await transaction.query('select from room_message where id = $1', [id]);
          const pages = await transaction.query(
            'select from room_document where room_message_id = $1',
            [id],
          );
          return [messages.rowCount, pages.rowCount];
        },
        { person: asId<'person'>(person), session: null },
      );
    try {
      expect([await seenIn('LoA4'), await seenIn('LoA3'), await seenIn(null)]).toEqual([
        ...[
          [1, 1],
          [0, 0],
        ],
        [0, 0],
      ]);
      // somebody else's session is none
      expect(await seenIn('LoA4', randomUUID())).toEqual([0, 0]);
      await expect(room.query(`update room_session set loa = 'LoA4'`)).rejects.toThrow(
        'permission denied',
      );
    } finally {
      await room.close();
    }
  });

  it('files nothing below what the department demands, whoever asks', async () => {
    const { id, answer } = await send(gunnel);
    expect(answer.status).toBe(201);
    await demand('LoA4');
    const room = open();
    try {
      const filing = room.transaction(
        (transaction) =>
          transaction.query(
            `select file_from_room($1, $2, $3, $4, $1, null, k.key, ''::bytea, r.id, ''::bytea, '{1}', '{}', '{0}', null, '',
               now())
               from (select key_id as key from room_departments('2026-01-01') where id = $4) k, room_key r`,
            [randomUUID(), randomUUID(), linden.functionId, house.care.id],
          ),
        { person: asId<'person'>(gunnelId), session: await sessionOf(id) },
      );
      await expect(filing).rejects.toMatchObject({ code: '23514' });
    } finally {
      await room.close();
    }
  });

  /** Of whom wrote it, at LoA3. */
  const sessionOf = async (message: string): Promise<string> => {
    const [row] = await house.database.sql<{ id_hash: string }>(
      `select s.id_hash from room_session s join room_message m on m.person_id = s.person_id
        where m.id = $1 and s.loa = 'LoA3' and s.ended_at is null limit 1`,
      [message],
    );
    return row?.id_hash ?? '';
  };
});

describe('a session', () => {
  it('has the level that its login had, and no level where the provider says none', async () => {
    const { cookie } = await logInToRoom(house.roomOrigin, 'gunnel', '/login/start?loa=LoA4');
    const [, secret = ''] = /__Host-kuvert-room=([\w-]+)/.exec(cookie) ?? [];
    expect(
      await house.database.sql('select loa from room_session where id_hash = $1', [
        hashSecret(secret),
      ]),
    ).toEqual([{ loa: 'LoA4' }]);
  });
});
