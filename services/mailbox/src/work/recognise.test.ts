import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { newHybridIdentity, type IdentityPair } from '@kuvert/platform/vault/hybrid';
import { createOpener } from '@kuvert/platform/vault/opener';
import { asId } from '@kuvert/shared/ids';
import type { SealedFacts } from '@kuvert/shared/ports/vault';
import { createMemoryObjectStore } from '@kuvert/testkit/memory-object-store';

import { readText } from '../documents/sealed-text.ts';
import { clientOf, type Client } from '../test-support/client.ts';
import { openEvents } from '../test-support/events.ts';
import type { FilledMessage } from '../test-support/fill.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { lineOf, pageOf, unreadPage } from '../test-support/recognised.ts';
import { createScriptedReader } from '../test-support/scripted-reader.ts';

const reader = createScriptedReader();
const objects = createMemoryObjectStore();
/** The audit rows that were committed when the object store was asked for a document. */
let auditedAtRead: unknown[][];
let house: House;
let recovery: IdentityPair;
let anna: Client;
let message: FilledMessage;

const auditRows = (): Promise<unknown[]> =>
  house.database.sql(
    'select person_id, action, document_id, detail from audit where message_id = $1 order by seq',
    [message.id],
  );

beforeAll(async () => {
  recovery = await newHybridIdentity();
  const store: typeof objects = {
    ...objects,
    get: async (name, maxBytes) => {
      auditedAtRead.push(await auditRows());
      return objects.get(name, maxBytes);
    },
  };
  house = await startHouse({ objects: store, reader, workSweepMs: 50 }, (config) => ({
    ...config,
    recovery: recovery.recipient,
  }));
  anna = clientOf(house.origin, await house.logIn('anna'));
});
afterAll(() => house.stop());
beforeEach(async () => {
  message = await house.receive(house.care);
  auditedAtRead = [];
  reader.asked.length = 0;
  reader.script = { kind: 'reads', pages: [pageOf([[lineOf('Remiss till Avesta')]])] };
});

/** As ingest adds it. */
const order = (): Promise<unknown> =>
  house.database.sql(
    `insert into work (id, service, kind, subject, due_at, created_at)
     values ($1, 'mailbox', 'recognise', $2, now(), now())`,
    [randomUUID(), message.id],
  );

/** Until the engine's process has started, too. */
const patience = { timeout: 45_000, interval: 20 };

const textState = async (): Promise<unknown> =>
  (await anna.get(`/api/messages/${message.id}`)).body.text;

const untilText = (state: string): Promise<unknown> =>
  vi.waitFor(async () => expect(await textState()).toMatchObject({ state }), patience);

const work = async (): Promise<Record<string, unknown> | undefined> => {
  const [row] = await house.database.sql(
    `select attempts, last_error, ended_at is not null as ended, leased_until is not null as held,
            round(extract(epoch from due_at - now()))::int as seconds
       from work where kind = 'recognise' and subject = $1`,
    [message.id],
  );
  return row;
};

/** Lets the next try begin now. */
const hurry = (): Promise<unknown> =>
  house.database.sql(`update work set due_at = now() where subject = $1`, [message.id]);

interface DocumentRow {
  readonly id: string;
  readonly media_type: string;
  readonly object_name: string;
  readonly header: Buffer;
  readonly facts: SealedFacts;
}

/** The searchable PDF and the text, in this order. */
const documents = (): Promise<DocumentRow[]> =>
  house.database.sql<DocumentRow & Record<string, unknown>>(
    `select id, media_type, object_name, header,
            json_build_object('payloadSize', payload_size, 'payloadSha256', payload_sha256,
              'plainSize', plain_size, 'plainSha256', plain_sha256) as facts
       from document where message_id = $1 and kind in ('text', 'searchable') order by kind`,
    [message.id],
  );

const openByRecovery = async (row: DocumentRow | undefined): Promise<Buffer> => {
  if (!row) throw new Error('no such document');
  const { header, facts, object_name } = row;
  const payload = await objects.get(asId<'object'>(object_name), facts.payloadSize);
  return Buffer.from(await createOpener().open({ header, payload, facts }, recovery.identity));
};

