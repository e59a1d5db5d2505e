import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openHouse, type House, type Ordered } from '@kuvert/outbound/test-support/house';
import { deliveryOf, hurry } from '@kuvert/outbound/test-support/rows';
import { stepNames, type StepName } from '@kuvert/outbound/use-cases/steps';

import { readSample } from '../support/samples.ts';
import { startCrashing, type CrashingProcess } from './crashing-process.ts';
import { until } from './ingest-site.ts';

let house: House;
const running = new Set<CrashingProcess>();

beforeEach(async () => {
  house = await openHouse();
});
afterEach(async () => {
  await Promise.all([...running].map((outbound) => outbound.stop()));
  running.clear();
  await house.close();
});

const start = async (killAt?: StepName): Promise<CrashingProcess> => {
  const { sending, database, carrier } = house;
  const outbound = await startCrashing('crashing-outbound.ts', {
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
    KUVERT_TWILIO_ACCOUNT_SID: 'account-1',
    KUVERT_TWILIO_SIGNING_KEY: 'signing-key',
    KUVERT_TWILIO_REST_ORIGIN: carrier.origin,
    KUVERT_TWILIO_REST_TOKEN: 'rest-token',
    ...(killAt === undefined ? {} : { KILL_AT: killAt }),
  });
  running.add(outbound);
  return outbound;
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
      const ordered = await house.order({ tiff: await readSample('sp-3pages.tif') });
      const doomed = await start(step);
      await until('outbound is killed', async () => {
        if (isAsked(step)) await hurry(house, 'follow');
        return doomed.hasEnded();
      });
      await start();
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
      await start();
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
