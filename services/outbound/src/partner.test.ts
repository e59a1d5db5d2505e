import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { toSealedFacts, type SealedFactsRow } from '@kuvert/platform/documents/document-rows';
import { newHybridIdentity, type IdentityPair } from '@kuvert/platform/vault/hybrid';
import { createOpener } from '@kuvert/platform/vault/opener';
import { asId } from '@kuvert/shared/ids';
import { ManyMessages, OneMessage } from '@kuvert/shared/partners/client-api';
import type { ReferralState } from '@kuvert/shared/referrals/states';
import { mustBeFhirR4 } from '@kuvert/testkit/fhir-r4';

import { openHouse, type House, type Ordered } from './test-support/house.ts';
import {
  names,
  partnerNumber,
  registerPartner,
  type FetchingPartner,
} from './test-support/partner.ts';
import { deliveryOf, factsOf, hurry, untilDelivery } from './test-support/rows.ts';

let house: House;
let partner: FetchingPartner;
let stranger: FetchingPartner;

beforeAll(async () => {
  house = await openHouse();
  const { origin = '' } = await house.outbound();
  partner = await registerPartner(house, origin);
  stranger = await registerPartner(house, origin, {
    name: 'Other',
    domain: '0203:other.example',
    number: '+46317009901',
  });
});
afterAll(() => house.close());

const reference = { root: '1.2.752.129.2.1.3.1', extension: '19121212-1212', label: 'Tolvan' };
const envelope = { label: 'Svar', recipientPersons: [], references: [reference] };

const order = (options: Parameters<House['order']>[0] = {}): Promise<Ordered> =>
  house.order({ to: partnerNumber, toFunction: { id: partner.functionId, envelope }, ...options });

const offer = async (options: Parameters<House['order']>[0] = {}): Promise<Ordered> => {
  const ordered = await order(options);
  await untilDelivery(house, ordered.deliveryId, { state: 'accepted', carrier: 'gateway' });
  return ordered;
};

const listed = async (who: FetchingPartner, filter = ''): Promise<readonly string[]> => {
  const { body } = await who.call('GET', filter);
  return ManyMessages.parse(body).data.map(({ id }) => id);
};

/** A message that the partner sent, as ingest files it; its id there. */
const received = async (): Promise<{ readonly message: string; readonly theirs: string }> => {
  const [message, theirs] = [randomUUID(), randomUUID()];
  await house.database.sql(
    `insert into message (id, department_id, carrier, from_number, to_number, received_at, available_at, state, pages,
       damaged_lines, missing_lines, blank_pages, ended_early, carrier_copy)
     values ($1, $2, 'gateway', $3, $4, now(), now(), 'available', 1, 0, 0, '{}', false, 'none')`,
    [message, house.departmentId, partnerNumber, names.department],
  );
  await house.database.sql(
    `insert into partner_message (message_id, department_id, partner_id, function_id, partner_name, function_name,
       partner_message_id, conversation_id, confidential, department_address)
     values ($1, $2, $3, $4, 'V', 'R', $5, $5, true, $6)`,
    [message, house.departmentId, partner.id, partner.functionId, theirs, names.department],
  );
  await house.database.sql(
    `insert into partner_receipt (partner_id, partner_message_id, content_sha256, message_id, conversation_id,
       confidential, function_id, organisation, department_address, accepted_at)
     values ($1, $2, 'x', $3, $2, true, $4, $5, $6, now())`,
    [partner.id, theirs, message, partner.functionId, names.organisation, names.department],
  );
  return { message, theirs };
};