describe('a fax that is read by machine', () => {
  it('can be read by people before, and says that its text is to come', async () => {
    expect(await textState()).toEqual({ state: 'pending' });
    await anna.get(`/api/messages/${message.id}/pages/1`).expect(200);
    await anna.get(`/api/messages/${message.id}/text`).expect(404);
  });

  it('has its text and a PDF that carries it, sealed as everything is', async () => {
    await order();
    await untilText('ready');
    const [searchable, text] = await documents();
    expect([searchable?.media_type, text?.media_type]).toEqual([
      'application/pdf',
      'application/json',
    ]);
    expect(readText(await openByRecovery(text)).pages).toEqual([
      pageOf([[lineOf('Remiss till Avesta')]]),
    ]);
    expect((await openByRecovery(searchable)).toString()).toContain(message.id);
    const [plain] = await house.database.sql(
      `select count(*)::int as places from document where header::text like '%Avesta%'`,
    );
    expect(plain).toEqual({ places: 0 });
  });

  it('was opened by the system, audited before, and never in the name of a person', async () => {
    await order();
    await untilText('ready');
    const opening = {
      person_id: null,
      action: 'recognise',
      document_id: message.documents.original.id,
      detail: null,
    };
    const filed = { person_id: null, action: 'text-read', document_id: null, detail: null };
    expect(auditedAtRead[0]).toEqual([opening]);
    expect(await auditRows()).toEqual([opening, filed]);
    expect(reader.asked[0]?.source).toEqual(house.original);
  });

  it('is shown and printed from the PDF that carries the text, from then on', async () => {
    await order();
    await untilText('ready');
    const [searchable] = await documents();
    // the scripted reader's PDF has no page to show; that it was opened is what counts
    await anna.get(`/api/messages/${message.id}/pages/1`);
    expect(await auditRows()).toContainEqual(
      expect.objectContaining({ action: 'page', document_id: searchable?.id }),
    );
  });

  it('tells open browsers how far the machine has come, and when it is done', async () => {
    reader.script = { kind: 'reads', pages: [unreadPage('blank'), pageOf([[lineOf('Hej')]])] };
    const { cookie } = await house.logIn('anna');
    const events = await openEvents(house.origin, cookie);
    await events.opening();
    await order();
    const about = { departmentId: house.care.id, messageId: message.id };
    expect(await events.next()).toEqual({ ...about, reading: { done: 1, pages: 2 } });
    expect(await events.next()).toEqual(about);
    events.close();
  });

  it('is read in the language of its department, else of the house', async () => {
    await order();
    await untilText('ready');
    await house.database.sql(`update department set language = 'dan' where id = $1`, [
      house.care.id,
    ]);
    message = await house.receive(house.care);
    await order();
    await untilText('ready');
    await house.database.sql('update department set language = null');
    expect(reader.asked.map(({ language }) => language)).toEqual(['swe', 'dan']);
    expect(await textState()).toEqual({ state: 'ready', language: 'da' });
  });

  it('is known to have been turned where its text lay otherwise', async () => {
    reader.script = {
      kind: 'reads',
      pages: [pageOf([[lineOf('Hej')]]), pageOf([[lineOf('Upp och ner')]], 95, 180)],
    };
    await order();
    await untilText('ready');
    const { body } = await anna.get(`/api/messages/${message.id}`);
    expect(body.pageFacts.map(({ turned }: { turned: number }) => turned)).toEqual([0, 180, 0]);
  });

  it('has none, and no document of it, when its pages are blank', async () => {
    reader.script = { kind: 'reads', pages: [unreadPage('blank')] };
    await order();
    await untilText('none');
    expect(await documents()).toEqual([]);
    expect(await work()).toMatchObject({ ended: true });
  });

  it('that came as PDF is read from the PDF that was made to be read', async () => {
    await house.database.sql(
      `update document set media_type = 'application/pdf' where message_id = $1`,
      [message.id],
    );
    await order();
    await untilText('ready');
    expect(reader.asked[0]?.source).toEqual(house.pdf);
  });
});

