import { dayIn, daysAfter } from '@kuvert/shared/day';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import supertest, { type Response } from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { clientOf, type Client } from '../test-support/client.ts';
import { addContact, addOutboundKey, lastDigits, readyDraft } from '../test-support/compose.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { addPartner, receiveFromPartner } from '../test-support/partner.ts';
import { lineOf, pageOf, recognitionOf } from '../test-support/recognised.ts';

interface Operation {
  readonly summary: string;
  readonly parameters: readonly { name: string; in: string; schema: AnySchemaObject }[];
  readonly requestBody?: { content: Record<string, { schema: AnySchemaObject }> };
  readonly responses: Record<string, { content?: Record<string, { schema?: AnySchemaObject }> }>;
}

let house: House;
let anna: Client;
let description: { openapi: string; paths: Record<string, Record<string, Operation>> };
let operations: [string, Operation][];
// Formats such as `uuid` are annotations in JSON Schema 2020-12.
const ajv = new Ajv2020({ validateFormats: false });

beforeAll(async () => {
  house = await startHouse();
  anna = clientOf(house.origin, await house.logIn('anna'));
  description = (await supertest(house.origin).get('/openapi.json')).body;
  operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method} ${path}`,
      operation,
    ]),
  );
});
afterAll(() => house.stop());

const answered = (route: string): AnySchemaObject => {
  const operation = operations.find(([name]) => name === route)?.[1];
  const schema = operation?.responses['200']?.content?.['application/json']?.schema;
  if (!schema) throw new Error(`${route} has no described answer`);
  return schema;
};

const compiles = (schema: AnySchemaObject): boolean => {
  try {
    ajv.compile(schema);
    return true;
  } catch {
    return false;
  }
};

describe('the description of the API', () => {
  it('names every request that there is, but for itself', () => {
    expect(operations.map(([name]) => name).toSorted()).toEqual(
      [
        'get /',
        'get /m/{id}',
        'get /s/{id}',
        'get /sent',
        'put /api/messages/{id}/resends/{otherId}',
        'get /d/{id}',
        'get /drafts',
        'get /logged-in',
        'get /login',
        'get /login/start',
        'get /login/stronger',
        'get /login/callback',
        'get /login/choose',
        'post /login/choose',
        'post /logout',
        'post /logout/by-provider',
        'get /api/me',
        'put /api/me/locale',
        'get /api/departments/{departmentId}/messages',
        'get /api/messages/{id}',
        'get /api/messages/{id}/pages/{page}',
        'get /api/messages/{id}/partner',
        'get /api/messages/{id}/text',
        'post /api/messages/{id}/documents/{documentId}/downloads',
        'get /api/downloads/{token}',
        'get /api/prints/{token}/pages/{page}',
        'post /api/messages/{id}/take',
        'post /api/messages/{id}/give-back',
        'post /api/messages/{id}/quarantine',
        'post /api/messages/{id}/release',
        'post /api/messages/{id}/take-over',
        'post /api/messages/{id}/register',
        'get /api/messages/{id}/concern',
        'get /api/messages/{id}/restriction',
        'get /api/messages/{id}/junk-lists',
        'put /api/messages/{id}/junk-lists',
        'post /api/messages/{id}/not-register',
        'post /api/messages/{id}/reopen',
        'put /api/messages/{id}/referral',
        'put /api/messages/{id}/restriction',
        'delete /api/messages/{id}/referral',
        'post /api/messages/{id}/referral/step',
        'get /api/departments',
        'post /api/messages/{id}/forward',
        'post /api/messages/{id}/fetch-again',
        'get /api/announcements',
        'post /api/announcements/{id}/seen',
        'get /api/events',
        'post /api/departments/{departmentId}/drafts',
        'get /api/departments/{departmentId}/drafts',
        'get /api/drafts/{id}',
        'put /api/drafts/{id}',
        'delete /api/drafts/{id}',
        'post /api/drafts/{id}/attachments',
        'delete /api/drafts/{id}/attachments/{attachmentId}',
        'post /api/drafts/{id}/prepare',
        'get /api/drafts/{id}/pages/{page}',
        'post /api/drafts/{id}/send',
        'post /api/drafts/{id}/approval',
        'delete /api/drafts/{id}/approval',
        'get /approvals',
        'get /a/{id}',
        'get /api/departments/{departmentId}/approvals',
        'get /api/approvals/{id}',
        'get /api/approvals/{id}/pages/{page}',
        'post /api/approvals/{id}/approve',
        'post /api/approvals/{id}/decline',
        'get /contacts',
        'get /c/{id}',
        'get /api/departments/{departmentId}/contacts',
        'post /api/departments/{departmentId}/contacts',
        'get /api/contacts/{id}',
        'put /api/contacts/{id}',
        'post /api/contacts/{id}/verify',
        'delete /api/contacts/{id}',
        'post /api/contacts/{id}/restore',
        'get /api/departments/{departmentId}/sendings',
        'get /api/sendings/{id}',
        'get /api/sendings/{id}/pages/{page}',
        'get /api/sendings/{id}/receipt',
        'post /api/sendings/{id}/undo',
        'post /api/sendings/{id}/cancel',
        'post /api/sendings/{id}/try-now',
        'post /api/sendings/{id}/resolve',
        'post /api/sendings/{id}/send-again',
        'get /incidents',
        'get /fax-share',
        'get /fax-share.csv',
        'get /sessions',
        'post /sessions',
        'get /sessions/{id}',
        'post /sessions/{id}',
        'get /break-glass',
        'post /break-glass',
        'post /break-glass/end',
        'get /log/break-glass',
        'get /admin',
        'get /admin/departments',
        'get /admin/departments/{id}',
        'get /admin/departments/{id}/close',
        'post /admin/departments',
        'post /admin/departments/{id}',
        'get /admin/numbers',
        'post /admin/numbers',
        'get /admin/providers',
        'get /admin/junk',
        'post /admin/junk',
        'get /admin/departments/{id}/junk',
        'post /admin/departments/{id}/junk',
        'get /admin/people',
        'post /admin/people',
        'get /admin/people/{id}',
        'post /admin/people/{id}',
        'get /admin/sessions',
        'post /admin/sessions',
        'get /admin/sessions/end',
        'post /admin/sessions/end',
        'post /admin/announcements',
        'get /log',
        'post /log',
        'post /log/extract',
        'get /log/reviews',
        'post /log/reviews',
        'get /log/reviews/{id}',
        'post /log/reviews/{id}',
        'get /front-desk',
        'post /front-desk',
        'get /i/{id}',
        'get /api/departments/{departmentId}/incidents',
        'get /api/incidents/{id}',
        'get /api/incidents/{id}/export',
        'post /api/incidents/{id}/notes',
        'post /api/incidents/{id}/close',
        'post /api/incidents/{id}/reopen',
        'get /api/sendings/by-code/{code}',
        'post /api/sendings/{id}/incident',
        'post /api/messages/{id}/incident',
        'post /api/messages/{id}/restriction/lift',
        'post /api/messages/{id}/return',
      ].toSorted(),
    );
  });

  it('has a valid schema wherever it has one', () => {
    const schemas = operations.flatMap(([name, { parameters, requestBody, responses }]) =>
      [
        ...parameters.map(({ schema }) => schema),
        ...Object.values(requestBody?.content ?? {}).map(({ schema }) => schema),
        ...Object.values(responses)
          .flatMap(({ content = {} }) => Object.values(content))
          .flatMap(({ schema }) => (schema === undefined || '$ref' in schema ? [] : [schema])),
      ].map((schema) => [name, schema] as const),
    );
    expect(schemas.length).toBeGreaterThan(30);
    expect(schemas.filter(([, schema]) => !compiles(schema))).toEqual([]);
  });

  it('has a parameter for every name in a path', () => {
    const described = operations.map(([name, { parameters }]) => [
      name,
      parameters.filter((each) => each.in === 'path').map((each) => each.name),
    ]);
    expect(described).toEqual(
      operations.map(([name]) => [
        name,
        [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter),
      ]),
    );
  });

  it('is true of what is answered', async () => {
    const text = recognitionOf(pageOf([[lineOf('Hej'), lineOf('~|', 5)]]));
    const { id, documents } = await house.receive(house.care, { text, removed: { uri: 1 } });
    const path = `/api/messages/${id}`;
    const download = `${path}/documents/${documents.pdf.id}/downloads`;
    const answers = [
      ['get /api/me', await anna.get('/api/me')],
      [
        'get /api/departments/{departmentId}/messages',
        await anna.get(`/api/departments/${house.care.id}/messages`),
      ],
      ['get /api/messages/{id}', await anna.get(path)],
      ['get /api/messages/{id}/text', await anna.get(`${path}/text`)],
      ['post /api/messages/{id}/take', await anna.post(`${path}/take`)],
      [
        'post /api/messages/{id}/not-register',
        await anna.post(`${path}/not-register`, { reason: 'reklam' }),
      ],
      ['post /api/messages/{id}/reopen', await anna.post(`${path}/reopen`)],
      [
        'put /api/messages/{id}/referral',
        await anna.put(`${path}/referral`, { answerBy: daysAfter(dayIn(new Date(), 'UTC'), 9) }),
      ],
      [
        'post /api/messages/{id}/documents/{documentId}/downloads',
        await anna.post(download, { purpose: 'download' }),
      ],
    ] as const;
    await addOutboundKey(house.database);
    const contact = await addContact(anna, house.care.id);
    const draft = await readyDraft(anna, house.care.id, id);
    const sent = await anna.post(`/api/drafts/${draft.id}/send`, {
      version: draft.version,
      lastDigits,
    });
    const sending = `/api/sendings/${draft.id}`;
    const sendings = [
      [
        'get /api/departments/{departmentId}/sendings',
        `/api/departments/${house.care.id}/sendings`,
      ],
      ['get /api/sendings/{id}', sending],
      ['get /api/departments/{departmentId}/drafts', `/api/departments/${house.care.id}/drafts`],
      [
        'get /api/departments/{departmentId}/contacts',
        `/api/departments/${house.care.id}/contacts`,
      ],
      ['get /api/contacts/{id}', `/api/contacts/${contact.body.id}`],
    ] as const;
    const more: [string, Response][] = [['post /api/drafts/{id}/send', sent]];
    for (const [route, where] of sendings) more.push([route, await anna.get(where)]);
    more.push(['post /api/sendings/{id}/undo', await anna.post(`${sending}/undo`)]);
    more.push(['get /api/drafts/{id}', await anna.get(`/api/drafts/${draft.id}`)]);
    const partner = await addPartner(house, 'Vårdcentralen', '+46317009900');
    const theirs = await receiveFromPartner(house, house.care, partner);
    more.push(['get /api/messages/{id}', await anna.get(`/api/messages/${theirs.id}`)]);
    const details = await anna.get(`/api/messages/${theirs.id}/partner`);
    more.push(['get /api/messages/{id}/partner', details]);
    const incident = await anna.post(`${path}/incident`, { how: 'other', note: 'Fel nummer' });
    more.push(['post /api/messages/{id}/incident', incident]);
    for (const [route, where] of [
      ['get /api/incidents/{id}', `/api/incidents/${incident.body.id}`],
      [
        'get /api/departments/{departmentId}/incidents',
        `/api/departments/${house.care.id}/incidents`,
      ],
    ] as const)
      more.push([route, await anna.get(where)]);
    for (const [route, { status, body }] of [...answers, ...more]) {
      const isDescribed = ajv.compile(answered(route));
      expect([route, status, isDescribed(body), isDescribed.errors]).toEqual([
        route,
        200,
        true,
        null,
      ]);
    }
  });
});

describe("the operators' listener", () => {
  it('says that the mailbox is ready, by what it needs', async () => {
    const { body } = await supertest(house.operationsOrigin).get('/readyz').expect(200);
    expect(body).toEqual({ status: 'ok', checks: { database: true, objects: true, bell: true } });
  });

  it('counts logins and openings, by no name', async () => {
    const { id } = await house.receive(house.care);
    await anna.get(`/api/messages/${id}/pages/1`).expect(200);
    const { text } = await supertest(house.operationsOrigin).get('/metrics');
    expect(text).toMatch(/kuvert_mailbox_logins_total\{outcome="done"\} [1-9]/);
    expect(text).toMatch(/kuvert_mailbox_openings_total\{outcome="page"\} [1-9]/);
    const labels = [...text.matchAll(/^kuvert_\w+\{([^}]*)\}/gm)].map(([, label]) => label);
    expect(
      labels.filter((label) => !/^(outcome="[a-z-]+"|le="[\d.+Inf]+")$/.test(label ?? '')),
    ).toEqual([]);
  });

  it('is not reached by the public one', async () => {
    const { status } = await supertest(house.origin).get('/metrics');
    expect(status).toBe(404);
  });
});
