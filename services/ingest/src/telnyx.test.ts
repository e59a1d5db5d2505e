import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createFaxEngine, type FaxEngine } from '@kuvert/fax-document/engine';
import { startTelnyx, type SimulatedTelnyx } from '@kuvert/simulators/telnyx';

import type { IngestConfig } from './config.ts';
import { from, numbers, openHouse, sample, type House } from './test-support/house.ts';
import { counts, documentsOf, hurry, openDocument, untilMessage } from './test-support/rows.ts';

let house: House;
let telnyx: SimulatedTelnyx;
let bytes: Buffer;
/** Warm, so that no test waits for its processes to start. */
let converter: FaxEngine;

const configOf = ({ publicKey, origin }: SimulatedTelnyx): Partial<IngestConfig> => ({
  telnyx: {
    carrier: 'telnyx',
    publicKey,
    restOrigin: origin,
    apiKey: { kind: 'value', text: 'KEY' },
    mediaHosts: [],
  },
});

beforeAll(async () => {
  converter = createFaxEngine();
  await converter.warm();
  [house, telnyx, bytes] = await Promise.all([
    openHouse(),
    startTelnyx({ apiKey: 'KEY' }),
    sample('hyla-ecm-mmr-clean.tif'),
  ]);
  await house.ingest({ converter }, configOf(telnyx));
});
afterAll(async () => {
  await house.close();
  await converter.close();
  await telnyx.stop();
});

const fax = () => ({ bytes, from, to: numbers.social, pages: 1 });

describe('a fax at Telnyx', () => {
  it('becomes a message of the department, told step by step, and its copy is deleted', async () => {
    const { sid, steps } = await telnyx.send(fax(), house.to);
    expect(steps.map(({ type, status }) => [type, status])).toEqual([
      ['fax.receiving.started', 200],
      ['fax.media.processing.started', 200],
      ['fax.received', 200],
    ]);
    const id = steps.at(-1)?.message;
    const row = await untilMessage(house, id, { state: 'available', carrier_copy: 'deleted' });
    expect(row).toMatchObject({
      department_id: house.departments.social,
      carrier: 'telnyx',
      from_number: from,
      announced_pages: 1,
    });
    const [original] = await documentsOf(house, id);
    if (!original) throw new Error('it has no document');
    expect(await openDocument(house, original, house.social)).toEqual(bytes);
    expect(telnyx.deleted).toContain(sid);
  });

  it.each(['reversed', 'doubled'] as const)(
    'is one message when its steps come %s',
    async (telling) => {
      const before = await counts(house);
      const { steps } = await telnyx.send(fax(), { ...house.to, telling });
      expect(new Set(steps.map(({ status }) => status))).toEqual(new Set([200]));
      const id = steps.find(({ message }) => message)?.message;
      await untilMessage(house, id, { state: 'available' });
      expect((await counts(house))['receptions']).toBe((before['receptions'] ?? 0) + 1);
    },
  );

  it('is fetched by a new link when the ten minutes of the first are over', async () => {
    const held = telnyx.hold({ ...fax(), media: { kind: 'status', status: 503 } });
    const { message } = await telnyx.report(held.sid, house.to);
    await expect
      .poll(() => telnyx.fetched.filter((sid) => sid === held.sid).length, { timeout: 10_000 })
      .toBeGreaterThan(0);
    telnyx.expireLink(held.sid);
    telnyx.setMedia(held.sid, { kind: 'serve' });
    await expect
      .poll(
        async () => {
          await hurry(house);
          return telnyx.refreshed;
        },
        { timeout: 10_000 },
      )
      .toContain(held.sid);
    await untilMessage(house, message, { state: 'available' });
  });

  it('that came in part is filed with the pages that came, and marked', async () => {
    const error = { code: 'sender_call_dropped', message: '', media: true };
    const { steps } = await telnyx.send({ ...fax(), error }, house.to);
    const row = await untilMessage(house, steps.at(-1)?.message, { state: 'available' });
    expect(row['ended_early']).toBe(true);
  });

  it('of which nothing came but the call needs attention', async () => {
    const error = { code: 'sender_call_dropped', message: '', media: false };
    const { steps } = await telnyx.send({ ...fax(), error }, house.to);
    const row = await untilMessage(house, steps.at(-1)?.message, { state: 'attention' });
    expect(row.attention).toBe('no-document');
  });
});

describe('a webhook that another key signed', () => {
  it('is refused, and nothing is kept', async () => {
    const stranger = await startTelnyx({ apiKey: 'KEY' });
    const before = await counts(house);
    const { steps } = await stranger.send(fax(), house.to);
    expect(new Set(steps.map(({ status }) => status))).toEqual(new Set([403]));
    expect(await counts(house)).toEqual(before);
    await stranger.stop();
  });
});

describe('a fax that no webhook told of', () => {
  it('is found by the sweep, and the same message when its webhook comes after all', async () => {
    telnyx.down.delete = true;
    const { sid } = telnyx.hold(fax());
    const sweeping = await house.ingest(
      { converter },
      { ...configOf(telnyx), port: 0, sweepEveryMs: 50 },
    );
    const found = () =>
      house.database.sql<{ id: string }>(
        `select id from reception join message using (id) where fax_id = $1 and state = 'available'`,
        [sid],
      );
    await expect.poll(found, { timeout: 10_000 }).toHaveLength(1);
    const [row] = await found();
    expect((await telnyx.report(sid, house.to)).message).toBe(row?.id);
    await sweeping.stop();
    telnyx.down.delete = false;
  });
});