describe('a fax that the machine can not read', () => {
  it('is tried again, and given up after three tries with the reason', async () => {
    const before = objects.objects.size;
    reader.script = { kind: 'fails', code: 'time-limit' };
    await order();
    for (const attempts of [1, 2]) {
      await vi.waitFor(
        async () => expect(await work()).toMatchObject({ attempts, held: false, ended: false }),
        patience,
      );
      expect(await work()).toMatchObject({ last_error: 'time-limit' });
      expect((await work())?.['seconds']).toBeGreaterThan(30);
      expect(await textState()).toEqual({ state: 'pending' });
      await hurry();
    }
    await untilText('failed');
    expect(await textState()).toEqual({ state: 'failed', reason: 'time-limit' });
    expect(await auditRows()).toContainEqual({
      person_id: null,
      action: 'text-given-up',
      document_id: null,
      detail: 'time-limit',
    });
    expect(objects.objects.size).toBe(before);
  });

  it('has no text when no page of it was read in time', async () => {
    reader.script = { kind: 'reads', pages: [unreadPage('timed-out')] };
    await order();
    await vi.waitFor(
      async () => expect(await work()).toMatchObject({ last_error: 'pages-not-read' }),
      patience,
    );
  });

  it('waits for as long as it takes when no reader can be started', async () => {
    reader.script = { kind: 'fails', code: 'engine-unavailable' };
    await order();
    for (let tries = 0; tries < 5; tries += 1) {
      await vi.waitFor(
        async () => expect(await work()).toMatchObject({ attempts: tries + 1, held: false }),
        patience,
      );
      await hurry();
    }
    expect(await textState()).toEqual({ state: 'pending' });
    expect(await work()).toMatchObject({ last_error: 'text-reader-unavailable' });
    reader.script = { kind: 'reads', pages: [pageOf([[lineOf('Hej')]])] };
    await hurry();
    await untilText('ready');
  });
});

describe('when something breaks meanwhile', () => {
  it('nothing of a text whose work another took over is filed or left in the store', async () => {
    const before = objects.objects.size;
    reader.script = { kind: 'reads', pages: [pageOf([[lineOf('Hej')]])] };
    const { toPdf } = reader;
    const filed = Promise.withResolvers<void>();
    reader.toPdf = async (...args) => {
      await house.database.sql(`update work set lease_id = 'another' where subject = $1`, [
        message.id,
      ]);
      filed.resolve();
      return toPdf(...args);
    };
    await order();
    await filed.promise;
    reader.toPdf = toPdf;
    await vi.waitFor(() => expect(objects.objects.size).toBe(before), patience);
    expect(await documents()).toEqual([]);
    expect(await textState()).toEqual({ state: 'pending' });
  });

  it('a stop takes the reading back within a second, uncounted', async () => {
    reader.script = { kind: 'takes-for-ever' };
    const other = await startHouse({ reader, workSweepMs: 50 });
    const [mine, theirs] = [house, other];
    house = theirs;
    message = await other.receive(other.care);
    await order();
    await vi.waitFor(() => expect(reader.asked.length).toBeGreaterThan(0), patience);
    const begun = performance.now();
    await other.mailbox.stop();
    expect(performance.now() - begun).toBeLessThan(3_000);
    expect(await work()).toMatchObject({ attempts: 0, held: false, ended: false });
    house = mine;
    await other.stop();
  });
});

describe('the text', () => {
  beforeEach(async () => {
    await order();
    await untilText('ready');
    auditedAtRead = [];
  });

  it('is opened for a person of the department, audited before, and never kept by the browser', async () => {
    const { body, headers } = await anna.get(`/api/messages/${message.id}/text`).expect(200);
    expect(body).toEqual({
      language: 'sv',
      pages: [
        {
          outcome: 'read',
          paragraphs: [[{ kind: 'line', pieces: [{ text: 'Remiss till Avesta', sure: true }] }]],
        },
      ],
    });
    expect(headers['cache-control']).toBe('no-store');
    const [, text] = await documents();
    expect(auditedAtRead[0]?.at(-1)).toEqual({
      person_id: house.personIds.anna,
      action: 'text',
      document_id: text?.id,
      detail: null,
    });
  });

  it('is nothing to somebody of another department', async () => {
    const cecilia = clientOf(house.origin, await house.logIn('cecilia'));
    const { status } = await cecilia.get(`/api/messages/${message.id}/text`);
    expect(status).toBe(404);
  });

  it('is no document to download: the message names the PDF that carries it', async () => {
    const { body } = await anna.get(`/api/messages/${message.id}`);
    expect(body.documents.map(({ kind }: { kind: string }) => kind)).toEqual([
      'searchable',
      'pdf',
      'original',
    ]);
  });
});