describe('an order to a function of a partner', () => {
  it('lies ready for the partner, and no carrier hears of it', async () => {
    const calls = house.carrier.orders.faxes.length;
    const { deliveryId } = await offer();
    expect(await listed(partner, '?filter[messageStatus]=NEW')).toContain(deliveryId);
    expect(await factsOf(house, deliveryId)).toEqual(['preparing', 'accepted']);
    expect(house.carrier.orders.faxes).toHaveLength(calls);
  });

  it('is fetched whole, with its envelope, in the conversation that it answers', async () => {
    const { message, theirs } = await received();
    const { deliveryId } = await offer({ replyTo: message, tiff: Buffer.from('II* as seen') });
    const { body } = await partner.call('GET', `/${deliveryId}`);
    const { attributes } = OneMessage.parse(body).data;
    expect(attributes).toMatchObject({
      messageStatus: 'NEW',
      messageId: deliveryId,
      conversationId: theirs,
      refToMessageId: theirs,
      label: 'Svar',
      sender: names.organisation,
      recipient: names.partner,
      senderAttention: { subOrganization: { extension: names.department } },
      recipientAttention: {
        subOrganization: { extension: names.function },
        referenceId: [reference],
      },
    });
    const content = attributes.digitalDocument?.[0]?.contentFiles?.[0]?.content ?? '';
    expect(Buffer.from(content, 'base64').toString()).toBe('%PDF II* as seen');
  });

  it('that Kuvert wrote to remind of a referral is fetched in the conversation of that one', async () => {
    const { message, theirs } = await received();
    const { deliveryId } = await offer({ replyTo: message, reminds: 'not-answered' });
    const { attributes } = OneMessage.parse(
      (await partner.call('GET', `/${deliveryId}`)).body,
    ).data;
    expect(attributes).toMatchObject({ conversationId: theirs, refToMessageId: theirs });
    expect((await partner.call('DELETE', `/${deliveryId}`)).status).toBe(202);
    expect(await deliveryOf(house, deliveryId)).toMatchObject({ state: 'delivered' });
  });

  it('is fetched as a FHIR message by whoever asks for that, true to the definitions of R4', async () => {
    const { message, theirs } = await received();
    const { deliveryId } = await offer({ replyTo: message, tiff: Buffer.from('II* as seen') });
    const { body } = await partner.call('GET', `/${deliveryId}`, 'application/fhir+json');
    mustBeFhirR4(body);
    const resources: object[] = Object(body).entry.map(
      ({ resource }: { resource: object }) => resource,
    );
    expect(resources).toMatchObject([
      {
        resourceType: 'MessageHeader',
        id: deliveryId,
        destination: [{ endpoint: names.function }],
      },
      {
        resourceType: 'Communication',
        topic: { text: 'Svar' },
        partOf: [{ identifier: { value: `urn:uuid:${theirs}` } }],
        inResponseTo: [{ identifier: { value: `urn:uuid:${theirs}` } }],
        subject: {
          identifier: { system: 'urn:oid:1.2.752.129.2.1.3.1', value: '19121212-1212' },
          display: 'Tolvan',
        },
      },
      { resourceType: 'Organization' },
      { resourceType: 'Organization', name: 'Remissmottagningen' },
      { resourceType: 'DocumentReference' },
      { data: Buffer.from('%PDF II* as seen').toString('base64') },
    ]);
    expect((await partner.call('DELETE', `/${deliveryId}`)).status).toBe(202);
  });

  it('has arrived when the partner, having fetched it, deletes it; and is there no more', async () => {
    const { deliveryId } = await offer();
    await partner.call('GET', `/${deliveryId}`);
    expect(await deliveryOf(house, deliveryId)).toMatchObject({ state: 'accepted' });
    expect((await partner.call('DELETE', `/${deliveryId}`)).status).toBe(202);
    expect(await deliveryOf(house, deliveryId)).toMatchObject({ state: 'delivered' });
    expect(await listed(partner)).not.toContain(deliveryId);
    expect((await partner.call('DELETE', `/${deliveryId}`)).status).toBe(404);
    expect((await partner.call('GET', `/${deliveryId}`)).status).toBe(404);
  });

  it('is not deleted before it was fetched: it would be lost', async () => {
    const { deliveryId } = await offer();
    expect(await partner.call('DELETE', `/${deliveryId}`)).toMatchObject({
      status: 400,
      body: { eventIssues: [{ typeCode: 'MESSAGE_EXCHANGE_ERROR', detail: 'not fetched' }] },
    });
    expect(await listed(partner)).toContain(deliveryId);
  });

  it('of which a fetch broke off lies there still, whole, under the same id', async () => {
    const { deliveryId } = await offer({ tiff: Buffer.alloc(4_000_000) });
    await partner.cut(`/${deliveryId}`);
    expect(await listed(partner)).toContain(deliveryId);
    expect(await deliveryOf(house, deliveryId)).toMatchObject({ state: 'accepted' });
    const { body } = await partner.call('GET', `/${deliveryId}`);
    const [document] = OneMessage.parse(body).data.attributes.digitalDocument ?? [];
    const content = document?.contentFiles?.[0]?.content ?? '';
    expect(Buffer.from(content, 'base64')).toHaveLength(4_000_005);
  });

  it('is neither seen, fetched nor deleted by another partner', async () => {
    const { deliveryId } = await offer();
    expect(await listed(stranger)).toEqual([]);
    for (const method of ['GET', 'DELETE'] as const)
      expect((await stranger.call(method, `/${deliveryId}`)).status).toBe(404);
  });

  it('that nobody has taken by its deadline is unknown, lies there still, and may be taken late', async () => {
    const { deliveryId } = await offer();
    await house.database.sql('update delivery set deadline = now() where id = $1', [deliveryId]);
    await hurry(house, 'dispatch');
    await untilDelivery(house, deliveryId, { state: 'unknown', unknown_reason: 'never-told' });
    await partner.call('GET', `/${deliveryId}`);
    await partner.call('DELETE', `/${deliveryId}`);
    expect(await deliveryOf(house, deliveryId)).toMatchObject({ state: 'delivered' });
  });

  it('stays here when it was taken back in time', async () => {
    const { deliveryId } = await order({ dueIn: 3600 });
    await house.database.sql(`update delivery set state = 'cancelled' where id = $1`, [deliveryId]);
    await hurry(house, 'dispatch');
    expect(await listed(partner)).not.toContain(deliveryId);
  });

  it('lies ready beside others to the same function: it is no call', async () => {
    const [one, other] = [await offer(), await offer()];
    expect(await listed(partner)).toEqual(
      expect.arrayContaining([one.deliveryId, other.deliveryId]),
    );
  });

  it('waits while partners have no name for the department, and has failed after its deadline', async () => {
    await house.database.sql(`update department_address set department_id = $1`, [house.other.id]);
    try {
      const { deliveryId } = await order();
      await expect.poll(() => factsOf(house, deliveryId)).toContain('preparing');
      await house.database.sql(`update delivery set deadline = now() where id = $1`, [deliveryId]);
      await hurry(house, 'dispatch');
      await untilDelivery(house, deliveryId, { state: 'failed', cause: 'not-submitted' });
      expect(await listed(partner)).not.toContain(deliveryId);
    } finally {
      await house.database.sql(`update department_address set department_id = $1`, [
        house.departmentId,
      ]);
    }
  });
});

