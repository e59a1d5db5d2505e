import { connect } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ACTIVE_PDFS } from '@kuvert/fax-document/testing/active-pdfs';
import { KuvertError } from '@kuvert/shared/errors';
import { createMemoryObjectStore } from '@kuvert/testkit/memory-object-store';

import type { Ingest } from './container.ts';
import { openHouse, sample, type House } from './test-support/house.ts';
import { hookFacts, postFax } from './test-support/hylafax-host.ts';
import {
  counts,
  documentsOf,
  intakesOf,
  openDocument,
  pagesOf,
  untilMessage,
} from './test-support/rows.ts';

let house: House;
let ingest: Ingest;
let tiff: Buffer;

beforeAll(async () => {
  house = await openHouse();
  tiff = await sample('hyla-ecm-mmr-clean.tif');
  ingest = await house.ingest();
});
afterAll(() => house.close());

const messageOf = async (id: string | null) => {
  const [row] = await house.database.sql('select * from message where id = $1', [id]);
  return row;
};

describe('a fax in the body', () => {
  it('is available when it is answered', async () => {
    const posted = await postFax(ingest.origin, hookFacts('a'), tiff);
    expect([posted.status, posted.body]).toEqual([200, 'sealed\n']);
    expect(await messageOf(posted.message)).toMatchObject({
      department_id: house.departments.social,
      carrier: 'hylafax',
      state: 'available',
      carrier_copy: 'kept',
      pages: 1,
    });
    const [original] = await documentsOf(house, posted.message ?? '');
    if (!original) throw new Error('no original');
    expect(tiff.equals(await openDocument(house, original, house.social))).toBe(true);
  });

  it("shows the sending machine's name that the receiver noted in the file", async () => {
    const noted = await sample('hyla-from-efax-noecm-mh-clean.tif');
    const { message } = await postFax(ingest.origin, hookFacts('tsi'), noted);
    expect((await messageOf(message))?.['tsi']).toEqual(expect.stringMatching(/\S/));
  });

  it('is one message however often it is posted', async () => {
    const facts = hookFacts('b');
    const first = await postFax(ingest.origin, facts, tiff);
    const before = await counts(house);
    expect(await postFax(ingest.origin, facts, tiff)).toEqual(first);
    expect(await counts(house)).toEqual(before);
  });

  it('is one message when it is posted many times at once', async () => {
    const facts = hookFacts('c');
    const before = await counts(house);
    const posts = await Promise.all([1, 2, 3, 4].map(() => postFax(ingest.origin, facts, tiff)));
    expect(new Set(posts.map(({ message }) => message)).size).toBe(1);
    expect(posts.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const after = await counts(house);
    expect(after['messages']).toBe((before['messages'] ?? 0) + 1);
    expect(after['documents']).toBe((before['documents'] ?? 0) + 2);
  });

  it('is not turned away when many come at once', async () => {
    const posts = await Promise.all(
      Array.from({ length: 12 }, (_, line) =>
        postFax(ingest.origin, hookFacts(`line-${line}`), tiff),
      ),
    );
    expect(posts.map(({ status }) => status)).toEqual(posts.map(() => 200));
  });

  it('whose sender goes away while it waits or is read makes place for others', async () => {
    const { port } = new URL(ingest.origin);
    const head =
      'POST /webhooks/hylafax/received HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n';
    const silent = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
        await new Promise<void>((resolve) => socket.write(head, () => resolve()));
        return socket;
      }),
    );
    const post = postFax(ingest.origin, hookFacts('after-silent-ones'), tiff);
    for (const socket of silent) socket.destroy();
    expect((await post).status).toBe(200);
  });

  it('that came in part is filed with the pages that came', async () => {
    const cut = await sample('hyla-ecm-cut-page1.tif');
    const facts = hookFacts('d', { error: 'RSPREC error/got DCN {E103}' });
    const { message } = await postFax(ingest.origin, facts, cut);
    expect(await messageOf(message)).toMatchObject({
      state: 'available',
      ended_early: true,
      error_text: 'RSPREC error/got DCN {E103}',
    });
    expect(await pagesOf(house, message)).toMatchObject([{ page: 1, ended_early: true }]);
  });

  it('is filed with the state of its page, and where on it the damage lies', async () => {
    const noisy = await sample('sp-noecm-mh-v29.tif');
    const middle = noisy.length / 2;
    for (let at = middle; at < middle + 60; at += 1) noisy[at] = 0x5a;
    const { message } = await postFax(ingest.origin, hookFacts('noisy'), noisy);
    const [page, ...others] = await pagesOf(house, message);
    expect(others).toEqual([]);
    expect(page).toMatchObject({
      department_id: house.departments.social,
      page: 1,
      damaged_lines: 1,
      ended_early: false,
      blank: false,
      rotate: 0,
      turned: 0,
    });
    expect(page?.['damage']).toMatch(/^\{\[\d+,\d+\)\}$/);
  });

  it('that came as PDF is filed with what acted in it and was removed', async () => {
    const script = ACTIVE_PDFS.find(({ kind }) => kind === 'javascript')?.pdf ?? Buffer.alloc(0);
    const { message } = await postFax(ingest.origin, hookFacts('acting'), script);
    expect(await messageOf(message)).toMatchObject({ state: 'available', pages: 1 });
    expect(await intakesOf(house, message)).toEqual([
      {
        message_id: message,
        department_id: house.departments.social,
        repaired: false,
        decrypted: false,
        missing_pages: 0,
        removed: { javascript: 1 },
      },
    ]);
  });

  it('that came as TIFF has nothing of the kind', async () => {
    const { message } = await postFax(ingest.origin, hookFacts('plain'), tiff);
    await messageOf(message);
    expect(await intakesOf(house, message)).toEqual([]);
  });

  it('that is no fax document is filed with its sealed original', async () => {
    const { message, status } = await postFax(ingest.origin, hookFacts('e'), Buffer.from('oops'));
    expect(status).toBe(200);
    expect(await messageOf(message)).toMatchObject({
      state: 'attention',
      attention: 'not-a-fax-document',
    });
    expect(await documentsOf(house, message ?? '')).toHaveLength(1);
    expect(await pagesOf(house, message)).toEqual([]);
  });

  it('without a file is filed, so that somebody can ring back', async () => {
    const facts = hookFacts('', { qfile: '', error: 'no carrier {E002}' });
    const { message } = await postFax(ingest.origin, facts, new Uint8Array());
    const expected = {
      state: 'attention',
      attention: 'no-document',
      carrier_copy: 'none',
    } as const;
    await untilMessage(house, message ?? '', expected);
    expect(await documentsOf(house, message ?? '')).toEqual([]);
  });

  it('is refused with nothing stored when its signature is wrong or stale', async () => {
    const before = await counts(house);
    const wrong = await postFax(ingest.origin, hookFacts('f'), tiff, {
      key: 'another key of thirty-two characters',
    });
    const stale = await postFax(ingest.origin, hookFacts('f'), tiff, {
      at: Date.now() - 3_600_000,
    });
    expect([wrong.status, stale.status]).toEqual([403, 403]);
    expect([JSON.parse(wrong.body).code, JSON.parse(stale.body).code]).toEqual([
      'signature-wrong',
      'signature-stale',
    ]);
    expect(await counts(house)).toEqual(before);
  });

  it('larger than allowed is refused before it is read', async () => {
    const { status, body } = await postFax(ingest.origin, hookFacts('g'), Buffer.alloc(5_000_000));
    expect([status, JSON.parse(body).code]).toEqual([413, 'body-too-large']);
  });
});

