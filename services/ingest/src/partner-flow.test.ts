import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ACTIVE_PDFS } from '@kuvert/fax-document/testing/active-pdfs';
import { emptyPdf, encryptedPdf } from '@kuvert/fax-document/testing/pdfs';
import { onePage, writeRaw } from '@kuvert/fax-document/testing/raw-pdf';
import { freePort } from '@kuvert/platform/postgres/free-port';
import { openText } from '@kuvert/platform/vault/sealed-text';
import { lastAnswerBy } from '@kuvert/shared/referrals/answer-by';
import { mustBeFhirR4 } from '@kuvert/testkit/fhir-r4';
import { createMemoryObjectStore } from '@kuvert/testkit/memory-object-store';

import type { Ingest } from './container.ts';
import { fhirMessage, serviceRequest, taskMessage } from './test-support/fhir-message.ts';
import { openHouse, type House } from './test-support/house.ts';
import { correspondence, sentMessage } from './test-support/partner-message.ts';
import {
  addKey,
  functionNumber,
  newKey,
  registerPartner,
  type RegisteredPartner,
} from './test-support/partner.ts';
import { counts, documentsOf, openDocument } from './test-support/rows.ts';

let house: House;
let ingest: Ingest;
let partner: RegisteredPartner;
const pdf = ACTIVE_PDFS[0]?.pdf ?? Buffer.alloc(0);

beforeAll(async () => {
  house = await openHouse();
  ingest = await house.ingest();
  partner = await registerPartner(house, ingest.origin);
});
afterAll(() => house.close());

const message = (changes: Readonly<Record<string, unknown>> = {}) => sentMessage(changes, pdf);

/** The receipt's reason, or the status of what isn't a rejection. */
const outcomeOf = ({ status, body }: { status: number; body: unknown }): unknown =>
  status === 400 ? Object(body).eventIssues?.[0]?.detail : status;

const rowOf = async (table: string, theirs: string) =>
  (
    await house.database.sql<Record<string, unknown> & { message_id: string }>(
      `select * from ${table} where partner_message_id = $1`,
      [theirs],
    )
  )[0];

