import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ACTIVE_PDFS } from '@kuvert/fax-document/testing/active-pdfs';
import { functionAttention } from '@kuvert/platform/partners/own-message';
import { openText } from '@kuvert/platform/vault/sealed-text';
import type { SentMessage } from '@kuvert/shared/partners/client-api';
import { MessageServiceError } from '@kuvert/shared/ports/message-service';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';
import { createMemoryMessageService } from '@kuvert/testkit/memory-message-service';
import { watchMessageService, type Asked } from '@kuvert/testkit/watched-message-service';

import { openHouse, type House } from './test-support/house.ts';
import { correspondence, pdfFile, sentMessage } from './test-support/partner-message.ts';
import { functionNumber, registerPartner, type RegisteredPartner } from './test-support/partner.ts';
import { counts } from './test-support/rows.ts';

let house: House;
let partner: RegisteredPartner;
const pdf = ACTIVE_PDFS[0]?.pdf ?? Buffer.alloc(0);
const clock = createFixedClock();
const memory = createMemoryMessageService(clock);
const watch = watchMessageService(memory);

beforeAll(async () => {
  house = await openHouse();
  const ingest = await house.ingest({ messageService: watch.service, clock });
  partner = await registerPartner(house, ingest.origin);
  await house.database.sql('update partner_function set sdk_address = address, address = null');
});
beforeEach(async () => {
  watch.onAsked = () => undefined;
  for (const id of memory.held.keys()) await memory.remove(id);
  await house.database.sql('delete from sdk_held');
});
afterAll(() => house.close());

const message = (changes: Readonly<Record<string, unknown>> = {}) => sentMessage(changes, pdf);

/** It comes to the message service, for us; its id. */
const deliver = (sent: SentMessage): string => {
  memory.deliver(sent);
  return sent.data.attributes.messageId;
};

const asked = (act: Asked['act'], id?: string): number =>
  watch.asked.filter((each) => each.act === act && each.id === id).length;

/** Lets the message service be asked now, and waits until what it has was dealt with. */
const poll = async (): Promise<void> => {
  const before = asked('list');
  await expect
    .poll(async () => {
      const isFree = `kind = 'poll-sdk' and (leased_until is null or leased_until < now())`;
      if (asked('list') === before)
        await house.database.sql(`update work set due_at = now() where ${isFree}`);
      const free = await house.database.sql(`select from work where ${isFree}`);
      return free.length === 1 && asked('list') > before;
    })
    .toBe(true);
};

const filed = (theirs: string) =>
  house.database.sql<Record<string, unknown> & { details: Uint8Array }>(
    `select m.carrier, m.from_number, m.to_number, m.state, q.*
       from partner_message q join message m on m.id = q.message_id where q.partner_message_id = $1`,
    [theirs],
  );

const held = () => house.database.sql('select message_id, code, field, tries from sdk_held');

