import { generateKeyPairSync } from 'node:crypto';

import express from 'express';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { clientApiVersion } from '@kuvert/shared/partners/client-api';

import { listen, type Listening } from './listen.ts';
import { createPartnerSystem, type PartnerSystem } from './partner.ts';

/** A gateway that says nothing of use, and remembers what it was asked. */
let gateway: Listening;
let asked: string[];
let system: PartnerSystem;

const id = 'ff325210-0690-42fe-b86f-95ecab821223';
const person = { subOrganization: { root: 'urn:x', extension: 'sdk:x:0203:x.example' } };
const held = {
  meta: clientApiVersion,
  data: {
    type: 'messages',
    id,
    attributes: {
      messageId: id,
      messageStatus: 'NEW',
      creationDateTime: '2026-11-01T08:00:00Z',
      conversationId: id,
      confidentiality: true,
      label: 'Svar',
      sender: '0203:a.example',
      recipient: '0203:b.example',
      senderAttention: person,
      recipientAttention: person,
    },
  },
};

beforeEach(async () => {
  asked = [];
  const app = express();
  app.use((request, _response, next) => {
    asked.push(`${request.method} ${request.path.split('/').at(-1)}`);
    next();
  });
  app.post('/partner/v1/token', (_request, response) => void response.json({ access_token: 'a' }));
  app.get(`/partner/v1/sdk/messages/${id}`, (_request, response) => void response.json(held));
  app.delete(`/partner/v1/sdk/messages/${id}`, (_request, response) => {
    response.status(asked.filter((each) => each.startsWith('DELETE')).length > 1 ? 404 : 202).end();
  });
  gateway = await listen(app);
  system = createPartnerSystem({
    sendOrigin: gateway.origin,
    fetchOrigin: gateway.origin,
    clientId: 'client',
    privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
    correspondence: {
      sender: '0203:b.example',
      recipient: '0203:a.example',
      senderFunction: 'sdk:b:0203:b.example',
      senderFunctionName: 'B',
      recipientFunction: 'sdk:a:0203:a.example',
    },
    paceMs: 1,
  });
});
afterEach(() => gateway.stop());

it('breaks off in the middle of what it fetches, once', async () => {
  system.misbehave({ fetch: 'cut' });
  await expect(system.fetch(id)).rejects.toThrow('in the middle of the answer');
  expect((await system.fetch(id)).id).toBe(id);
});

it('reads slowly, and all of it', async () => {
  system.misbehave({ fetch: 'slow' });
  expect((await system.fetch(id)).id).toBe(id);
});

it('says twice that it has something, and hears of the second time', async () => {
  system.misbehave({ delete: 'twice' });
  expect((await system.remove(id)).status).toBe(404);
  expect(asked.filter((each) => each.startsWith('DELETE'))).toHaveLength(2);
});

it('never hears that it was heard, and says it again', async () => {
  system.misbehave({ delete: 'lost' });
  await expect(system.remove(id)).rejects.toThrow('before the answer came');
  expect((await system.remove(id)).status).toBe(404);
});
