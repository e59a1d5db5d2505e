import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createOpener } from '@kuvert/platform/vault/opener';
import type { IdentityPair } from '@kuvert/platform/vault/hybrid';
import { asId } from '@kuvert/shared/ids';

import { from, openHouse, otherNumber, type House } from './test-support/house.ts';
import { deliveryOf, factsOf, hurry, untilDelivery, untilWorkIsOver } from './test-support/rows.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse();
  await house.outbound();
});
afterAll(() => house.close());

interface Filed {
  readonly message_id: string;
  readonly department_id: string;
  readonly from_name: string;
}

const filedOf = async (deliveryId: string): Promise<Filed | undefined> =>
  (
    await house.database.sql<Filed>('select * from in_house where delivery_id = $1', [deliveryId])
  )[0];

const deliver = async (tiff?: Uint8Array): Promise<Filed & { readonly deliveryId: string }> => {
  const { deliveryId } = await house.order({ inHouse: true, ...(tiff ? { tiff } : {}) });
  await untilDelivery(house, deliveryId, { state: 'delivered' });
  const filed = await filedOf(deliveryId);
  if (!filed) throw new Error('nothing was filed');
  return { ...filed, deliveryId };
};

/** One document of a message, opened by one identity alone. */
const open = async (message: string, kind: string, { identity }: IdentityPair): Promise<string> => {
  const [row] = await house.database.sql<Record<string, string> & { header: Buffer }>(
    'select * from document where message_id = $1 and kind = $2',
    [message, kind],
  );
  if (!row) throw new Error('no such document');
  const facts = {
    payloadSize: Number(row['payload_size']),
    payloadSha256: row['payload_sha256'] ?? '',
    plainSize: Number(row['plain_size']),
    plainSha256: row['plain_sha256'] ?? '',
  };
  const name = asId<'object'>(row['object_name'] ?? '');
  const payload = await house.objects.get(name, facts.payloadSize);
  const opened = await createOpener().open({ header: row.header, payload, facts }, identity);
  return Buffer.from(opened).toString();
};

describe('an order to a department of this house', () => {
  it('becomes a message there at once, and no carrier hears of it', async () => {
    const calls = house.carrier.orders.faxes.length;
    const { message_id, department_id, from_name, deliveryId } = await deliver();
    expect([department_id, from_name]).toEqual([house.other.id, 'Hemsjukvården']);
    const [message] = await house.database.sql('select * from message where id = $1', [message_id]);
    expect(message).toMatchObject({
      carrier: 'in-house',
      from_number: from,
      to_number: otherNumber,
      state: 'available',
      pages: 1,
      carrier_copy: 'none',
    });
    expect(await factsOf(house, deliveryId)).toEqual(['preparing', 'filed']);
    expect(await deliveryOf(house, deliveryId)).toMatchObject({ carrier: null });
    expect(house.carrier.orders.faxes).toHaveLength(calls);
  });

  it('is sealed for that department and for recovery, as it was seen, and for nobody else', async () => {
    const { message_id } = await deliver(Buffer.from('II* as seen'));
    expect(await open(message_id, 'original', house.other)).toBe('II* as seen');
    expect(await open(message_id, 'pdf', house.other)).toBe('%PDF II* as seen');
    expect(await open(message_id, 'pdf', house.recovery)).toBe('%PDF II* as seen');
    for (const stranger of [house.department, house.outboundKey])
      await expect(open(message_id, 'pdf', stranger)).rejects.toMatchObject({
        code: 'document-damaged',
      });
  });

  it('stands in the timeline there with its sender, and in the audit trail of both', async () => {
    const { message_id, deliveryId } = await deliver();
    const timeline = await house.database.sql(
      'select kind, person_id, note from timeline where message_id = $1 order by kind desc',
      [message_id],
    );
    expect(timeline).toEqual([
      { kind: 'sent-here', person_id: house.personId, note: 'Hemsjukvården' },
      { kind: 'available', person_id: null, note: null },
    ]);
    const [{ order_id: order } = { order_id: '' }] = await house.database.sql<{ order_id: string }>(
      'select order_id from delivery where id = $1',
      [deliveryId],
    );
    const audited = await house.database.sql(
      'select action, department_id from audit where detail like $1 order by seq',
      [`sending ${order}%`],
    );
    expect(audited).toEqual([
      { action: 'in-house-delivered', department_id: house.departmentId },
      { action: 'message-available', department_id: house.other.id },
    ]);
  });

  it('is read by machine and compared there like what comes by fax', async () => {
    const { message_id } = await deliver();
    const work = await house.database.sql(
      `select service, kind from work where subject = $1 order by kind`,
      [message_id],
    );
    expect(work.map(({ kind }) => kind)).toEqual(['find-resends', 'recognise']);
  });

  it('stays here when it was taken back in time', async () => {
    const { deliveryId } = await house.order({ inHouse: true, dueIn: 3600 });
    await house.database.sql(`update delivery set state = 'cancelled' where id = $1`, [deliveryId]);
    await hurry(house, 'dispatch');
    await untilWorkIsOver(house, 'dispatch');
    expect(await filedOf(deliveryId)).toBeUndefined();
  });

  it('waits while the department has no key, and has failed after its deadline', async () => {
    await house.database.sql(`update department_key set retired_at = now() where id = $1`, [
      house.other.keyId,
    ]);
    try {
      const { deliveryId } = await house.order({ inHouse: true });
      await expect.poll(() => factsOf(house, deliveryId)).toContain('preparing');
      await house.database.sql(`update delivery set deadline = now() where id = $1`, [deliveryId]);
      await hurry(house, 'dispatch');
      await untilDelivery(house, deliveryId, { state: 'failed', cause: 'not-submitted' });
      expect(await filedOf(deliveryId)).toBeUndefined();
    } finally {
      await house.database.sql(`update department_key set retired_at = null where id = $1`, [
        house.other.keyId,
      ]);
    }
  });

  it('has failed for its document when that can not be opened', async () => {
    const { deliveryId, orderId } = await house.order({ inHouse: true, dueIn: 3600 });
    await house.database.sql(`update send_document set plain_sha256 = 'x' where order_id = $1`, [
      orderId,
    ]);
    await hurry(house, 'dispatch');
    const row = await untilDelivery(house, deliveryId, { state: 'failed' });
    expect(row.cause).toBe('conversion');
  });
});

describe('a house without any carrier', () => {
  let secure: House;
  beforeAll(async () => {
    secure = await openHouse();
    const none = { twilio: undefined, telnyx: undefined, sinch: undefined, hylafax: undefined };
    await secure.outbound({}, { carriers: { ...none, order: [], calls: new Map() } });
  });
  afterAll(() => secure.close());

  it('delivers within itself', async () => {
    const { deliveryId } = await secure.order({ inHouse: true });
    const { cause } = await untilDelivery(secure, deliveryId, { state: 'delivered' });
    expect(cause).toBeNull();
  });

  it('says of a fax at once that none goes from here', async () => {
    const { deliveryId } = await secure.order();
    await untilDelivery(secure, deliveryId, { state: 'failed', cause: 'no-carrier' });
    const deliveries = await secure.database.sql('select from delivery where attempt > 1');
    expect(deliveries).toEqual([]);
  });
});