describe("a message at SDK's message service", () => {
  it('becomes a message in the mailbox of its department, and is deleted there', async () => {
    const id = deliver(message());
    await poll();
    const [row] = await filed(id);
    expect(row).toMatchObject({
      carrier: 'sdk',
      from_number: functionNumber,
      to_number: correspondence.recipientFunction,
      state: 'available',
      department_id: house.departments.social,
      partner_id: partner.id,
      function_name: 'Remissmottagningen',
      conversation_id: id,
      confidential: true,
    });
    expect(
      JSON.parse(await openText(row?.details ?? new Uint8Array(), house.social.identity)),
    ).toMatchObject({ label: 'Remiss', references: [{ extension: '19121212-1212' }] });
    expect([memory.held.size, await held()]).toEqual([0, []]);
  });

  it('that is listed again with the same content is one message, and is deleted again', async () => {
    const sent = message();
    deliver(sent);
    await poll();
    const before = await counts(house);
    deliver(sent);
    await poll();
    expect([await counts(house), memory.held.size]).toEqual([before, 0]);
  });

  it('under an id that was used for other content is held, and filed no second time', async () => {
    const id = deliver(message());
    await poll();
    deliver(message({ messageId: id, label: 'Other' }));
    await poll();
    expect(await held()).toEqual([
      { message_id: id, code: 'BV duplicate', field: 'attributes.messageId', tries: 1 },
    ]);
    expect([(await filed(id)).length, memory.held.has(id)]).toEqual([1, true]);
  });

  it.each([
    [
      'for a function that there is not',
      { recipientAttention: { subOrganization: { extension: 'x' } } },
      'BV not-found',
    ],
    [
      'from a function that we do not know',
      { senderAttention: { subOrganization: { extension: 'x' } } },
      'BV not-found',
    ],
    [
      'from an organisation that we do not know',
      { sender: '0203:elsewhere.example' },
      'partner-unknown',
    ],
  ])('%s is held there, hindering no other', async (_what, changes, code) => {
    const [odd, good] = [deliver(message(changes)), deliver(message())];
    await poll();
    expect(await held()).toMatchObject([{ message_id: odd, code, tries: 1 }]);
    expect([(await filed(good)).length, [...memory.held.keys()]]).toEqual([1, [odd]]);
    const audited = await house.database.sql(
      "select detail from audit where action = 'sdk-held' order by seq desc limit 1",
    );
    expect(audited).toEqual([{ detail: `message ${odd} ${code}` }]);
  });

  it('whose PDF lies is held there, and nothing of it is filed', async () => {
    const id = deliver(sentMessage({}, Buffer.from('%PDF-1.7 and nothing more')));
    await poll();
    expect(await held()).toMatchObject([{ message_id: id, code: 'BV invariant' }]);
    expect(await filed(id)).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, unknown>>, string, string]>([
    ['its structure, since XML has no such character', { label: 'a\u0000b' }, 'SV structure', 'NA'],
    [
      'the schema, by an hour that no day has',
      { creationDateTime: '0000-01-01T00:00:00Z' },
      'SV structure',
      'creationDateTime',
    ],
    [
      'a rule, by a document with nothing in it',
      { digitalDocument: [{ documentId: '1' }, { documentId: '2', contentFiles: [pdfFile] }] },
      'BV invariant',
      '/messagePayload/message/messageBody/documents[1]',
    ],
    [
      'a rule, by a reference to nobody',
      {
        senderAttention: {
          ...functionAttention(correspondence.senderFunction),
          referenceId: [{ root: '1.2', extension: ' ', label: 'Tolvan' }],
        },
      },
      'BV invariant',
      '/messagePayload/message/messageHeader/sender/attention/reference/referenceId/extension',
    ],
  ])(
    'that breaks %s is held there by the reason of receipts, and nothing of it is filed',
    async (_what, changes, code, field) => {
      const [odd, good] = [deliver(message(changes)), deliver(message())];
      await poll();
      expect(await held()).toEqual([{ message_id: odd, code, field, tries: 1 }]);
      expect([(await filed(odd)).length, (await filed(good)).length]).toEqual([0, 1]);
      expect([...memory.held.keys()]).toEqual([odd]);
    },
  );

  it('that is held is tried again at growing intervals, and not before', async () => {
    const id = deliver(message({ sender: '0203:elsewhere.example' }));
    await poll();
    await poll();
    expect(asked('fetch', id)).toBe(1);
    clock.advance(60_000);
    await poll();
    clock.advance(60_000);
    await poll();
    expect([asked('fetch', id), await held()]).toMatchObject([2, [{ tries: 2 }]]);
  });

  it('that is held is taken as soon as the operator has set up what was missing', async () => {
    const id = deliver(
      message({ senderAttention: { subOrganization: { extension: 'sdk:other' } } }),
    );
    await poll();
    await house.database.sql(
      `insert into partner_function (id, partner_id, name, sdk_address, number, created_at)
       values ($1, $2, 'Other', 'sdk:other', '+46317009909', now())`,
      [randomUUID(), partner.id],
    );
    await poll();
    expect([await held(), (await filed(id)).length, memory.held.size]).toEqual([[], 1, 0]);
  });

  it('that is held and then gone there is held no more, and on record', async () => {
    const id = deliver(message({ sender: '0203:elsewhere.example' }));
    await poll();
    await memory.remove(id);
    clock.advance(60_000);
    await poll();
    expect(await held()).toEqual([]);
    const [last] = await house.database.sql(
      'select action, detail from audit order by seq desc limit 1',
    );
    expect(last).toEqual({ action: 'sdk-gone', detail: `message ${id}` });
  });

  it('beyond what its partner may send in a day waits there', async () => {
    await house.database.sql('update partner set most_a_day = 1');
    try {
      const ids = [deliver(message()), deliver(message())];
      await poll();
      expect(await held()).toMatchObject(ids.map(() => ({ code: 'rate-limited' })));
    } finally {
      await house.database.sql('update partner set most_a_day = 1000');
    }
  });
});

describe('a message service', () => {
  const away = new MessageServiceError('message-service-unavailable');

  it.each(['list', 'fetch', 'remove'] as const)(
    'that is away when it is asked to %s loses nothing and doubles nothing',
    async (act) => {
      const id = deliver(message());
      watch.onAsked = (now) => {
        if (now.act === act) throw away;
      };
      await poll();
      expect(
        await house.database.sql("select error from carrier_check where carrier = 'sdk'"),
      ).toEqual([{ error: 'message-service-unavailable' }]);
      watch.onAsked = () => undefined;
      await poll();
      expect([(await filed(id)).length, memory.held.size, await held()]).toEqual([1, 0, []]);
      expect(
        await house.database.sql("select error from carrier_check where carrier = 'sdk'"),
      ).toEqual([{ error: null }]);
    },
  );

  it('that answers nonsense for one message has the others taken', async () => {
    const [odd, good] = [deliver(message()), deliver(message())];
    watch.onAsked = ({ id }) => {
      if (id === odd) throw new MessageServiceError('message-service-nonsense');
    };
    await poll();
    expect(await held()).toMatchObject([{ message_id: odd, code: 'message-service-nonsense' }]);
    expect((await filed(good)).length).toBe(1);
  });

  it('that lists what is not as described has the rest taken, and is told of', async () => {
    memory.odd = 1;
    const id = deliver(message());
    await poll();
    memory.odd = 0;
    expect((await filed(id)).length).toBe(1);
    expect(
      await house.database.sql("select error from carrier_check where carrier = 'sdk'"),
    ).toEqual([{ error: 'message-service-nonsense' }]);
  });

  it('is asked to wait no shorter than it says', async () => {
    watch.onAsked = () => {
      throw new MessageServiceError('message-service-unavailable', {}, 1800);
    };
    await poll();
    const [row] = await house.database.sql<{ seconds: number }>(
      "select extract(epoch from due_at - now())::int as seconds from work where kind = 'poll-sdk'",
    );
    expect(row?.seconds).toBeGreaterThan(1700);
  });
});