describe('an order to a function whose people come to the room', () => {
  const toRoom = async (options: Parameters<House['order']>[0] = {}): Promise<Ordered> =>
    order({ toFunction: { id: partner.functionId, envelope, channel: 'room' }, ...options });
  let key: IdentityPair;

  beforeAll(async () => {
    key = await newHybridIdentity();
    await house.database.sql('insert into room_key values ($1, $2, $3, now())', [
      randomUUID(),
      partner.functionId,
      key.recipient,
    ]);
  });

  it('lies there at once, in the conversation that it answers, and no carrier hears of it', async () => {
    const calls = house.carrier.orders.faxes.length;
    const { message, theirs } = await received();
    const { deliveryId } = await toRoom({ replyTo: message });
    await untilDelivery(house, deliveryId, { state: 'delivered', carrier: null });
    expect(await factsOf(house, deliveryId)).toEqual(['preparing', 'filed']);
    expect(
      await house.database.sql(
        `select function_id, conversation_id, ref_to_message_id, pages, opened_at from room_message where id = $1`,
        [deliveryId],
      ),
    ).toEqual([
      {
        function_id: partner.functionId,
        conversation_id: theirs,
        ref_to_message_id: theirs,
        pages: 1,
        opened_at: null,
      },
    ]);
    expect(house.carrier.orders.faxes).toHaveLength(calls);
  });

  it('is told apart from what Kuvert wrote itself, which answers nothing there', async () => {
    const { message } = await received();
    const ordered = [await toRoom(), await toRoom({ replyTo: message, reminds: 'not-answered' })];
    const isOfItself = async ({ deliveryId }: Ordered) => {
      await untilDelivery(house, deliveryId, { state: 'delivered' });
      const rows = await house.database.sql('select of_itself from room_message where id = $1', [
        deliveryId,
      ]);
      return rows;
    };
    expect(await Promise.all(ordered.map(isOfItself))).toEqual([
      [{ of_itself: false }],
      [{ of_itself: true }],
    ]);
  });

  it('is sealed for the function and for recovery, as it was seen, and for nobody else', async () => {
    const { deliveryId } = await toRoom({ tiff: Buffer.from('II* as seen') });
    await untilDelivery(house, deliveryId, { state: 'delivered' });
    for (const { identity } of [key, house.recovery])
      expect(await openedBy(identity, deliveryId)).toBe('%PDF II* as seen');
    for (const { identity } of [house.department, house.outboundKey])
      await expect(openedBy(identity, deliveryId)).rejects.toMatchObject({
        code: 'document-damaged',
      });
  });

  it('is sealed for the key that the function has by then', async () => {
    const next = await newHybridIdentity();
    await house.database.sql('update room_key set retired_at = now() where function_id = $1', [
      partner.functionId,
    ]);
    await house.database.sql('insert into room_key values ($1, $2, $3, now())', [
      randomUUID(),
      partner.functionId,
      next.recipient,
    ]);
    const { deliveryId } = await toRoom({ tiff: Buffer.from('II* as seen') });
    await untilDelivery(house, deliveryId, { state: 'delivered' });
    expect(await openedBy(next.identity, deliveryId)).toBe('%PDF II* as seen');
  });

  it('is laid there once, and not at all when it was taken back in time', async () => {
    const { deliveryId: there } = await toRoom();
    await untilDelivery(house, there, { state: 'delivered' });
    const { deliveryId: takenBack } = await toRoom({ dueIn: 3600 });
    await house.database.sql(`update delivery set state = 'cancelled' where id = $1`, [takenBack]);
    for (const id of [there, takenBack])
      expect(await house.database.sql('select deliver_to_room($1, 1, now()) as key', [id])).toEqual(
        [{ key: null }],
      );
  });

  it('is not called delivered by the database before it lies there', async () => {
    const { deliveryId } = await toRoom({ dueIn: 3600 });
    await expect(
      house.database.sql(`update delivery set state = 'delivered' where id = $1`, [deliveryId]),
    ).rejects.toMatchObject({ code: '23514' });
  });

  const openedBy = async (
    identity: IdentityPair['identity'],
    deliveryId: string,
  ): Promise<string> => {
    const [row] = await house.database.sql<
      Record<keyof SealedFactsRow, string> & { header: Uint8Array; object_name: string }
    >('select * from room_document where room_message_id = $1', [deliveryId]);
    if (!row) throw new Error('no such document');
    const facts = toSealedFacts({
      payload_size: Number(row.payload_size),
      payload_sha256: row.payload_sha256,
      plain_size: Number(row.plain_size),
      plain_sha256: row.plain_sha256,
    });
    const payload = await house.objects.get(asId<'object'>(row.object_name), facts.payloadSize);
    const sealed = { header: row.header, payload, facts };
    return Buffer.from(await createOpener().open(sealed, identity)).toString();
  };
});