describe("the file in the sender's queue", () => {
  it.each(['deleted', 'delete-failed'])('is shown as %s when the sender says so', async (copy) => {
    const facts = hookFacts(copy);
    const { message } = await postFax(ingest.origin, facts, tiff);
    const report = { ...facts, copy };
    const told = await postFax(ingest.origin, report, new Uint8Array(), { step: 'copy' });
    expect([told.status, told.message]).toEqual([200, message]);
    expect((await messageOf(message))?.['carrier_copy']).toBe(copy);
  });

  it('of a fax that we never had is not ours to speak of', async () => {
    const report = hookFacts('never', { copy: 'deleted' });
    const told = await postFax(ingest.origin, report, new Uint8Array(), { step: 'copy' });
    expect(told.status).toBe(404);
  });
});

describe('when the object store', () => {
  it('fails, the sender keeps its fax and nothing is stored', async () => {
    const objects = createMemoryObjectStore();
    const failing = {
      ...objects,
      put: () => Promise.reject(new KuvertError('object-store-failed', 'no room')),
    };
    const broken = await house.ingest({ objects: failing }, { port: 0 });
    const before = await counts(house);
    expect((await postFax(broken.origin, hookFacts('h'), tiff)).status).toBe(503);
    expect(await counts(house)).toEqual(before);
    await broken.stop();
  });

  it('gives back other bytes than it got, the sender keeps its fax', async () => {
    const objects = createMemoryObjectStore();
    const lying = {
      ...objects,
      get: async (name: never, max: number) => {
        const bytes = await objects.get(name, max);
        bytes[0] = (bytes[0] ?? 0) ^ 1;
        return bytes;
      },
    };
    const broken = await house.ingest({ objects: lying }, { port: 0 });
    expect((await postFax(broken.origin, hookFacts('i'), tiff)).status).toBe(503);
    await broken.stop();
  });
});

describe('a converter that breaks', () => {
  it('twice on the same fax files it with its sealed original', async () => {
    const error = Object.assign(new Error('gone'), { code: 'engine-failed' });
    const broken = await house.ingest(
      { converter: { toPdf: () => Promise.reject(error), join: () => Promise.reject(error) } },
      { port: 0 },
    );
    const { message } = await postFax(broken.origin, hookFacts('j'), tiff);
    expect(await messageOf(message)).toMatchObject({ attention: 'conversion-failed' });
    expect(await documentsOf(house, message ?? '')).toHaveLength(1);
    await broken.stop();
  });
});
