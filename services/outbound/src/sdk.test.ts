import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { SentAttributes } from '@kuvert/shared/partners/client-api';
import { accepted, rejected } from '@kuvert/shared/partners/reasons';
import {
  InvalidMessageError,
  MessageServiceError,
  type MessageService,
  type SendOutcome,
} from '@kuvert/shared/ports/message-service';
import { createMemoryMessageService } from '@kuvert/testkit/memory-message-service';
import { watchMessageService } from '@kuvert/testkit/watched-message-service';

import { openHouse, type House, type Ordered } from './test-support/house.ts';
import {
  names,
  partnerNumber,
  registerPartner,
  type FetchingPartner,
} from './test-support/partner.ts';
import {
  deliveryOf,
  factsOf,
  hurry,
  untilDelivery,
  type DeliveryRow,
} from './test-support/rows.ts';

let house: House;
let partner: FetchingPartner;
const memory = createMemoryMessageService();
const watch = watchMessageService(memory);

beforeAll(async () => {
  house = await openHouse();
  const { origin = '' } = await house.outbound({ messageService: { ...watch.service, send } });
  partner = await registerPartner(house, origin);
  await house.database.sql('update partner_function set sdk_address = address');
});
beforeEach(() => {
  watch.onAsked = () => undefined;
  answer = undefined;
});
afterAll(() => house.close());

const reference = { root: '1.2.752.129.2.1.3.1', extension: '19121212-1212', label: 'Tolvan' };
const envelope = { label: 'Svar', recipientPersons: [], references: [reference] };
/** What was sent, in the order of coming. */
const sent: SentAttributes[] = [];
/** Of the next message that is sent, in place of the service's. */
let answer: SendOutcome | undefined;
const send: MessageService['send'] = async (message) => {
  sent.push(message.data.attributes);
  return answer ?? watch.service.send(message);
};
const away = new MessageServiceError('message-service-unavailable');

const order = (options: Parameters<House['order']>[0] = {}): Promise<Ordered> =>
  house.order({
    to: partnerNumber,
    toFunction: { id: partner.functionId, envelope, channel: 'sdk' },
    ...options,
  });

/** Lets what waits begin now until the delivery looks like that. */
const until = async (id: string, expected: Partial<DeliveryRow>): Promise<void> => {
  await expect
    .poll(async () => {
      await hurry(house, 'dispatch');
      return deliveryOf(house, id);
    })
    .toMatchObject(expected);
};

const sendOne = async (options: Parameters<House['order']>[0] = {}): Promise<string> => {
  const { deliveryId } = await order(options);
  await untilDelivery(house, deliveryId, { state: 'accepted', carrier: 'sdk' });
  return deliveryId;
};

const timesSent = (id: string): number => sent.filter(({ messageId }) => messageId === id).length;

const untilCleared = (id: string): Promise<void> =>
  expect
    .poll(async () => {
      await hurry(house, 'dispatch');
      return memory.held.has(id);
    })
    .toBe(false);

