import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { LoggedIn } from '@kuvert/simulators/oidc/log-in';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { systemClock } from '@kuvert/shared/clock';

import { createLinks } from '../documents/links.ts';
import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import type { FilledMessage } from '../test-support/fill.ts';
import { startHouse, type House } from '../test-support/house.ts';
import {
  addContact,
  addOutboundKey,
  askedDraft,
  beginDraft,
  newContact,
  sendReady,
  written,
} from '../test-support/compose.ts';
import { clientOf } from '../test-support/client.ts';
import { addPartner, receiveFromPartner } from '../test-support/partner.ts';
import { lineOf, pageOf, recognitionOf } from '../test-support/recognised.ts';
import { mailboxCookies } from './cookies.ts';

const linkKey = 'a key that the test knows as well as the mailbox';

/** What each request that takes a body must have, so that it gets as far as the id. */
const bodies: Readonly<Record<string, object>> = {
  'post /api/messages/{id}/documents/{documentId}/downloads': { purpose: 'download' },
  'post /api/messages/{id}/take-over': { note: 'min tur' },
  'post /api/messages/{id}/register': { system: 'Ciceron', reference: 'SN 2026/1' },
  'post /api/messages/{id}/not-register': { reason: 'reklam' },
  'post /api/messages/{id}/forward': { departmentId: randomUUID() },
  'put /api/messages/{id}/referral': { answerBy: null },
  'post /api/messages/{id}/referral/step': { step: 'accepted' },
  'put /api/messages/{id}/resends/{otherId}': { denied: true },
  'post /api/departments/{departmentId}/drafts': { requestId: randomUUID() },
  'post /api/departments/{departmentId}/contacts': newContact,
  'put /api/contacts/{id}': { ...newContact, version: 0 },
  'post /api/contacts/{id}/verify': { version: 0, how: 'called' },
  'put /api/drafts/{id}': { ...written, version: 0 },
  'post /api/drafts/{id}/prepare': { version: 0 },
  'post /api/drafts/{id}/send': { version: 0 },
  'post /api/drafts/{id}/approval': { version: 0 },
  'post /api/approvals/{id}/approve': { version: 0 },
  'post /api/approvals/{id}/decline': { version: 0, reason: 'fel nummer' },
  'post /api/sendings/{id}/resolve': {
    deliveryId: randomUUID(),
    outcome: 'arrived',
    reason: 'de ringde',
  },
  'post /api/sendings/{id}/send-again': { deliveryId: randomUUID(), reason: 'kom inte' },
  'post /api/sendings/{id}/incident': { how: 'receiver-told' },
  'post /api/messages/{id}/incident': { how: 'seen-here' },
  'post /api/messages/{id}/return': { requestId: randomUUID(), number: '0225-11 11 12' },
  'post /api/incidents/{id}/notes': { note: 'de ringde' },
  'post /api/incidents/{id}/close': { outcome: 'notified', note: 'anmält' },
  'post /api/incidents/{id}/reopen': { note: 'mer att göra' },
};

let house: House;
let cecilia: LoggedIn;
let message: FilledMessage;
let resend: FilledMessage;
let routes: readonly string[];
let draftId: string;
let attachmentId: string;
let waitingId: string;
let sendingId: string;
let contactId: string;
let code: string;
let incidentId: string;

