import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createFolderStore } from '@kuvert/platform/objects/folder';
import { asId } from '@kuvert/shared/ids';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';

import type { Message } from '#api';
import { clientOf, type Client } from '../test-support/client.ts';
import type { FilledMessage } from '../test-support/fill.ts';
import { startHouse, type House } from '../test-support/house.ts';

interface AuditRow {
  readonly person_id: string;
  readonly action: string;
  readonly department_id: string;
  readonly document_id: string;
  readonly detail: string | null;
}

let house: House;
let anna: Client;
let message: FilledMessage;
let folder: string;
/** The audit rows that were committed when the object store was asked, one entry a time. */
let auditedAtRead: AuditRow[][];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kuvert-opening-'));
  const store = await createFolderStore(folder);
  const objects: ObjectStore = {
    ...store,
    get: async (name, maxBytes) => {
      auditedAtRead.push(await auditRows());
      return store.get(name, maxBytes);
    },
  };
  house = await startHouse({ objects });
  anna = clientOf(house.origin, await house.logIn('anna'));
});
afterAll(async () => {
  await house.stop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  auditedAtRead = [];
  message = await house.receive(house.care);
});

const auditRows = (): Promise<AuditRow[]> =>
  house.database.sql<AuditRow & Record<string, unknown>>(
    `select person_id, action, department_id, document_id, detail from audit
      where message_id = $1 order by seq`,
    [message.id],
  );

const entry = (action: string, detail: string | null, document = message.documents.pdf.id) => ({
  person_id: house.personIds.anna,
  action,
  department_id: house.care.id,
  document_id: document,
  detail,
});

const downloadUrl = async (kind: 'original' | 'pdf', purpose: string): Promise<string> => {
  const path = `/api/messages/${message.id}/documents/${message.documents[kind].id}/downloads`;
  const { body } = await anna.post(path, { purpose });
  return body.url;
};

