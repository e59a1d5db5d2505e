import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readConfig } from '@kuvert/outbound/config';
import { createOutbound } from '@kuvert/outbound/container';
import { openHouse, type House, type Ordered } from '@kuvert/outbound/test-support/house';
import {
  names,
  partnerNumber,
  registerPartner,
  type FetchingPartner,
} from '@kuvert/outbound/test-support/partner';
import { quickPages } from '@kuvert/outbound/test-support/quick-pages';
import { startReceiver } from '@kuvert/outbound/test-support/receiver';
import { deliveryOf, hurry } from '@kuvert/outbound/test-support/rows';
import { addEndpoint, fileMessage, openIngest } from '@kuvert/outbound/test-support/webhooks';
import { inHouseStepNames, stepNames, type StepName } from '@kuvert/outbound/use-cases/steps';
import { silentLog } from '@kuvert/platform/logging/log';
import { ManyMessages } from '@kuvert/shared/partners/client-api';

import { readSample } from '../support/samples.ts';
import { startCrashing, type CrashingProcess } from './crashing-process.ts';
import { haste } from './haste.ts';
import { until } from './ingest-site.ts';
import { prepareSdk } from './sdk-site.ts';

/** Between a receiver's answer and its record. */
const webhookAnswered = 'webhook:answered';

/** Making pages takes seconds, and none of it is done twice or lost: what is tested lies around it. */
const inHaste = { ...haste, pages: quickPages };

let house: House;
const running = new Set<Pick<CrashingProcess, 'stop'>>();

beforeEach(async () => {
  house = await openHouse();
});
afterEach(async () => {
  await Promise.all([...running].map((outbound) => outbound.stop()));
  running.clear();
  await house.close();
});

type Extra = Readonly<Record<string, string>>;

const environment = (extra: Extra = {}): Extra => {
  const { sending, database, carrier } = house;
  return {
    KUVERT_MODE: 'demonstration',
    DATABASE_URL: database.urlOf('outbound'),
    KUVERT_OBJECTS_DIR: sending.objects.kind === 'folder' ? sending.objects.folder : '',
    KUVERT_OUTBOUND_PORT: String(sending.port),
    KUVERT_OUTBOUND_OPERATIONS_PORT: '0',
    KUVERT_OUTBOUND_ORIGIN: sending.origin,
    KUVERT_OUTBOUND_KEY_FILE: sending.key.file,
    KUVERT_OUTBOUND_KEY_PASSPHRASE_FILE: sending.key.passphraseFile,
    KUVERT_OUTBOUND_LINK_KEY_FILE: sending.key.passphraseFile,
    KUVERT_RECOVERY_RECIPIENT: sending.recovery,
    KUVERT_CARRIER_LOOPBACK: 'true',
    KUVERT_SUBMIT_SECONDS: '5',
    KUVERT_UNANSWERED_SECONDS: '3',
    KUVERT_RETRY_MINUTE_SECONDS: '1',
    KUVERT_WEBHOOKS: 'true',
    KUVERT_TWILIO_ACCOUNT_SID: 'account-1',
    KUVERT_TWILIO_SIGNING_KEY: 'signing-key',
    KUVERT_TWILIO_REST_ORIGIN: carrier.origin,
    KUVERT_TWILIO_REST_TOKEN: 'rest-token',
    ...extra,
  };
};

/** Starts outbound as a process that dies when it comes to that step. */
const start = async (
  killAt: StepName | typeof webhookAnswered,
  extra?: Extra,
): Promise<CrashingProcess> => {
  const variables = { ...environment(extra), KILL_AT: killAt };
  const outbound = await startCrashing('crashing-outbound.ts', variables);
  running.add(outbound);
  return outbound;
};

/** Starts what goes on after it, in this process: a start of its own takes seconds. */
const goOn = async (extra?: Extra): Promise<void> => {
  running.add(await createOutbound(readConfig(environment(extra)), silentLog, inHaste));
};

const ends: ReadonlySet<string> = new Set(['delivered', 'failed', 'unknown']);