describe("a partner's message", () => {
  it('is a message in the mailbox of its department when it is acknowledged', async () => {
    const sent = message();
    const { messageId } = sent.data.attributes;
    const { status, body } = await partner.system.post(sent);
    expect([status, Object(body).data.attributes]).toMatchObject([
      201,
      { messageStatus: 'ACCEPTED', messageId, conversationId: messageId, label: '' },
    ]);
    const row = await rowOf('partner_message', messageId);
    expect(row).toMatchObject({
      department_id: house.departments.social,
      partner_name: 'Vårdcentralen',
      function_name: 'Remissmottagningen',
      conversation_id: messageId,
      confidential: true,
    });
    const [filed] = await house.database.sql('select * from message where id = $1', [
      row?.message_id,
    ]);
    expect(filed).toMatchObject({
      carrier: 'gateway',
      from_number: functionNumber,
      to_number: correspondence.recipientFunction,
      state: 'available',
      pages: 1,
      carrier_copy: 'none',
    });
  });

  it('is sealed for its department: the document as it came, and what it says besides', async () => {
    const sent = message();
    await partner.system.post(sent);
    const row = await rowOf('partner_message', sent.data.attributes.messageId);
    const documents = await documentsOf(house, row?.message_id);
    expect(documents.map(({ kind }) => kind)).toEqual(['original', 'pdf']);
    const [original] = documents;
    if (!original || !(row?.['details'] instanceof Uint8Array)) throw new Error('nothing filed');
    expect(pdf.equals(await openDocument(house, original, house.social))).toBe(true);
    for (const { identity } of [house.social, house.recovery])
      expect(JSON.parse(await openText(row['details'], identity))).toMatchObject({
        label: 'Remiss',
        references: [{ extension: '19121212-1212' }],
        senderPersons: [{ label: 'Anna Andersson' }],
      });
    const all = await house.database.sql(
      `select r::text || m::text as row from partner_receipt r join partner_message m using (message_id)`,
    );
    expect(JSON.stringify(all)).not.toMatch(/Remiss"|Tolvan|19121212|Anna/);
  });

  it('with several files is one of all their pages, and each file lies sealed as it came', async () => {
    const file = (fileName: string, { pdf: bytes } = ACTIVE_PDFS[0] ?? { pdf }) => ({
      fileName,
      contentType: 'application/pdf',
      content: bytes.toString('base64'),
    });
    const [, other] = ACTIVE_PDFS;
    const contentFiles = [file('remiss.pdf'), file('provsvar.pdf', other)];
    const sent = message({ digitalDocument: [{ documentId: '1', contentFiles }] });
    expect((await partner.system.post(sent)).status).toBe(201);
    const row = await rowOf('partner_message', sent.data.attributes.messageId);
    const documents = await documentsOf(house, row?.message_id);
    expect(documents.map(({ kind, place }) => [kind, place])).toEqual([
      ['original', 1],
      ['original', 2],
      ['pdf', 1],
    ]);
    const [first, second] = documents;
    if (!first || !second || !(row?.['details'] instanceof Uint8Array)) throw new Error('nothing');
    expect([
      await openDocument(house, first, house.social),
      await openDocument(house, second, house.social),
    ]).toEqual([pdf, other?.pdf]);
    expect(JSON.parse(await openText(row['details'], house.social.identity))).toMatchObject({
      files: [
        { name: 'remiss.pdf', pages: 1 },
        { name: 'provsvar.pdf', pages: 1 },
      ],
    });
    const [filed] = await house.database.sql('select pages from message where id = $1', [
      row.message_id,
    ]);
    expect(filed).toEqual({ pages: 2 });
  });

  it('of which one file can not be read is rejected whole', async () => {
    const before = await counts(house);
    const contentFiles = [pdf, Buffer.from('%PDF-1.7 and nothing more')].map((bytes) => ({
      fileName: 'a.pdf',
      contentType: 'application/pdf',
      content: bytes.toString('base64'),
    }));
    const sent = message({ digitalDocument: [{ documentId: '1', contentFiles }] });
    expect(outcomeOf(await partner.system.post(sent))).toBe('BV invariant');
    expect(await counts(house)).toEqual(before);
  });

  it('sent again is answered as the first time, and is one message', async () => {
    const sent = message();
    const first = await partner.system.post(sent);
    const before = await counts(house);
    expect(await partner.system.post(sent)).toEqual(first);
    expect(await counts(house)).toEqual(before);
  });

  it('sent many times at once is one message', async () => {
    const sent = message();
    const before = await counts(house);
    const answers = await Promise.all([1, 2, 3].map(() => partner.system.post(sent)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await counts(house))['messages']).toBe((before['messages'] ?? 0) + 1);
  });

  it('with an id that was used for other content is rejected as a duplicate', async () => {
    const { messageId } = (await partner.system.send({ label: 'Remiss', pdf })).attributes;
    expect(outcomeOf(await partner.system.post(message({ messageId, label: 'Other' })))).toBe(
      'BV duplicate',
    );
  });

  it('that refers to a message that nobody knows is taken, in its conversation', async () => {
    const [refToMessageId, conversationId] = [randomUUID(), randomUUID()];
    const sent = message({ refToMessageId, conversationId });
    expect((await partner.system.post(sent)).status).toBe(201);
    expect(await rowOf('partner_message', sent.data.attributes.messageId)).toMatchObject({
      ref_to_message_id: refToMessageId,
      conversation_id: conversationId,
    });
  });

  it.each([
    [
      'for a function that there is not',
      { recipientAttention: { subOrganization: { extension: 'x' } } },
      'BV not-found',
    ],
    ['for another organisation', { recipient: '0203:elsewhere.example' }, 'BV not-found'],
    [
      'from a function that the partner has not',
      { senderAttention: { subOrganization: { extension: 'x' } } },
      'BV not-found',
    ],
    ['in the name of another organisation', { sender: '0203:elsewhere.example' }, 'BV security'],
    ['without a label', { label: undefined }, 'SV structure'],
    [
      'for a function with a NUL in its address',
      { recipientAttention: { subOrganization: { extension: 'sdk:\0' } } },
      'SV structure',
    ],
    ['for an organisation with a NUL in its name', { recipient: '0203:\0' }, 'SV structure'],
    [
      'from a function with a NUL in its address',
      { senderAttention: { subOrganization: { extension: 'sdk:\0' } } },
      'SV structure',
    ],
  ])('%s is rejected, and nothing of it is kept', async (_what, changes, reason) => {
    const before = await counts(house);
    const { status, body } = await partner.system.post(message(changes));
    expect([status, outcomeOf({ status, body })]).toEqual([400, reason]);
    expect(JSON.stringify(body)).not.toMatch(/Remiss|Tolvan|19121212|elsewhere/);
    expect(await counts(house)).toEqual(before);
  });

  it('whose PDF lies is rejected, and nothing of it is left in the store', async () => {
    const objects = createMemoryObjectStore();
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const other = await house.ingest({ objects }, { port, origin });
    const lie = sentMessage({}, Buffer.from('%PDF-1.7 and nothing more'));
    expect(outcomeOf(await partner.at(other.origin).post(lie))).toBe('BV invariant');
    expect([...objects.objects.keys()]).toEqual([]);
    await other.stop();
  });

  it.each([
    ['with a password', () => encryptedPdf('Standard'), 'BV not-supported'],
    ['without pages', () => emptyPdf(), 'BV invariant'],
  ])('whose PDF is one %s is rejected', async (_what, make, reason) => {
    const before = await counts(house);
    const sent = sentMessage({}, await make());
    expect(outcomeOf(await partner.system.post(sent))).toBe(reason);
    expect(await counts(house)).toEqual(before);
  });

  it('whose PDF promises pages that it lacks, or acts, is taken, and people are told', async () => {
    const pages = '<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>';
    const script = '/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>';
    const lie = writeRaw({ objects: { ...onePage({ catalog: script }), 2: pages } });
    const sent = sentMessage({}, lie);
    expect((await partner.system.post(sent)).status).toBe(201);
    const row = await rowOf('partner_message', sent.data.attributes.messageId);
    const [intake] = await house.database.sql(
      'select missing_pages, removed from message_intake where message_id = $1',
      [row?.message_id],
    );
    expect(intake).toEqual({ missing_pages: 1, removed: { javascript: 1 } });
  });

  it('keeps what people wrote as they wrote it, control characters too', async () => {
    const label = 'Rad\u0000ett\u001b[31m\u202e';
    const sent = message({ label });
    expect((await partner.system.post(sent)).status).toBe(201);
    const row = await rowOf('partner_message', sent.data.attributes.messageId);
    if (!(row?.['details'] instanceof Uint8Array)) throw new Error('nothing filed');
    expect(JSON.parse(await openText(row['details'], house.social.identity)).label).toBe(label);
  });

  it('is refused at once of a partner that is switched off, whose token still lives', async () => {
    const { body } = await partner.system.requestToken();
    await house.database.sql('update partner set off_at = now() where id = $1', [partner.id]);
    const before = await counts(house);
    try {
      const { status } = await fetch(`${ingest.origin}/partner/v1/sdk/messages`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${Object(body).access_token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(message()),
      });
      expect(status).toBe(401);
      expect(await counts(house)).toEqual(before);
    } finally {
      await house.database.sql('update partner set off_at = null where id = $1', [partner.id]);
    }
  });

  it('larger than 30 MB is rejected before it is read', async () => {
    expect(outcomeOf(await partner.system.post('x'.repeat(30_000_001)))).toBe('BV too-long');
  });

  it('is refused beyond what the partner may send in a day', async () => {
    await house.database.sql('update partner set most_a_day = 1 where id = $1', [partner.id]);
    try {
      expect((await partner.system.post(message())).status).toBe(429);
    } finally {
      await house.database.sql('update partner set most_a_day = 1000 where id = $1', [partner.id]);
    }
  });

  it('is never confirmed by fax: its system had the receipt', async () => {
    await house.database.sql('update department set confirms = true');
    const { messageId } = (await partner.system.send({ label: 'Remiss', pdf })).attributes;
    const row = await rowOf('partner_message', messageId);
    const work = await house.database.sql(
      'select kind from work where subject = $1 order by kind',
      [row?.message_id],
    );
    expect(work.map(({ kind }) => kind)).not.toContain('confirm-received');
  });
});

describe('a FHIR message', () => {
  const process = async (...asked: Parameters<typeof partner.system.process>) => {
    const { status, body } = await partner.system.process(...asked);
    mustBeFhirR4(body);
    return { status, body, answer: [status, ...acknowledged(body)] };
  };

  /** Of a Bundle the message that it names, its code and the reason; of an OperationOutcome the reason. */
  const acknowledged = (body: unknown): unknown[] => {
    const resources: object[] = (Object(body).entry ?? [{ resource: body }]).map(
      ({ resource }: { resource: object }) => resource,
    );
    return resources.flatMap((resource) => {
      const { response, issue } = Object(resource);
      if (response) return [response.identifier, response.code];
      return [issue[0].code, issue[0].details.coding[0].code, issue[0].expression?.[0]];
    });
  };

  it('is the same message in the mailbox when it is acknowledged as ok', async () => {
    const messageId = randomUUID();
    const { answer } = await process(fhirMessage({ messageId, focus: serviceRequest }, pdf));
    expect(answer).toEqual([200, messageId, 'ok']);
    const row = await rowOf('partner_message', messageId);
    expect(row).toMatchObject({
      department_id: house.departments.social,
      function_name: 'Remissmottagningen',
      confidential: true,
    });
    if (!(row?.['details'] instanceof Uint8Array)) throw new Error('nothing filed');
    expect(JSON.parse(await openText(row['details'], house.social.identity))).toMatchObject({
      kind: 'referral',
      label: 'Remiss till hemsjukvården',
      references: [{ extension: '19121212-1212' }, { extension: 'R-118' }],
    });
    expect((await documentsOf(house, row.message_id)).map(({ kind }) => kind)).toEqual([
      'original',
      'pdf',
    ]);
  });

  it('with a Task is a referral from then on, with the day by which an answer is wanted', async () => {
    const messageId = randomUUID();
    const end = lastAnswerBy(new Date().toISOString().slice(0, 10));
    const bundle = taskMessage({ restriction: { period: { end } } }, messageId, pdf);
    expect((await process(bundle)).answer).toEqual([200, messageId, 'ok']);
    const row = await rowOf('partner_message', messageId);
    expect(
      await house.database.sql(
        'select department_id, state, answer_by::text, marked_by from referral where message_id = $1',
        [row?.message_id],
      ),
    ).toEqual([
      {
        department_id: house.departments.social,
        ...{ state: 'received', answer_by: end, marked_by: null },
      },
    ]);
  });

  it('that wants an answer by a day that is over is rejected, and nothing of it is kept', async () => {
    const before = await counts(house);
    const messageId = randomUUID();
    const bundle = taskMessage({ restriction: { period: { end: '2020-01-01' } } }, messageId, pdf);
    expect((await process(bundle)).answer).toEqual([
      400,
      messageId,
      'fatal-error',
      'invariant',
      'BV invariant',
      'Bundle.entry[0].resource.focus[0].resolve().restriction.period.end',
    ]);
    expect(await counts(house)).toEqual(before);
  });

  it('sent again is acknowledged again, and is one message; with other content it is a duplicate', async () => {
    const messageId = randomUUID();
    await process(fhirMessage({ messageId }, pdf));
    const before = await counts(house);
    expect((await process(fhirMessage({ messageId }, pdf))).answer).toEqual([200, messageId, 'ok']);
    const other = await process(fhirMessage({ messageId, focus: serviceRequest }, pdf));
    expect(other.answer).toEqual([
      400,
      messageId,
      'fatal-error',
      'duplicate',
      'BV duplicate',
      'Bundle.entry[0].resource.id',
    ]);
    expect(await counts(house)).toEqual(before);
  });

  it.each([
    [
      'for a function that there is not',
      { header: { destination: [{ endpoint: 'sdk:x:0203:kommunen.example' }] } },
      ['not-found', 'BV not-found', 'Bundle.entry[0].resource.destination[0]'],
    ],
    [
      'in the name of another organisation',
      { header: { sender: undefined, source: { endpoint: 'sdk:x:0203:elsewhere.example' } } },
      ['security', 'BV security', 'Bundle.entry[0].resource.source'],
    ],
    [
      'whose PDF lies',
      { binary: { data: Buffer.from('%PDF-1.7 and nothing more').toString('base64') } },
      ['invariant', 'BV invariant', 'Bundle.entry[0].resource.focus[0].resolve()'],
    ],
  ])('%s is answered as a fatal error, and nothing of it is kept', async (_what, parts, why) => {
    const messageId = randomUUID();
    const before = await counts(house);
    const { answer, body } = await process(fhirMessage({ messageId, ...parts }, pdf));
    expect(answer).toEqual([400, messageId, 'fatal-error', ...why]);
    expect(JSON.stringify(body)).not.toMatch(/Tolvan|19121212|Anna|hemtjänst|elsewhere/);
    expect(await counts(house)).toEqual(before);
  });

  it.each([
    ['that is no JSON', '{', 'application/fhir+json', 'structure', 'SV structure', 'Bundle'],
    ['in XML', '<Bundle/>', 'application/fhir+xml', 'invalid', 'content-type-wrong', undefined],
    [
      'larger than 30 MB',
      'x'.repeat(30_000_001),
      'application/fhir+json',
      'too-long',
      'BV too-long',
      undefined,
    ],
  ])('%s is answered by an OperationOutcome alone', async (_what, body, type, ...why) => {
    expect((await process(body, type)).answer).toEqual([400, ...why]);
  });

  it('beyond what the partner may send in a day is a transient error', async () => {
    await house.database.sql('update partner set most_a_day = 1 where id = $1', [partner.id]);
    const messageId = randomUUID();
    try {
      expect((await process(fhirMessage({ messageId }, pdf))).answer).toEqual([
        429,
        messageId,
        'transient-error',
        'throttled',
        'rate-limited',
        undefined,
      ]);
    } finally {
      await house.database.sql('update partner set most_a_day = 1000 where id = $1', [partner.id]);
    }
  });

  it('without a token, or of a partner that is switched off, is refused in FHIR as well', async () => {
    const post = async (token: string) => {
      const answer = await fetch(`${ingest.origin}/partner/v1/fhir/$process-message`, {
        method: 'POST',
        headers: { 'content-type': 'application/fhir+json', authorization: `Bearer ${token}` },
        body: JSON.stringify(fhirMessage()),
      });
      const { headers } = answer;
      const body: unknown = await answer.json();
      mustBeFhirR4(body);
      return [headers.get('content-type'), headers.has('www-authenticate'), ...acknowledged(body)];
    };
    const { body } = await partner.system.requestToken();
    await house.database.sql('update partner set off_at = now() where id = $1', [partner.id]);
    try {
      for (const token of ['x', Object(body).access_token])
        expect(await post(token)).toEqual([
          expect.stringContaining('application/fhir+json'),
          true,
          'login',
          'token-invalid',
          undefined,
        ]);
    } finally {
      await house.database.sql('update partner set off_at = null where id = $1', [partner.id]);
    }
  });

  it('that wants its answer elsewhere or later is refused', async () => {
    const { body } = await partner.system.requestToken();
    const answer = await fetch(
      `${ingest.origin}/partner/v1/fhir/$process-message?response-url=https://x.example`,
      { method: 'POST', headers: { authorization: `Bearer ${Object(body).access_token}` } },
    );
    expect([answer.status, Object(await answer.json()).resourceType]).toEqual([
      400,
      'OperationOutcome',
    ]);
  });
});

describe('a token', () => {
  const tokenOf = async (...asked: Parameters<typeof partner.system.requestToken>) => {
    const { status, body } = await partner.system.requestToken(...asked);
    return [status, Object(body).error ?? Object(body).expires_in];
  };

  it('is given for an assertion of a registered key, for half an hour', async () => {
    expect(await tokenOf()).toEqual([200, 1800]);
  });

  it('lies in the database as a hash alone', async () => {
    const { body } = await partner.system.requestToken();
    const rows = await house.database.sql('select * from partner_token');
    expect(JSON.stringify(rows)).not.toContain(Object(body).access_token);
  });

  it('is given once for each assertion', async () => {
    const assertion = partner.system.assertion();
    expect(await tokenOf(assertion)).toEqual([200, 1800]);
    expect(await tokenOf(assertion)).toEqual([401, 'invalid_client']);
    const trail = await house.database.sql(
      `select detail from audit where action = 'partner-token-refused' order by seq desc limit 1`,
    );
    expect(trail).toEqual([
      { detail: expect.stringMatching(/^partner [\da-f-]{36} assertion-used$/) },
    ]);
  });

  it.each([
    ['of another key', () => partner.withKey(newKey().privateKey).assertion(), 'invalid_client'],
    [
      'for somebody else',
      () => partner.system.assertion({ aud: 'https://x.example' }),
      'invalid_client',
    ],
    [
      'of an unknown partner',
      () => partner.system.assertion({ iss: randomUUID() }),
      'invalid_client',
    ],
    ['that is none', () => 'x', 'invalid_client'],
  ])('is not given for an assertion %s', async (_what, make, error) => {
    expect(await tokenOf(make())).toEqual([401, error]);
  });

  it('is not given for what the API has not', async () => {
    expect(await tokenOf(undefined, 'urn:sdk.api:readEverything')).toEqual([400, 'invalid_scope']);
  });

  it('does what it was given for, and nothing else', async () => {
    const { body } = await partner.system.requestToken(undefined, 'urn:sdk.api:getMessage');
    const answer = await fetch(`${ingest.origin}/partner/v1/sdk/messages`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${Object(body).access_token}`,
        'content-type': 'application/json',
      },
      body: '{}',
    });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      403,
      expect.stringContaining('insufficient_scope'),
    ]);
  });

  it('ends when it is half an hour old', async () => {
    const { system } = partner;
    await system.send({ label: 'Remiss', pdf });
    await house.database.sql(
      `update partner_token set created_at = created_at - interval '1 hour',
         expires_at = expires_at - interval '1 hour'`,
    );
    // and the system asks for another by itself
    expect((await system.post(message())).status).toBe(201);
  });

  it('goes on while keys change: several prove the partner, one that was removed does not', async () => {
    const next = newKey();
    const system = partner.withKey(next.privateKey);
    expect((await system.requestToken()).status).toBe(401);
    const id = await addKey(house, partner.id, next.publicKey);
    expect([await system.requestToken(), await partner.system.requestToken()]).toMatchObject([
      { status: 200 },
      { status: 200 },
    ]);
    await house.database.sql('update partner_key set removed_at = now() where id = $1', [id]);
    expect((await system.requestToken()).status).toBe(401);
  });

  it('and everything else ends at once for a partner that is switched off', async () => {
    await partner.system.send({ label: 'Remiss', pdf });
    await house.database.sql('update partner set off_at = now() where id = $1', [partner.id]);
    try {
      await expect(partner.system.post(message())).rejects.toThrow('no access token');
    } finally {
      await house.database.sql('update partner set off_at = null where id = $1', [partner.id]);
    }
  });
});
