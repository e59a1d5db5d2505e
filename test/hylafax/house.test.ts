import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openHouse, type House } from '@kuvert/outbound/test-support/house';
import { factsOf, untilDelivery } from '@kuvert/outbound/test-support/rows';
import { createPageMaker } from '@kuvert/outbound/page-maker';
import { createFaxEngine, type FaxEngine } from '@kuvert/fax-document/engine';

import { startFaxServer, users, type FaxServer } from './fax-server.ts';
import { startScriptedModem, type ScriptedModem } from './scripted-modem.ts';

const key = 'what the fax host and the house share';

let house: House;
let server: FaxServer;
let modem: ScriptedModem;
let engine: FaxEngine;
let tiff: Uint8Array;

beforeAll(async () => {
  [house, modem] = await Promise.all([openHouse(), startScriptedModem()]);
  engine = createFaxEngine();
  const noticesTo = `${house.sending.origin}/callbacks/hylafax`;
  [server, { tiff }] = await Promise.all([
    startFaxServer({ noticesTo, key }),
    engine.toFax([Buffer.from('Hej!')], { resolution: 'fine' }),
  ]);
  await server.addModem(modem.port);
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
    { pages: createPageMaker(engine) },
    { carriers, submitMs: 5000, programPath: process.env['PATH'] },
  );
}, 60_000);

afterAll(async () => {
  await Promise.all([house?.close(), server?.stop(), modem?.stop(), engine?.close()]);
});

describe('the house with a HylaFAX server', () => {
  it('hands over, is told by the hook, and knows how many pages arrived', async () => {
    modem.setLines(() => ({ answers: 'fax', afterPages: ['confirm'] }));
    const { deliveryId } = await house.order({ tiff, to: '+46313900801' });
    await expect.poll(() => factsOf(house, deliveryId), { timeout: 30_000 }).toContain('delivered');
    const row = await untilDelivery(house, deliveryId, { state: 'delivered' });
    expect(row).toMatchObject({ carrier: 'hylafax', pages_confirmed: 1, media_read: 0 });
    expect(row.carrier_fax_id).toMatch(new RegExp(`^\\d+-${deliveryId}$`));
    expect(modem.dialled).toEqual(['+46313900801']);
    const [told] = await house.database.sql(
      `select source from delivery_fact where delivery_id = $1 and kind = 'delivered'`,
      [deliveryId],
    );
    expect(told).toEqual({ source: 'callback' });
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