/** Lets every work that waits begin now, until there is a last word, or none to be had. */
const untilItEnds = ({ deliveryId }: Ordered): Promise<void> =>
  until('the delivery has ended', async () => {
    await hurry(house);
    return ends.has((await deliveryOf(house, deliveryId)).state);
  });

/** Where nobody told: the step comes when outbound asks. */
const isAsked = (step: StepName): boolean => step.startsWith('follow:');

const isOfRetry = (step: StepName): boolean => step.startsWith('retry:');

describe('a fax that outbound was to hand over when it was killed', () => {
  it.each(stepNames.filter((step) => !isOfRetry(step)))(
    'is called for once and never twice, and its end is told rightly (%s)',
    async (step) => {
      if (isAsked(step)) house.carrier.orders.setTelling('never');
      const ordered = await house.order({ tiff: await readSample('sp-ecm-mr.tif') });
      const doomed = await start(step);
      await until('outbound is killed', async () => {
        if (isAsked(step)) await hurry(house, 'follow');
        return doomed.hasEnded();
      });
      await goOn();
      await untilItEnds(ordered);
      await house.carrier.orders.settled();
      const { faxes } = house.carrier.orders;
      const { state, cause, unknown_reason } = await deliveryOf(house, ordered.deliveryId);
      const told = { calls: faxes.length, state, why: cause ?? unknown_reason };
      expect(told).toEqual(truthAfter(step, faxes));
    },
    120_000,
  );
});

const truthAfter = (step: StepName, faxes: House['carrier']['orders']['faxes']) => {
  // the intent is there, the order never left: nobody can know that it didn't
  if (step === 'dispatch:intended') return { calls: 0, state: 'unknown', why: 'submit-unanswered' };
  // the carrier came for the pages while the lights were out: it took the order and made no call
  const hasGivenUp = faxes[0]?.status === 'failed';
  if (hasGivenUp) return { calls: 1, state: 'failed', why: 'media-not-fetched' };
  return { calls: 1, state: 'delivered', why: null };
};

describe('a fax to a busy number, when outbound was killed as it recorded that', () => {
  it.each(stepNames.filter(isOfRetry))(
    'is tried again once: there is one next attempt, never two and never none (%s)',
    async (step) => {
      const to = '+46313900608';
      const { orderId } = await house.order({ to, tiff: await readSample('sp-3pages.tif') });
      const doomed = await start(step);
      await until('outbound is killed', () => Promise.resolve(doomed.hasEnded()));
      await goOn();
      const attempts = (): Promise<{ state: string; cause: string | null }[]> =>
        house.database.sql(
          'select state, cause from delivery where order_id = $1 order by attempt',
          [orderId],
        );
      await until('the second attempt has ended', async () => {
        await hurry(house);
        return ends.has((await attempts())[1]?.state ?? '');
      });
      await house.carrier.orders.settled();
      expect(await attempts()).toEqual([
        { state: 'failed', cause: 'busy' },
        { state: 'delivered', cause: null },
      ]);
      expect(house.carrier.orders.faxes).toHaveLength(2);
    },
    60_000,
  );
});

describe('a webhook that was answered when outbound was killed before it wrote that down', () => {
  it('comes again with the same id, and no third time', async () => {
    const [receiver, ingest] = [await startReceiver(), openIngest(house)];
    try {
      const { id, departmentId } = await addEndpoint(house, `${receiver.origin}/hook`);
      await fileMessage(ingest, departmentId);
      const doomed = await start(webhookAnswered);
      await until('outbound is killed', () => Promise.resolve(doomed.hasEnded()));
      expect(receiver.received('/hook')).toHaveLength(1);
      await goOn();
      await until('the event has ended', async () => {
        const rows = await house.database.sql<{ outcome: string | null }>(
          'select outcome from webhook_event where endpoint_id = $1',
          [id],
        );
        return rows.every(({ outcome }) => outcome === 'delivered');
      });
      const ids = receiver.received('/hook').map(({ headers }) => headers['webhook-id']);
      expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    } finally {
      receiver.stop();
      await ingest.close();
    }
  }, 60_000);
});

/** Before, between and after what is stored; what lies between these differs in nothing. */
const told: ReadonlySet<StepName> = new Set([
  'in-house:converted',
  'pdf:read-back',
  'in-house:filed',
]);

