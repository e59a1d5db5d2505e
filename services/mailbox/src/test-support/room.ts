import { randomUUID } from 'node:crypto';

import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';
import { logInToRoom, type LoggedIn } from '@kuvert/simulators/oidc/log-in';
import supertest, { type Test } from 'supertest';

import type { House } from './house.ts';
import type { FilledPartner } from './partner.ts';
import { roomPeople, type RoomSubject, type Subject } from './people.ts';

/** Lets somebody speak for a partner's function, as the operator does; and departments be written to. */
export const addToRoom = async (
  { database: { sql }, keys, issuer }: House,
  { functionId }: FilledPartner,
  subject: RoomSubject,
): Promise<string> => {
  const name = roomPeople.find((each) => each.subject === subject)?.name ?? '';
  const [person] = await sql<{ id: string }>(
    `insert into room_person (id, issuer, subject, name, created_at) values ($1, $2, $3, $4, now())
     on conflict (issuer, subject) do update set name = excluded.name returning id`,
    [randomUUID(), issuer, subject, name],
  );
  const { identity, recipient } = await newHybridIdentity();
  const keyId = randomUUID();
  const made = await sql(
    `insert into room_key values ($1, $2, $3, now()) on conflict (function_id) where retired_at is null do nothing returning id`,
    [keyId, functionId, recipient],
  );
  if (made.length > 0)
    await sql('insert into room_identity values ($1, $2)', [keyId, await keys.wrap(identity)]);
  await sql('insert into room_membership values ($1, $2, now())', [person?.id, functionId]);
  return person?.id ?? '';
};

/** Gives a partner's function a new key, as the operator does. */
export const rotateKey = async (
  { database: { sql }, keys }: House,
  { functionId }: FilledPartner,
): Promise<void> => {
  const { identity, recipient } = await newHybridIdentity();
  const keyId = randomUUID();
  await sql('update room_key set retired_at = now() where function_id = $1', [functionId]);
  await sql('insert into room_key values ($1, $2, $3, now())', [keyId, functionId, recipient]);
  await sql('insert into room_identity values ($1, $2)', [keyId, await keys.wrap(identity)]);
};

/** What partners call a department: from then on it can be written to. */
export const addAddress = async (
  { database: { sql } }: House,
  department: { readonly id: string },
): Promise<void> => {
  await sql(`insert into department_address values ($1, '0203:kommunen.example', $2, now())`, [
    `sdk:${department.id}`,
    department.id,
  ]);
};

/** Somebody's browser in the room. */
export interface RoomClient {
  get(path: string): Test;
  /** A form without files. */
  post(path: string, fields: Readonly<Record<string, string>>): Test;
  /** The form, as its script sends it. */
  send(fields: Readonly<Record<string, string | undefined>>, ...files: Uint8Array[]): Test;
}

export const roomClientOf = (origin: string, { cookie, csrf }: LoggedIn): RoomClient => {
  const agent = supertest(origin);
  return {
    get: (path) => agent.get(path).set('cookie', cookie),
    post: (path, fields) =>
      agent
        .post(path)
        .set('cookie', cookie)
        .type('form')
        .send({ csrf, ...fields }),
    send: (fields, ...files) => {
      const post = agent.post('/send').set({ cookie, accept: 'application/json' });
      for (const [name, value] of Object.entries({ csrf, ...fields }))
        if (value !== undefined) void post.field(name, value);
      for (const [at, file] of files.entries())
        void post.attach(
          'file',
          Buffer.from(file),
          at === 0 ? 'remiss.pdf' : `remiss ${at + 1}.pdf`,
        );
      return post;
    },
  };
};

export const enterRoom = async (
  house: House,
  subject: RoomSubject | Subject,
): Promise<RoomClient> =>
  roomClientOf(house.roomOrigin, await logInToRoom(house.roomOrigin, subject));
