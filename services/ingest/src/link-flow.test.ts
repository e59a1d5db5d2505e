import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import pg from 'pg';

import { from, numbers, openHouse, sample, type House } from './test-support/house.ts';
import { counts, documentsOf, openDocument, untilMessage } from './test-support/rows.ts';

let house: House;
let bytes: Buffer;

beforeAll(async () => {
  house = await openHouse();
  bytes = await sample('sp-3pages.tif');
  await house.ingest();
});
afterAll(() => house.close());

const send = (changes: Partial<Parameters<House['carrier']['send']>[0]> = {}) =>
  house.carrier.send({ bytes, from, to: numbers.social, pages: 3, ...changes }, house.to);

describe('a fax through the carrier webhook', () => {
  it('becomes an available message of the department that owns the number', async () => {
    const sent = await send({ tsi: 'Vårdcentralen' });
    expect(sent.steps.map(({ status }) => status)).toEqual([200, 200]);
    const row = await untilMessage(house, sent.message, { state: 'available' });
    expect(row).toMatchObject({
      department_id: house.departments.social,
      carrier: 'signalwire',
      from_number: from,
      tsi: 'Vårdcentralen',
      pages: 3,
      announced_pages: 3,
      damaged_lines: 0,
      missing_lines: 0,
      ended_early: false,
    });
  });

  it('is reported by GET as well', async () => {
    const fax = { bytes, from, to: numbers.social };
    const sent = await house.carrier.send(fax, { ...house.to, method: 'GET' });
    const row = await untilMessage(house, sent.message, { state: 'available' });
    expect(row.department_id).toBe(house.departments.social);
  });

  it('is sealed for its department and for recovery, the original and the PDF', async () => {
    const { message } = await send();
    await untilMessage(house, message, { state: 'available' });
    const [original, pdf] = await documentsOf(house, message);
    if (!original || !pdf) throw new Error('documents are missing');
    expect([original.kind, original.media_type]).toEqual(['original', 'image/tiff']);
    expect([pdf.kind, pdf.media_type]).toEqual(['pdf', 'application/pdf']);
    expect(bytes.equals(await openDocument(house, original, house.social))).toBe(true);
    expect(bytes.equals(await openDocument(house, original, house.recovery))).toBe(true);
    const opened = await openDocument(house, pdf, house.social);
    expect(opened.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('leaves nothing readable in the object store', async () => {
    await untilMessage(house, (await send()).message, { state: 'available' });
    const files = await readdir(house.objectsFolder, { recursive: true, withFileTypes: true });
    const stored = await Promise.all(
      files
        .filter((file) => file.isFile())
        .map((file) => readFile(join(file.parentPath, file.name))),
    );
    const strip = bytes.subarray(2000, 2032);
    expect(stored.length).toBeGreaterThan(1);
    expect(stored.filter((each) => each.includes('%PDF') || each.includes(strip))).toEqual([]);
  });

  it('is new in its department, with a timeline and an audit row', async () => {
    const { message } = await send();
    await untilMessage(house, message, { state: 'available' });
    const { sql } = house.database;
    expect(await sql('select state from handling where message_id = $1', [message])).toEqual([
      { state: 'new' },
    ]);
    expect(
      await sql('select kind from timeline where message_id = $1 order by at', [message]),
    ).toEqual([{ kind: 'received' }, { kind: 'available' }]);
    const audit = await sql('select action, service from audit where message_id = $1', [message]);
    expect(audit).toContainEqual({ action: 'message-available', service: 'kuvert_ingest' });
  });

  it('is announced to open browsers, by ids alone', async () => {
    const client = new pg.Client({ connectionString: house.database.ownerUrl });
    await client.connect();
    const notices: string[] = [];
    client.on('notification', ({ payload }) => notices.push(payload ?? ''));
    await client.query('listen kuvert_message');
    const { message } = await send();
    const notice = JSON.stringify({ departmentId: house.departments.social, messageId: message });
    await vi.waitFor(() => expect(notices).toContain(notice), { timeout: 10_000 });
    await client.end();
  });

  it('asks the mailbox for its work on it', async () => {
    const { message } = await send();
    await untilMessage(house, message, { state: 'available' });
    const work = await house.database.sql(
      `select kind, attempts, due_at <= now() as due from work where service = 'mailbox' and subject = $1
        order by kind`,
      [message],
    );
    expect(work).toEqual([
      { kind: 'find-resends', attempts: 0, due: true },
      { kind: 'recognise', attempts: 0, due: true },
    ]);
  });

  it('to a number that nobody owns is filed as unassigned', async () => {
    const { message } = await send({ to: numbers.unknown });
    const row = await untilMessage(house, message, { state: 'available' });
    expect(row.department_id).toBe(house.departments.unassigned);
  });

  it('finds its department by a number in national form', async () => {
    const { message } = await send({ to: '08-465 004 10' });
    const row = await untilMessage(house, message, { state: 'available' });
    expect(row.department_id).toBe(house.departments.social);
  });

  it("is deleted at the carrier's once it is safe", async () => {
    const { message, sid } = await send();
    await untilMessage(house, message, { state: 'available', carrier_copy: 'deleted' });
    expect(house.carrier.deleted).toContain(sid);
  });

  it('shows that the copy could not be deleted, and tries again', async () => {
    house.carrier.down.delete = true;
    const { message, sid } = await send();
    await untilMessage(house, message, { state: 'available', carrier_copy: 'delete-failed' });
    house.carrier.down.delete = false;
    await untilMessage(house, message, { carrier_copy: 'deleted' });
    expect(house.carrier.deleted).toContain(sid);
  });

  it('is one message however often and however late it is reported', async () => {
    const held = house.carrier.hold({ bytes, from, to: numbers.social });
    const before = await counts(house);
    const reports = await Promise.all(
      [1, 2, 3, 4].map(() => house.carrier.report(held.sid, house.to)),
    );
    const ids = new Set(reports.map(({ message }) => message));
    expect([ids.size, new Set(reports.map(({ body }) => body)).size]).toEqual([1, 1]);
    await untilMessage(house, reports[0]?.message, { state: 'available' });
    const after = await counts(house);
    expect(after['receptions']).toBe((before['receptions'] ?? 0) + 1);
    expect(after['documents']).toBe((before['documents'] ?? 0) + 2);
  });

  it('whose report is replayed after it was taken in gets the same answer', async () => {
    house.carrier.down.delete = true;
    const sent = await send();
    await untilMessage(house, sent.message, { state: 'available' });
    const again = await house.carrier.report(sent.sid, house.to);
    expect([again.status, again.message, again.body]).toEqual([
      200,
      sent.message,
      sent.steps[1]?.body,
    ]);
    expect(await documentsOf(house, sent.message)).toHaveLength(2);
    house.carrier.down.delete = false;
  });
});

describe('the first step', () => {
  it("is answered within the carrier's five seconds while faxes are being taken in", async () => {
    const faxes = await Promise.all(Array.from({ length: 10 }, () => send()));
    const held = house.carrier.hold({ bytes, from, to: numbers.social });
    const steps = await Promise.all(
      Array.from({ length: 100 }, () => house.carrier.announce(held.sid, house.to)),
    );
    expect(steps.every(({ status }) => status === 200)).toBe(true);
    expect(Math.max(...steps.map(({ milliseconds }) => milliseconds))).toBeLessThan(5_000);
    for (const { message } of faxes) await untilMessage(house, message, { state: 'available' });
  });

  it('is answered while the database is away', async () => {
    const apart = await openHouse();
    await apart.ingest();
    await apart.database.sql('alter table reception rename to reception_away');
    const sent = await apart.carrier.send({ bytes, from, to: numbers.social }, apart.to);
    expect(sent.steps.map(({ status }) => status)).toEqual([200, 500]);
    await apart.database.sql('alter table reception_away rename to reception');
    await apart.close();
  });
});

describe('ingest', () => {
  it('is ready when database, objects, bell and converter are', async () => {
    const apart = await openHouse();
    const ingest = await apart.ingest();
    const { status, body } = await supertest(ingest.operationsOrigin).get('/readyz');
    const checks = { database: true, objects: true, bell: true, converter: true, intake: true };
    expect([status, body]).toEqual([200, { status: 'ok', checks }]);
    await apart.close();
  });

  it('can read neither documents nor secret keys', async () => {
    const client = new pg.Client({ connectionString: house.database.urlOf('ingest') });
    await client.connect();
    for (const table of [
      'document',
      'superseded_document',
      'department_identity',
      'handling',
      'session',
    ])
      await expect(client.query(`select from ${table}`)).rejects.toMatchObject({ code: '42501' });
    await client.end();
  });
});
