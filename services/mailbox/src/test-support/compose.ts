import { randomUUID } from 'node:crypto';

import { newHybridIdentity, type IdentityPair } from '@kuvert/platform/vault/hybrid';
import type { TestDatabase } from '@kuvert/testkit/database';

import type { Draft, Sending } from '#api';
import type { Test } from 'supertest';

import type { Client } from './client.ts';
import type { House } from './house.ts';

/** As `kuvert keys outbound` does: from then on the house can send. */
export const addOutboundKey = async ({ sql }: TestDatabase): Promise<IdentityPair> => {
  const pair = await newHybridIdentity();
  await sql(`update service_key set retired_at = now() where retired_at is null`);
  await sql(`insert into service_key values ($1, 'outbound', $2, now())`, [
    randomUUID(),
    pair.recipient,
  ]);
  return pair;
};

/** What a person writes where a test says nothing of it. */
export const written = {
  to: '031-390 06 01',
  recipientName: 'Vårdcentralen Norr',
  subject: 'Svar',
  message: 'Se bilagan.',
  cover: true,
  language: 'sv',
  resolution: 'standard',
} as const;

/** A contact where a test says nothing of it; nobody has verified it. */
export const newContact = {
  name: 'Vårdcentralen Norr',
  number: '031-390 06 09',
  note: null,
  verified: null,
} as const;

export const addContact = (client: Client, departmentId: string, changes: object = {}): Test =>
  client
    .post(`/api/departments/${departmentId}/contacts`, { ...newContact, ...changes })
    .expect(200);

export const beginDraft = async (
  client: Client,
  departmentId: string,
  replyTo?: string,
): Promise<Draft> => {
  const body = { requestId: randomUUID(), ...(replyTo === undefined ? {} : { replyTo }) };
  const answer = await client.post(`/api/departments/${departmentId}/drafts`, body).expect(200);
  return answer.body;
};

/** A draft with all that it takes to be sent, its pages made. */
export const readyDraft = async (
  client: Client,
  departmentId: string,
  replyTo?: string,
): Promise<Draft> => {
  const { id, version } = await beginDraft(client, departmentId, replyTo);
  const changed = await client.put(`/api/drafts/${id}`, { ...written, version }).expect(200);
  const prepared = await client
    .post(`/api/drafts/${id}/prepare`, { version: changed.body.version })
    .expect(200);
  return prepared.body;
};

/** Of `written.to`: its second look. */
export const lastDigits = '0601';

export const sendReady = async (
  client: Client,
  departmentId: string,
  replyTo?: string,
): Promise<Sending> => {
  const { id, version } = await readyDraft(client, departmentId, replyTo);
  return (await client.post(`/api/drafts/${id}/send`, { version, lastDigits }).expect(200)).body;
};

/** What a draft needs of a colleague before it goes to a number that is new, from now on. */
export const setSecondLook = (
  { database }: Pick<House, 'database'>,
  departmentId: string,
  who: 'digits' | 'colleague',
): Promise<unknown> =>
  database.sql('update department set second_look = $2 where id = $1', [departmentId, who]);

/** A draft of the care department that waits for a colleague, as that department wants it from now on. */
export const askedDraft = async (
  house: Pick<House, 'database' | 'care'>,
  client: Client,
  replyTo?: string,
): Promise<Draft> => {
  await setSecondLook(house, house.care.id, 'colleague');
  const { id, version } = await readyDraft(client, house.care.id, replyTo);
  return (await client.post(`/api/drafts/${id}/approval`, { version }).expect(200)).body;
};

/** As outbound and the carrier would move it. */
export const putDelivery = async (
  { sql }: TestDatabase,
  deliveryId: string,
  state: 'accepted' | 'dialling' | 'delivered' | 'unknown' | 'failed',
  cause = 'busy',
): Promise<void> => {
  const set = (to: string): Promise<unknown> =>
    sql(
      `update delivery set state = $2, carrier = 'signalwire', intent_at = now(), changed_at = now(),
              cause = case when $2 = 'failed' then $3 end,
              unknown_reason = case when $2 = 'unknown' then 'never-told' end where id = $1`,
      [deliveryId, to, cause],
    );
  for (const to of ['preparing', 'submitting', state]) await set(to);
};

/** It waits in the queue of a carrier that can be asked to take it out. */
export const putWithCarrier = async (database: TestDatabase, deliveryId: string): Promise<void> => {
  await putDelivery(database, deliveryId, 'accepted');
  await database.sql('update delivery set withdrawable = true where id = $1', [deliveryId]);
};

/** The attempt that outbound makes of one that has failed, waiting for its time; its id. */
export const queueRetry = async ({ sql }: TestDatabase, failed: string): Promise<string> => {
  const id = randomUUID();
  await sql(
    `insert into delivery (id, order_id, department_id, attempt, to_number, from_number, asked_by, possible_duplicate,
       state, queued_at, due_at, deadline, changed_at, automatic)
     select $2, order_id, department_id, attempt + 1, to_number, from_number, asked_by, false, 'queued', now(),
            now() + interval '3 minutes', deadline, now(), true from delivery where id = $1`,
    [failed, id],
  );
  await sql(
    `insert into work (id, service, kind, subject, due_at, created_at)
     values (gen_random_uuid()::text, 'outbound', 'dispatch', $1, now() + interval '3 minutes', now())`,
    [id],
  );
  return id;
};
