import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { openHouse, type House } from '@kuvert/outbound/test-support/house';
import { factsOf, hurry, untilDelivery, untilWorkIsOver } from '@kuvert/outbound/test-support/rows';
import type { StepName } from '@kuvert/outbound/use-cases/steps';
import { createPageMaker } from '@kuvert/outbound/page-maker';
import { reverseBits } from '@kuvert/fax-document/ccitt/bit-order';
import { decodeStrip } from '@kuvert/fax-document/ccitt/decode-strip';
import { decodeTiffPages } from '@kuvert/fax-document/tiff/decode-pages';
import { createFaxEngine, type FaxEngine } from '@kuvert/fax-document/engine';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { actingAs } from '@kuvert/testkit/acting';

import { startFaxServer, users, type FaxServer } from './fax-server.ts';
import { startScriptedModem, type Line, type ScriptedModem } from './scripted-modem.ts';

const key = 'what the fax host and the house share';

let house: House;
/** What the mailbox's role may do, as a person of the department. */
let mailbox: Database;
let server: FaxServer;
let modem: ScriptedModem;
let engine: FaxEngine;
let tiff: Uint8Array;
let threePages: Uint8Array;
/** What happens at a step, once. */
const atStep = new Map<StepName, () => Promise<void>>();

beforeAll(async () => {
  [house, modem] = await Promise.all([openHouse(), startScriptedModem()]);
  engine = createFaxEngine();
  const noticesTo = `${house.sending.origin}/callbacks/hylafax`;
  const made = { resolution: 'fine', roomForHeader: true } as const;
  const lines = Array.from({ length: 150 }, (_, line) => `line ${line}\n`).join('');
  [server, { tiff }, { tiff: threePages }] = await Promise.all([
    startFaxServer({ noticesTo, key }),
    engine.toFax([Buffer.from('Hej!')], made),
    engine.toFax([Buffer.from(lines)], made),
  ]);
  await joinDepartment();
  mailbox = openDatabase({ url: house.database.urlOf('mailbox'), onError: () => undefined });
  const hylafax = {
    carrier: 'hylafax',
    host: '127.0.0.1',
    port: server.port,
    user: users.free,
    password: undefined,
    key: { kind: 'value', text: key },
  } as const;
  const carriers = {
    twilio: undefined,
    telnyx: undefined,
    sinch: undefined,
    hylafax,
    order: ['hylafax'],
    calls: new Map(),
  };
  await house.outbound(
    { pages: createPageMaker(engine), steps: (name) => atStep.get(name)?.() ?? Promise.resolve() },
    { carriers, submitMs: 5000, programPath: process.env['PATH'] },
  );
}, 60_000);

afterAll(async () => {
  await mailbox?.close();
  await Promise.all([house?.close(), server?.stop(), modem?.stop(), engine?.close()]);
});

const shape = { coding: 'g3-1d', columns: 1728, rows: 10_000, exact: false } as const;

/**
 * From the first row with ink to the last. To a receiver that it has called before HylaFAX sends what `tiffcp` makes of
 * the pages for it, a white row lower.
 */
const inked = (rows: Uint8Array): Buffer => {
  const bytesOfRow = shape.columns / 8;
  const row = (at: number): number => Math.floor(at / bytesOfRow) * bytesOfRow;
  const last = rows.findLastIndex((byte) => byte !== 0);
  const first = rows.findIndex((byte) => byte !== 0);
  return Buffer.from(rows.subarray(row(first), row(last) + bytesOfRow));
};

const joinDepartment = (): Promise<unknown> =>
  house.database.sql(`insert into membership values ($1, $2, now())`, [
    house.personId,
    house.departmentId,
  ]);

/** A person wishes it back; whether that could be asked for. */
const wishBack = async (deliveryId: string): Promise<boolean> =>
  mailbox.transaction(
    async (transaction) => {
      const { rows } = await transaction.query<{ asked: boolean }>(
        'select ask_to_withdraw(gen_random_uuid()::text, $1) as asked',
        [deliveryId],
      );
      return rows[0]?.asked === true;
    },
    await actingAs(house.database, house.personId),
  );

const queued = async (): Promise<readonly string[]> =>
  (await readdir(join(server.spool, 'sendq'))).filter((name) => name !== 'seqf');

describe('a fax that waits in HylaFAX’s queue', () => {
  it('is taken out of it when a person wishes it back, and never dialled', async () => {
    const { deliveryId } = await house.order({ tiff, to: '+46313900811' });
    await untilDelivery(house, deliveryId, { state: 'accepted', withdrawable: true });
    expect(await wishBack(deliveryId)).toBe(true);
    await untilDelivery(house, deliveryId, { state: 'cancelled' });
    expect(await queued()).toEqual([]);
    expect(modem.dialled).toEqual([]);
    expect(await wishBack(deliveryId)).toBe(false);
  });

  it('is told to be cancelled by HylaFAX’s word when outbound fails between faxrm and its record', async () => {
    const { deliveryId } = await house.order({ tiff, to: '+46313900812' });
    await untilDelivery(house, deliveryId, { state: 'accepted' });
    const failed = new Promise<void>((resolve) => {
      atStep.set('withdraw:asked', () => {
        atStep.clear();
        resolve();
        return Promise.reject(new Error('the lights go out'));
      });
    });
    expect(await wishBack(deliveryId)).toBe(true);
    await failed;
    await untilDelivery(house, deliveryId, { state: 'cancelled' });
    await untilWorkIsOver(house, 'withdraw');
  });
});

