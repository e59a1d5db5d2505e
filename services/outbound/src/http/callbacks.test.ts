import { randomUUID } from 'node:crypto';

import supertest from 'supertest';
import twilio from 'twilio';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Outbound } from '../container.ts';
import { openHouse, type House, type Ordered } from '../test-support/house.ts';
import { deliveryOf, factsOf, untilDelivery } from '../test-support/rows.ts';

let house: House;
let outbound: Outbound;
let ordered: Ordered;
let faxId: string;
let number = 10;

beforeAll(async () => {
  house = await openHouse();
  outbound = await house.outbound();
  house.carrier.orders.setTelling('never');
});
afterAll(() => house.close());
beforeEach(async () => {
  // one of its own, since an earlier one's line may be held
  ordered = await house.order({ to: `+463139006${number++}` });
  const row = await untilDelivery(house, ordered.deliveryId, { state: 'accepted' });
  faxId = row.carrier_fax_id ?? '';
  await house.carrier.orders.settled();
});

const fieldsOf = (status: string, some: Readonly<Record<string, string>> = {}) => ({
  AccountSid: 'account-1',
  FaxSid: faxId,
  FaxStatus: status,
  ErrorCode: '',
  NumPages: '',
  ...some,
});

const tell = async (
  fields: Record<string, string>,
  { path = `/callbacks/signalwire/${ordered.deliveryId}`, key = 'signing-key' } = {},
): Promise<[number, unknown]> => {
  const signature = twilio.getExpectedTwilioSignature(key, house.sending.origin + path, fields);
  const { status, body } = await supertest(outbound.origin ?? '')
    .post(path)
    .type('form')
    .set('x-signalwire-signature', signature)
    .send(fields);
  return [status, body.code];
};

describe('a callback', () => {
  it('moves the delivery in its path', async () => {
    expect(await tell(fieldsOf('delivered', { NumPages: '3' }))).toEqual([200, undefined]);
    expect(await deliveryOf(house, ordered.deliveryId)).toMatchObject({
      state: 'delivered',
      pages_confirmed: 3,
    });
  });

  it('changes nothing when it is replayed, or comes late', async () => {
    await tell(fieldsOf('busy'));
    await tell(fieldsOf('busy'));
    await tell(fieldsOf('sending'));
    await tell(fieldsOf('delivered'));
    expect(await deliveryOf(house, ordered.deliveryId)).toMatchObject({
      state: 'failed',
      cause: 'busy',
    });
    const facts = await factsOf(house, ordered.deliveryId);
    expect(facts.slice(facts.indexOf('failed'))).toEqual(['failed', '(dialling)', '(delivered)']);
  });

  it('that is forged is refused, and nothing of it kept', async () => {
    const before = await factsOf(house, ordered.deliveryId);
    expect(await tell(fieldsOf('delivered'), { key: 'another' })).toEqual([403, 'signature-wrong']);
    const { status } = await supertest(outbound.origin ?? '')
      .post(`/callbacks/signalwire/${ordered.deliveryId}`)
      .type('form')
      .send(fieldsOf('delivered'));
    expect(status).toBe(403);
    expect(await factsOf(house, ordered.deliveryId)).toEqual(before);
  });

  it('for a delivery that is not there is answered so', async () => {
    const path = `/callbacks/signalwire/${randomUUID()}`;
    expect(await tell(fieldsOf('delivered'), { path })).toEqual([404, 'not-found']);
    expect(await tell(fieldsOf('delivered'), { path: '/callbacks/signalwire/x' })).toEqual([
      404,
      'not-found',
    ]);
  });

  it('of a carrier that is not ours leads nowhere', async () => {
    const path = `/callbacks/telnyx/${ordered.deliveryId}`;
    expect(await tell(fieldsOf('delivered'), { path })).toEqual([404, 'path-unknown']);
  });

  it('about another fax than this delivery’s is kept as evidence and moves nothing', async () => {
    const other = { FaxSid: 'another-fax' };
    expect(await tell(fieldsOf('delivered', other))).toEqual([200, undefined]);
    expect((await deliveryOf(house, ordered.deliveryId)).state).toBe('accepted');
    expect(await factsOf(house, ordered.deliveryId)).toContain('(delivered)');
  });

  it('that is larger than a callback can be is not read', async () => {
    const [status] = await tell(fieldsOf('delivered', { Filler: 'x'.repeat(70_000) }));
    expect(status).toBe(413);
  });
});