describe('an order to a function that is reached by SDK', () => {
  it('is handed over whole, with its envelope, under the id of its delivery', async () => {
    const id = await sendOne({ tiff: Buffer.from('II* as seen') });
    const [attributes] = sent.filter(({ messageId }) => messageId === id);
    expect(attributes).toMatchObject({
      messageId: id,
      conversationId: id,
      confidentiality: true,
      label: 'Svar',
      sender: names.organisation,
      recipient: names.partner,
      senderAttention: { subOrganization: { extension: names.department } },
      recipientAttention: {
        subOrganization: { extension: names.function },
        referenceId: [reference],
      },
    });
    const content = attributes?.digitalDocument[0]?.contentFiles?.[0]?.content ?? '';
    expect(Buffer.from(content, 'base64').toString()).toBe('%PDF II* as seen');
    expect(await factsOf(house, id)).toEqual(['preparing', 'submitting', 'accepted']);
  });

  it('has arrived when the other system accepted it, and is deleted at the service only then', async () => {
    const id = await sendOne();
    await hurry(house, 'dispatch');
    expect(await deliveryOf(house, id)).toMatchObject({ state: 'accepted' });
    memory.giveReceipt(id, accepted);
    await until(id, { state: 'delivered' });
    await untilCleared(id);
    expect(timesSent(id)).toBe(1);
  });

  it('that the other system rejected has failed, for the reason that it gave', async () => {
    const id = await sendOne();
    memory.giveReceipt(id, rejected('BV', 'not-found'));
    await until(id, { state: 'failed', cause: 'rejected-address' });
    await untilCleared(id);
    expect(timesSent(id)).toBe(1);
  });

  it('that the message service refuses has failed at once', async () => {
    answer = { kind: 'refused', refusals: [rejected('BV', 'not-found')] };
    const { deliveryId } = await order();
    await untilDelivery(house, deliveryId, { state: 'failed', cause: 'rejected-address' });
    expect(await factsOf(house, deliveryId)).toEqual(['preparing', 'submitting', 'failed']);
  });

  it.each([
    [{ code: 'SV', reason: 'structure' }, 'message-invalid'],
    [{ code: 'BV', reason: 'invariant' }, 'message-invalid'],
    [{ code: 'BV', reason: 'too-long' }, 'rejected-size'],
  ] as const)(
    'that breaks %o has failed for that before it left, once and for all',
    async (why, cause) => {
      answer = { kind: 'invalid', error: new InvalidMessageError(why, 'label') };
      const { deliveryId } = await order();
      await untilDelivery(house, deliveryId, { state: 'failed', cause });
      expect(await factsOf(house, deliveryId)).toEqual(['preparing', 'submitting', 'failed']);
      const [told] = await house.database.sql(
        "select evidence from delivery_fact where delivery_id = $1 and kind = 'failed'",
        [deliveryId],
      );
      expect(told).toEqual({ evidence: { reason: `${why.code} ${why.reason}`, at: 'label' } });
      await hurry(house, 'dispatch');
      expect([timesSent(deliveryId), memory.held.has(deliveryId)]).toEqual([1, false]);
    },
  );

  it('that the message service gave up without a receipt is unknown, for a person', async () => {
    const id = await sendOne();
    memory.show(id, 'MESSAGE_EXCHANGE_ERROR');
    await until(id, { state: 'unknown', unknown_reason: 'exchange-error' });
    await untilCleared(id);
    expect(await deliveryOf(house, id)).toMatchObject({ state: 'unknown' });
  });

  it('whose answer was lost is looked for by its id, and not sent again when it is there', async () => {
    memory.faults.push({ on: 'send', error: away, done: true });
    const { deliveryId: id } = await order();
    await until(id, { state: 'accepted' });
    expect(timesSent(id)).toBe(1);
  });

  it('whose answer was lost on the way there is sent again, the same under the same id', async () => {
    memory.faults.push({ on: 'send', error: away, done: false });
    const { deliveryId: id } = await order();
    await until(id, { state: 'accepted' });
    const both = sent.filter(({ messageId }) => messageId === id);
    expect([both.length, both[1]]).toEqual([2, both[0]]);
  });

  it('waits in the queue while the message service is away, and goes when it is there again', async () => {
    answer = { kind: 'not-taken', error: away };
    const { deliveryId: id } = await order();
    await expect.poll(() => factsOf(house, id)).toContain('not-reached');
    expect(await deliveryOf(house, id)).toMatchObject({ state: 'queued', carrier: null });
    answer = undefined;
    await until(id, { state: 'accepted' });
  });

  it('without a receipt by its deadline is unknown; a late one resolves it', async () => {
    const id = await sendOne();
    await house.database.sql('update delivery set deadline = now() where id = $1', [id]);
    await until(id, { state: 'unknown', unknown_reason: 'never-told' });
    expect(memory.held.has(id)).toBe(true);
    memory.giveReceipt(id, accepted);
    await until(id, { state: 'delivered' });
    await untilCleared(id);
  });

  it('is followed on when the message service was away', async () => {
    const id = await sendOne();
    memory.giveReceipt(id, accepted);
    watch.onAsked = ({ act }) => {
      if (act !== 'send') throw away;
    };
    await hurry(house, 'dispatch');
    watch.onAsked = () => undefined;
    await until(id, { state: 'delivered' });
    expect(timesSent(id)).toBe(1);
  });

  it('is neither seen nor fetched at the gateway, though the partner has both', async () => {
    const id = await sendOne();
    const { body } = await partner.call('GET', '');
    expect(JSON.stringify(body)).not.toContain(id);
    expect((await partner.call('GET', `/${id}`)).status).toBe(404);
    expect((await partner.call('DELETE', `/${id}`)).status).toBe(404);
  });
});

describe('the database refuses', () => {
  it('to hand to a carrier what goes by SDK', async () => {
    const { deliveryId } = await order({ dueIn: 3600 });
    await house.database.sql(`update delivery set state = 'preparing' where id = $1`, [deliveryId]);
    await expect(
      house.database.sql(
        `update delivery set state = 'submitting', carrier = 'c', intent_at = now() where id = $1`,
        [deliveryId],
      ),
    ).rejects.toMatchObject({ code: '23514' });
  });

  it('to hand over by SDK what was not addressed', async () => {
    const { deliveryId } = await order({ dueIn: 3600 });
    await house.database.sql(`update delivery set state = 'preparing' where id = $1`, [deliveryId]);
    await expect(
      house.database.sql(
        `update delivery set state = 'submitting', carrier = 'sdk', intent_at = now() where id = $1`,
        [deliveryId],
      ),
    ).rejects.toMatchObject({ code: '23514' });
  });
});