describe('what a partner sent', () => {
  it('is told of as accepted, never as read, until the partner deletes it', async () => {
    const { theirs } = await received();
    expect(await listed(partner, '?filter[messageStatus]=ACCEPTED')).toContain(theirs);
    const { body } = await partner.call('GET', `/${theirs}`);
    expect(OneMessage.parse(body).data.attributes.messageStatus).toBe('ACCEPTED');
    expect((await partner.call('DELETE', `/${theirs}`)).status).toBe(202);
    expect(await listed(partner)).not.toContain(theirs);
    expect((await partner.call('GET', `/${theirs}`)).status).toBe(404);
  });

  it('is another partner’s business to nobody', async () => {
    const { theirs } = await received();
    expect(await listed(stranger)).toEqual([]);
    expect((await stranger.call('DELETE', `/${theirs}`)).status).toBe(404);
  });
});

describe('a referral of a partner', () => {
  const referred = async (answerBy: string | null = null) => {
    const { message, theirs } = await received();
    await house.database.sql(
      `insert into referral (message_id, department_id, answer_by, marked_at, changed_at) values ($1, $2, $3, now(), now())`,
      [message, house.departmentId, answerBy],
    );
    return { message, theirs };
  };
  const becomes = (message: string, state: ReferralState) =>
    house.database.sql('update referral set state = $2, changed_at = now() where message_id = $1', [
      message,
      state,
    ]);
  const taskOf = async (theirs: string) => {
    const { body } = await partner.fhir(`/Task/${theirs}`);
    mustBeFhirR4(body);
    return body;
  };
  /** Ids of Tasks, and where the next ones are. */
  const tasks = async (who: FetchingPartner, query = '') => {
    const { body } = await who.fhir(`/Task${query}`);
    mustBeFhirR4(body);
    const { entry = [], link } = Object(body);
    return {
      ids: entry.map(({ resource }: { resource: { id: string } }) => resource.id),
      next: link.find(({ relation }: { relation: string }) => relation === 'next')?.url,
    };
  };

  it('is a FHIR Task under the id of its message, with the day by which an answer is wanted', async () => {
    const { theirs } = await referred('2027-01-07');
    expect(await taskOf(theirs)).toMatchObject({
      resourceType: 'Task',
      id: theirs,
      status: 'received',
      businessStatus: { coding: [{ code: 'received' }] },
      intent: 'order',
      focus: { identifier: { value: `urn:uuid:${theirs}` } },
      owner: { identifier: { value: names.department } },
      restriction: { period: { end: '2027-01-07' } },
    });
  });

  it.each([
    ['accepted', 'accepted', undefined],
    ['on-hold', 'on-hold', 'completion-asked'],
    ['rejected', 'rejected', 'see-reply'],
    ['answered', 'completed', undefined],
  ] as const)(
    'that is %s has the status %s, and says why in no word of anybody',
    async (state, status, reason) => {
      const { message, theirs } = await referred();
      await becomes(message, state);
      const task = Object(await taskOf(theirs));
      expect([task.status, task.businessStatus.coding[0].code]).toEqual([status, state]);
      expect(task.statusReason?.coding[0].code).toBe(reason);
    },
  );

  it('that went on is told as forwarded with its new department, and then as that one has it', async () => {
    const { message, theirs } = await referred();
    const { message: there } = await received();
    await house.database.sql(
      `update partner_message set partner_message_id = $2, department_id = $3 where message_id = $1`,
      [there, theirs, house.other.id],
    );
    await house.database.sql(
      `insert into forwarding (message_id, department_id, from_id, from_department, from_name, to_name, person_id, at)
       select $1, $2, $3, $4, 'A', 'B', id, now() from person limit 1`,
      [there, house.other.id, message, house.departmentId],
    );
    await house.database.sql(
      `insert into referral (message_id, department_id, marked_at, changed_at) values ($1, $2, now(), now())`,
      [there, house.other.id],
    );
    await becomes(message, 'forwarded');
    expect(await taskOf(theirs)).toMatchObject({
      status: 'received',
      businessStatus: { coding: [{ code: 'forwarded' }] },
    });
    await becomes(there, 'accepted');
    expect(await taskOf(theirs)).toMatchObject({
      status: 'accepted',
      businessStatus: { coding: [{ code: 'accepted' }] },
    });
  });

  it('is listed with the partner’s others, the longest unchanged first, from a time on', async () => {
    const [one, other] = [await referred(), await referred()];
    const changed = new Date(Date.now() + 60_000);
    await house.database.sql('update referral set changed_at = $2 where message_id = $1', [
      one.message,
      changed,
    ]);
    const { ids } = await tasks(partner);
    expect(ids.indexOf(other.theirs)).toBeLessThan(ids.indexOf(one.theirs));
    expect(await tasks(partner, `?_lastUpdated=ge${changed.toISOString()}`)).toEqual({
      ids: [one.theirs],
      next: undefined,
    });
  });

  it('is seen by no other partner, and nothing is asked that this doesn’t answer', async () => {
    const { theirs } = await referred();
    const { ids } = await tasks(stranger);
    const { status, body } = await stranger.fhir(`/Task/${theirs}`);
    mustBeFhirR4(body);
    expect([ids, status, Object(body).resourceType]).toEqual([[], 404, 'OperationOutcome']);
    const { status: asked, body: outcome } = await partner.fhir('/Task?status=accepted');
    mustBeFhirR4(outcome);
    expect(asked).toBe(400);
  });
});

describe('who asks', () => {
  it('without a token, or after the partner was switched off, is told nothing', async () => {
    await house.database.sql('update partner set off_at = now() where id = $1', [stranger.id]);
    expect((await stranger.call('GET', '')).status).toBe(401);
  });

  it('for a filter that there is not, is told so', async () => {
    expect((await partner.call('GET', '?filter[label]=x')).status).toBe(400);
  });
});

describe('the database refuses', () => {
  it('to call delivered what the partner has not taken', async () => {
    const { deliveryId } = await offer();
    await expect(
      house.database.sql(`update delivery set state = 'delivered' where id = $1`, [deliveryId]),
    ).rejects.toMatchObject({ code: '23514' });
  });

  it('to hand to a carrier what is for a partner', async () => {
    const { deliveryId } = await order({ dueIn: 3600 });
    await house.database.sql(`update delivery set state = 'preparing' where id = $1`, [deliveryId]);
    await expect(
      house.database.sql(
        `update delivery set state = 'submitting', carrier = 'c', intent_at = now() where id = $1`,
        [deliveryId],
      ),
    ).rejects.toMatchObject({ code: '23514' });
  });
});