describe('a message to another department, when outbound was killed as it delivered it', () => {
  it.each(inHouseStepNames.filter((step) => told.has(step)))(
    'becomes one message there, and nobody is called (%s)',
    async (step) => {
      const ordered = await house.order({
        inHouse: true,
        tiff: await readSample('sp-3pages.tif'),
      });
      const doomed = await start(step);
      await until('outbound is killed', () => Promise.resolve(doomed.hasEnded()));
      await goOn();
      await untilItEnds(ordered);
      const { state } = await deliveryOf(house, ordered.deliveryId);
      const messages = await house.database.sql(
        `select m.department_id, m.pages, (select count(*)::int from document d where d.message_id = m.id) as documents
           from message m`,
      );
      expect(messages).toEqual([{ department_id: house.other.id, pages: 1, documents: 2 }]);
      expect([state, house.carrier.orders.faxes.length]).toEqual(['delivered', 0]);
    },
    120_000,
  );
});

/** Polls, fetches and deletes until nothing is left, as a partner's system does; what it fetched, by id. */
const fetchAll = async (partner: FetchingPartner, fetched: Set<string>): Promise<void> => {
  const { status, body } = await partner.call('GET', '?filter[messageStatus]=NEW');
  if (status !== 200) return;
  for (const { id } of ManyMessages.parse(body).data) {
    await partner.call('GET', `/${id}`);
    fetched.add(id);
    await partner.call('DELETE', `/${id}`);
  }
};

describe('a reply to a partner, when outbound was killed as it was made ready or fetched', () => {
  it.each([
    'sent:sealed',
    'sent:kept',
    'gateway:offered',
    'gateway:fetched',
    'gateway:taken',
  ] as const)(
    'is fetched under one id and delivered once, and nobody is called (%s)',
    async (step) => {
      const partner = await registerPartner(house, house.sending.origin);
      const envelope = { label: 'Svar', recipientPersons: [], references: [] };
      const { deliveryId } = await house.order({
        to: partnerNumber,
        toFunction: { id: partner.functionId, envelope },
        tiff: await readSample('sp-3pages.tif'),
      });
      const fetched = new Set<string>();
      const poll = () => fetchAll(partner, fetched).catch(() => undefined);
      const doomed = await start(step);
      await until('outbound is killed', async () => {
        await poll();
        return doomed.hasEnded();
      });
      await goOn();
      await until('the partner has it', async () => {
        await hurry(house);
        await poll();
        return (await deliveryOf(house, deliveryId)).state === 'delivered';
      });
      expect([...fetched].every((id) => id === deliveryId)).toBe(true);
      expect(house.carrier.orders.faxes).toHaveLength(0);
    },
    120_000,
  );
});

describe('what goes by SDK, when outbound was killed as it sent or followed it', () => {
  it.each(['dispatch:intended', 'dispatch:submitted', 'follow:looked', 'sdk:deleted'] as const)(
    'is one message there, delivered and then deleted at the message service (%s)',
    async (step) => {
      const sdk = await prepareSdk(names.organisation);
      try {
        const partner = await registerPartner(house, house.sending.origin);
        await house.database.sql('update partner_function set sdk_address = address');
        const envelope = { label: 'Svar', recipientPersons: [], references: [] };
        const { deliveryId } = await house.order({
          to: partnerNumber,
          toFunction: { id: partner.functionId, envelope, channel: 'sdk' },
          tiff: await readSample('sp-3pages.tif'),
        });
        const doomed = await start(step, sdk.environment);
        await until('outbound is killed', async () => {
          await hurry(house);
          return doomed.hasEnded();
        });
        await goOn(sdk.environment);
        await until('it is delivered here and deleted there', async () => {
          await hurry(house);
          const { state } = await deliveryOf(house, deliveryId);
          return state === 'delivered' && sdk.service.all().length === 0;
        });
        const received = sdk.service.received.map(({ messageId }) => messageId);
        expect([received, house.carrier.orders.faxes.length]).toEqual([[deliveryId], 0]);
      } finally {
        await sdk.remove();
      }
    },
    120_000,
  );
});
