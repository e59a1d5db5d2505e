import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { createFaxEngine, type FaxEngine } from '@kuvert/fax-document/engine';
import { startSinch, type SimulatedSinch } from '@kuvert/simulators/sinch';

import type { IngestConfig } from './config.ts';
import { from, numbers, openHouse, sample, type House } from './test-support/house.ts';
import { counts, documentsOf, openDocument, untilMessage } from './test-support/rows.ts';

const account = { projectId: 'project-1', keyId: 'key', keySecret: 'secret' };
const password = 'a-secret-of-thirty-two-characters';

let house: House;
let sinch: SimulatedSinch;
let config: Partial<IngestConfig>;
let bytes: Buffer;
/** Warm, so that no test waits for its processes to start. */
let converter: FaxEngine;

beforeAll(async () => {
  converter = createFaxEngine();
  await converter.warm();
  [house, sinch, bytes] = await Promise.all([
    openHouse(),
    startSinch(account),
    sample('hyla-ecm-mmr-clean.tif'),
  ]);
  config = {
    sinch: {
      carrier: 'sinch',
      projectId: account.projectId,
      restOrigin: sinch.origin,
      keyId: account.keyId,
      keySecret: { kind: 'value', text: account.keySecret },
      webhookSecret: { kind: 'value', text: password },
    },
  };
  await house.ingest({ converter }, config);
  // the first sweep would take in by itself what the first test sends
  await vi.waitFor(
    async () => {
      const checks = await house.database.sql(
        `select from carrier_check where carrier = 'sinch' and checked_at is not null`,
      );
      if (checks.length === 0) throw new Error('the first sweep is not over');
    },
    { timeout: 10_000 },
  );
});
afterAll(async () => {
  await house.close();
  await converter.close();
  await sinch.stop();
});

const fax = () => ({ bytes, from, to: numbers.social, pages: 1 });
const to = () => ({ ...house.to, user: 'kuvert', password });

describe('a fax at Sinch', () => {
  it.each(['multipart/form-data', 'application/json'] as const)(
    'is safe with us before the answer, as %s, and its copy is deleted then',
    async (contentType) => {
      const { sid, status, message } = await sinch.send(fax(), { ...to(), contentType });
      expect(status).toBe(200);
      const [original] = await documentsOf(house, message);
      if (!original) throw new Error('it has no document');
      expect(await openDocument(house, original, house.social)).toEqual(bytes);
      const row = await untilMessage(house, message, {
        state: 'available',
        carrier_copy: 'deleted',
      });
      expect(row).toMatchObject({
        department_id: house.departments.social,
        carrier: 'sinch',
        announced_pages: 1,
      });
      expect(sinch.deleted).toContain(sid);
    },
  );

  it('is one message however often it is told', async () => {
    const { sid, message } = await sinch.send(fax(), to());
    const before = await counts(house);
    const again = await sinch.report(sid, { ...to(), contentType: 'application/json' });
    expect([again.status, again.message]).toEqual([200, message]);
    expect(await counts(house)).toEqual(before);
  });

  it('told of without its pages, which the carrier has not either, is whole when they come with a later report', async () => {
    const { sid } = sinch.hold(fax());
    sinch.lose(sid);
    const first = await sinch.report(sid, { ...to(), withoutFile: true });
    const later = await sinch.report(sid, to());
    expect([later.status, later.message]).toEqual([200, first.message]);
    await untilMessage(house, first.message, { state: 'available' });
    const [original] = await documentsOf(house, first.message);
    if (!original) throw new Error('it has no document');
    expect(await openDocument(house, original, house.social)).toEqual(bytes);
  });

  it('that broke off is filed with the pages that came, and marked', async () => {
    const error = { code: '131', message: '', media: true };
    const { message } = await sinch.send({ ...fax(), error }, to());
    const row = await untilMessage(house, message, { state: 'available' });
    expect(row['ended_early']).toBe(true);
  });
});

describe('whoever is not Sinch', () => {
  it.each([
    ['names nobody', { user: '', password: '' }],
    ['has another password', { user: 'kuvert', password: 'another' }],
    ['has another name', { user: 'sinch', password }],
  ])('is refused when it %s, and nothing is kept', async (_who, sender) => {
    const before = await counts(house);
    expect((await sinch.send(fax(), { ...to(), ...sender })).status).toBe(403);
    expect(await counts(house)).toEqual(before);
  });
});

describe('a fax that no webhook told of', () => {
  it('is found by the sweep, and the same message when its webhook comes after all', async () => {
    const { sid } = sinch.hold(fax());
    const sweeping = await house.ingest({ converter }, { ...config, port: 0, sweepEveryMs: 50 });
    const found = () =>
      house.database.sql<{ id: string }>(
        `select id from reception join message using (id) where fax_id = $1 and state = 'available'`,
        [sid],
      );
    await expect.poll(found, { timeout: 10_000 }).toHaveLength(1);
    const [row] = await found();
    expect((await sinch.report(sid, to())).message).toBe(row?.id);
    await sweeping.stop();
  });
});