describe('opening a page', () => {
  it('is audited, and committed, before anything is read from the object store', async () => {
    await anna.get(`/api/messages/${message.id}/pages/1`).expect(200);
    expect(auditedAtRead).toEqual([[entry('page', 'page 1')]]);
  });

  it('is audited each time, also when the picture is in memory', async () => {
    await anna.get(`/api/messages/${message.id}/pages/1`).expect(200);
    await anna.get(`/api/messages/${message.id}/pages/1`).expect(200);
    expect(await auditRows()).toEqual([entry('page', 'page 1'), entry('page', 'page 1')]);
    expect(auditedAtRead).toHaveLength(1);
  });

  it('stands in its timeline once a person, whatever they open of it', async () => {
    const bo = clientOf(house.origin, await house.logIn('bo'));
    await anna.get(`/api/messages/${message.id}/pages/1`).expect(200);
    await anna.get(`/api/messages/${message.id}/pages/2`).expect(200);
    await bo.get(`/api/messages/${message.id}/pages/1`).expect(200);
    const { body } = await anna.get(`/api/messages/${message.id}`).expect(200);
    const opened = (body.timeline as Message['timeline']).filter(({ kind }) => kind === 'opened');
    expect(opened.map(({ by }) => by?.name)).toEqual(['Anna Öberg', 'Bo Ek']);
  });

  it('does not count the page that is rendered ahead as read', async () => {
    await anna.get(`/api/messages/${message.id}/pages/1`).expect(200);
    await anna.get(`/api/messages/${message.id}/pages/2`).expect(200);
    expect(await auditRows()).toEqual([entry('page', 'page 1'), entry('page', 'page 2')]);
  });

  it('answers a page that is not there as not found, and audits nothing', async () => {
    const { status, body } = await anna.get(`/api/messages/${message.id}/pages/4`);
    expect([status, body.code]).toEqual([404, 'not-found']);
    expect(await auditRows()).toEqual([]);
  });

  it.each(['width=1', 'width=5000', 'width=a', 'width=900&width=901'])(
    'refuses %s',
    async (query) => {
      const { body } = await anna.get(`/api/messages/${message.id}/pages/1?${query}`);
      expect(body.code).toBe('request-invalid');
    },
  );

  it('may not be kept by the browser', async () => {
    const { headers } = await anna.get(`/api/messages/${message.id}/pages/1`);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('when the audit trail cannot be written', () => {
  beforeEach(async () => {
    await house.database.sql(`revoke execute on function audit_append from kuvert_mailbox`);
    return async () => {
      await house.database.sql(`grant execute on function audit_append to kuvert_mailbox`);
    };
  });

  it('nothing is opened', async () => {
    const { status, body } = await anna.get(`/api/messages/${message.id}/pages/1`);
    expect([status, body.code]).toEqual([500, 'audit-not-written']);
    expect(auditedAtRead).toEqual([]);
  });

  it('nothing is downloaded', async () => {
    const { status, body } = await anna.get(await downloadUrl('pdf', 'download'));
    expect([status, body.code]).toEqual([500, 'audit-not-written']);
    expect(auditedAtRead).toEqual([]);
  });

  it('nothing that is in memory is shown either', async () => {
    await house.database.sql(`grant execute on function audit_append to kuvert_mailbox`);
    await anna.get(`/api/messages/${message.id}/pages/1`).expect(200);
    await house.database.sql(`revoke execute on function audit_append from kuvert_mailbox`);
    const { body } = await anna.get(`/api/messages/${message.id}/pages/1`);
    expect(body.code).toBe('audit-not-written');
  });
});

describe('a payload that is not the one that was stored', () => {
  const replacePayload = async (change: (payload: Uint8Array) => Uint8Array): Promise<void> => {
    const name = asId<'object'>(message.documents.pdf.objectName);
    const payload = await house.objects.get(name, 10_000_000);
    await house.objects.remove(name);
    await house.objects.put(name, change(payload));
  };

  it.each([
    [
      'changed',
      (payload: Uint8Array) => payload.map((byte, at) => (at === 5000 ? byte ^ 1 : byte)),
    ],
    ['cut', (payload: Uint8Array) => payload.slice(0, -16)],
    ['grown', (payload: Uint8Array) => Buffer.concat([payload, Buffer.alloc(16)])],
  ])('is refused when it was %s, before one byte leaves', async (_, change) => {
    await replacePayload(change);
    for (const url of [
      `/api/messages/${message.id}/pages/1`,
      await downloadUrl('pdf', 'download'),
    ]) {
      const { status, type, body } = await anna.get(url);
      expect([status, type, body.code]).toEqual([
        500,
        'application/problem+json',
        'document-damaged',
      ]);
    }
  });

  it('is refused when it is another genuine document of the department', async () => {
    const other = await house.receive(house.care);
    const genuine = await house.objects.get(
      asId<'object'>(other.documents.pdf.objectName),
      10_000_000,
    );
    await replacePayload(() => genuine);
    const { body } = await anna.get(`/api/messages/${message.id}/pages/1`);
    expect(body.code).toBe('document-damaged');
  });
});

describe('a download', () => {
  it.each(['pdf', 'original'] as const)('gives the %s as it is', async (kind) => {
    const url = await downloadUrl(kind, 'download');
    const { body, headers } = await anna.get(url).responseType('blob');
    const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
    expect(sha256(body)).toBe(sha256(house[kind]));
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="fax-\d{4}-\d\d-\d\d-\d{4}-[0-9a-f]{4}\.(pdf|tif)"$/,
    );
    expect(headers['cache-control']).toBe('no-store');
    expect(await auditRows()).toEqual([entry('download', null, message.documents[kind].id)]);
  });

  it('is not audited by asking for its link alone', async () => {
    await downloadUrl('pdf', 'download');
    expect(await auditRows()).toEqual([]);
  });

  it('does not work in another session of the same person', async () => {
    const url = await downloadUrl('pdf', 'download');
    const elsewhere = clientOf(house.origin, await house.logIn('anna'));
    const { status, body } = await elsewhere.get(url);
    expect([status, body.code]).toEqual([403, 'download-expired']);
  });

  it('does not work any more for one who has left the department', async () => {
    const url = await downloadUrl('pdf', 'download');
    const membership = [house.personIds.anna, house.care.id];
    await house.database.sql(
      'delete from membership where person_id = $1 and department_id = $2',
      membership,
    );
    const { status } = await anna.get(url);
    await house.database.sql('insert into membership values ($1, $2, now())', membership);
    expect(status).toBe(404);
  });

  it('gives a person who comes too late a page, not a problem', async () => {
    const { status, type, text } = await anna
      .get('/api/downloads/none')
      .set('accept', 'text/html,application/xhtml+xml');
    expect([status, type]).toEqual([403, 'text/html']);
    expect(text).toContain('download-expired');
  });
});

describe('printing', () => {
  it('gives a page of pictures, each audited when it is asked for', async () => {
    const { text, headers } = await anna.get(await downloadUrl('pdf', 'print'));
    const pictures = [...text.matchAll(/src="(\/api\/prints\/[^"]+)"/g)].map(
      ([, url]) => url ?? '',
    );
    expect(pictures).toHaveLength(3);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(await auditRows()).toEqual([]);
    const { type } = await anna.get(pictures[1] ?? '');
    expect(type).toBe('image/png');
    expect(await auditRows()).toEqual([entry('print', 'page 2')]);
  });
});