describe('the house with a HylaFAX server', () => {
  // one after a call is of no use for a while
  beforeAll(async () => {
    for (let modems = 0; modems < 4; modems++) await server.addModem(modem.port);
  });

  it('does not call a fax cancelled that is being dialled already, and calls no more for it', async () => {
    modem.setLines(() => ({ answers: 'silence' }));
    const to = '+46313900813';
    const { orderId, deliveryId } = await house.order({ tiff, to });
    await untilDelivery(house, deliveryId, { state: 'accepted' });
    await vi.waitFor(() => expect(modem.dialled).toContain(to), { timeout: 20_000, interval: 50 });
    expect(await wishBack(deliveryId)).toBe(true);
    await untilDelivery(house, deliveryId, { state: 'dialling' });
    await expect.poll(() => factsOf(house, deliveryId), { timeout: 50_000 }).toContain('failed');
    await untilDelivery(house, deliveryId, { state: 'failed', cause: 'voice' });
    const attempts = 'select from delivery where order_id = $1';
    expect(await house.database.sql(attempts, [orderId])).toHaveLength(1);
  });

  it('hands over, is told by the hook, and knows how many pages arrived', async () => {
    modem.setLines(() => ({ answers: 'fax', afterPages: ['confirm'] }));
    const { deliveryId } = await house.order({ tiff, to: '+46313900801' });
    await expect.poll(() => factsOf(house, deliveryId), { timeout: 50_000 }).toContain('delivered');
    const row = await untilDelivery(house, deliveryId, { state: 'delivered' });
    expect(row).toMatchObject({ carrier: 'hylafax', pages_confirmed: 1, media_read: 0 });
    expect(row.carrier_fax_id).toMatch(new RegExp(`^\\d+-${deliveryId}$`));
    expect(modem.dialled.filter((number) => number === '+46313900801')).toHaveLength(1);
    const [told] = await house.database.sql(
      `select source from delivery_fact where delivery_id = $1 and kind = 'delivered'`,
      [deliveryId],
    );
    expect(told).toEqual({ source: 'callback' });
  });

  it('sends the rest of a fax that broke off in page 2, behind a cover sheet', async () => {
    const to = '+46313900814';
    const calls: Line[] = [
      { answers: 'fax', afterPages: ['confirm', 'silence'] },
      { answers: 'fax', afterPages: ['confirm'] },
    ];
    modem.setLines((called) => (called === to && calls.shift()) || { result: 'NO CARRIER' });
    const { orderId, deliveryId } = await house.order({ tiff: threePages, to, pages: 3 });
    await expect.poll(() => factsOf(house, deliveryId), { timeout: 25_000 }).toContain('failed');
    await untilDelivery(house, deliveryId, { cause: 'partial', pages_confirmed: 1 });
    const [next] = await house.database.sql<{ id: string }>(
      'select id from delivery where order_id = $1 and attempt = 2',
      [orderId],
    );
    const second = next?.id ?? '';
    await untilDelivery(house, second, {
      automatic: true,
      first_page: 2,
      possible_duplicate: false,
    });
    await hurry(house, 'dispatch');
    await expect.poll(() => factsOf(house, second), { timeout: 25_000 }).toContain('delivered');
    const { carrier_fax_id: faxId } = await untilDelivery(house, second, { pages_confirmed: 3 });
    const job = await server.jobFile('doneq', faxId?.split('-')[0] ?? '');
    expect(job).toMatch(/^npages:3\ntotpages:3$/m);
    const made = decodeTiffPages(threePages).map(({ rows }) => inked(rows));
    const came = modem.pagesTo(to).map((page) => decodeStrip(reverseBits(page), shape).rows);
    // each below its header line; the cover sheet is none of them
    const pages = came.map(
      (rows) => made.findIndex((page) => Buffer.from(rows).includes(page)) + 1,
    );
    expect(pages).toEqual([1, 2, 0, 2, 3]);
  });

  it('waits with an order while the server is not there', async () => {
    await server.stop();
    const { deliveryId } = await house.order({ tiff, to: '+46313900802' });
    await expect
      .poll(() => factsOf(house, deliveryId), { timeout: 10_000 })
      .toContain('not-reached');
    await untilDelivery(house, deliveryId, { state: 'queued', intent_at: null, carrier: null });
  });
});