beforeAll(async () => {
  house = await startHouse({}, async (config, folder) => {
    const file = join(folder, 'link-key');
    await writeFile(file, linkKey, { mode: 0o600 });
    return { ...config, linkKeyFile: file };
  });
  // so that there is something behind every route
  const partner = await addPartner(house, 'Vårdcentralen', '+46317009900');
  const text = recognitionOf(pageOf([[lineOf('Hej')]]));
  message = await receiveFromPartner(house, house.care, partner, { text });
  resend = await house.receive(house.care);
  await house.database.sql(`insert into resend values ($1, $2, $3, true, 1, now(), null, null)`, [
    resend.id,
    message.id,
    house.care.id,
  ]);
  await house.receive(house.school);
  await addOutboundKey(house.database);
  const anna = clientOf(house.origin, await house.logIn('anna'));
  ({ id: contactId } = (await addContact(anna, house.care.id)).body);
  ({ id: sendingId, code } = await sendReady(anna, house.care.id));
  const { id: notOurs } = await house.receive(house.care);
  const reported = await anna.post(`/api/messages/${notOurs}/incident`, { how: 'seen-here' });
  incidentId = reported.body.id;
  ({ id: waitingId } = await askedDraft(house, anna));
  ({ id: draftId } = await beginDraft(anna, house.care.id));
  const attached = await anna.upload(`/api/drafts/${draftId}/attachments`, house.pdf).expect(200);
  attachmentId = attached.body.attachments[0].id;
  cecilia = await house.logIn('cecilia');
  const { body } = await supertest(house.origin).get('/openapi.json');
  routes = Object.entries<object>(body.paths)
    .flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method} ${path}`))
    .filter((route) => route.includes('{'));
});
afterAll(() => house.stop());

interface Ids {
  readonly departmentId: string;
  readonly messageId: string;
  readonly documentId: string;
  readonly otherId: string;
  readonly draftId: string;
  readonly attachmentId: string;
  readonly waitingId: string;
  readonly sendingId: string;
  readonly contactId: string;
  readonly code: string;
  readonly incidentId: string;
}

const careIds = (): Ids => ({
  departmentId: house.care.id,
  messageId: message.id,
  documentId: message.documents.pdf.id,
  otherId: resend.id,
  draftId,
  attachmentId,
  waitingId,
  sendingId,
  contactId,
  code,
  incidentId,
});

const unknownIds = (): Ids => ({
  departmentId: randomUUID(),
  messageId: randomUUID(),
  documentId: randomUUID(),
  otherId: randomUUID(),
  draftId: randomUUID(),
  attachmentId: randomUUID(),
  waitingId: randomUUID(),
  sendingId: randomUUID(),
  contactId: randomUUID(),
  code: 'ZZZZ-ZZZZ',
  incidentId: randomUUID(),
});

/** Forged with the mailbox's own key, in Cecilia's own session: a link alone must open nothing. */
const tokenFor = (ids: Ids, use: 'document' | 'page', purpose: 'download' | 'print'): string => {
  const cookie = cecilia.cookie.split(`${mailboxCookies.session}=`)[1]?.split(';')[0] ?? '';
  const { messageId, documentId } = ids;
  return createLinks(linkKey, systemClock).make(
    { session: hashSecret(cookie), messageId, documentId, purpose },
    use,
  );
};

const pathOf = (route: string, ids: Ids, purpose: 'download' | 'print'): string =>
  (route.split(' ')[1] ?? '')
    .replace('{departmentId}', ids.departmentId)
    .replace('/api/drafts/{id}', `/api/drafts/${ids.draftId}`)
    .replace('/api/approvals/{id}', `/api/approvals/${ids.waitingId}`)
    .replace('/api/sendings/{id}', `/api/sendings/${ids.sendingId}`)
    .replace('/api/contacts/{id}', `/api/contacts/${ids.contactId}`)
    .replace('/api/incidents/{id}', `/api/incidents/${ids.incidentId}`)
    .replace('{code}', ids.code)
    .replace('{attachmentId}', ids.attachmentId)
    .replace('{id}', ids.messageId)
    .replace('{documentId}', ids.documentId)
    .replace('{otherId}', ids.otherId)
    .replace('{page}', '1')
    .replace('{token}', tokenFor(ids, route.includes('prints') ? 'page' : 'document', purpose));

const methodOf = (route: string): 'get' | 'put' | 'post' | 'delete' => {
  const method = route.split(' ')[0];
  return method === 'get' || method === 'put' || method === 'delete' ? method : 'post';
};

const answer = async (route: string, ids: Ids, purpose: 'download' | 'print'): Promise<string> => {
  const method = methodOf(route);
  const agent = supertest(house.origin);
  const response = await agent[method](pathOf(route, ids, purpose))
    .set({ cookie: cecilia.cookie, 'x-kuvert-csrf': cecilia.csrf })
    .send(bodies[route]);
  const { date: _, ...headers } = response.headers;
  const body = Buffer.isBuffer(response.body) ? response.body.toString() : response.text;
  return (
    JSON.stringify([response.status, headers, body])
      // differs from answer to answer anyway
      .replaceAll(/nonce(-|=\\\\?")[\w-]+/g, 'nonce')
      // the page's own address, which the one who asked has written
      .replaceAll(ids.messageId, 'the-message')
      .replaceAll(ids.departmentId, 'the-department')
  );
};

describe("an id of another department's", () => {
  it('answers on every route exactly as an id that does not exist', async () => {
    const foreign: string[] = [];
    const unknown: string[] = [];
    for (const route of routes)
      for (const purpose of ['download', 'print'] as const) {
        foreign.push(`${route}: ${await answer(route, careIds(), purpose)}`);
        unknown.push(`${route}: ${await answer(route, unknownIds(), purpose)}`);
      }
    expect(routes.length).toBeGreaterThan(12);
    expect(foreign).toEqual(unknown);
    // all but the application's own pages, which ask for what they show later, say that there is nothing
    const found = foreign.filter((text) => !/^\w+ \S+: \[404,.*not-found/.test(text));
    expect(new Set(found.map((text) => text.slice(0, 18)))).toEqual(
      new Set(['m', 's', 'd', 'c', 'i', 'a'].map((place) => `get /${place}/{id}: [200,`)),
    );
  });

  it('is known to those whose it is', async () => {
    const anna = await house.logIn('anna');
    const { status } = await supertest(house.origin)
      .get(`/api/messages/${message.id}`)
      .set('cookie', anna.cookie);
    expect(status).toBe(200);
  });

  it('leaves no trace in the audit trail, since nothing was opened', async () => {
    const rows = await house.database.sql('select action from audit where message_id = $1', [
      message.id,
    ]);
    expect(rows).toEqual([]);
  });

  it('changed nothing', async () => {
    const rows = await house.database.sql('select state from handling where message_id = $1', [
      message.id,
    ]);
    expect(rows).toEqual([{ state: 'new' }]);
  });
});

describe('without a session', () => {
  it('every route of the API answers that one must log in, whatever the id', async () => {
    for (const route of routes.filter((each) => each.includes(' /api/'))) {
      const method = methodOf(route);
      const agent = supertest(house.origin);
      const path = pathOf(route, careIds(), 'download');
      const { status, body } = await agent[method](path).send(bodies[route]);
      expect([route, status, body.code]).toEqual([route, 401, 'login-required']);
    }
  });
});
