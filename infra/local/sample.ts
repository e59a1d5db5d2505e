import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { openDatabase } from '@kuvert/platform/postgres/database';
import { KuvertError } from '@kuvert/shared/errors';

import { sampleFax } from './demonstration.ts';
import { sendHospitalSample } from './hospital.ts';
import type { House } from './house.ts';

const patienceMs = 20_000;
const askEveryMs = 25;

/**
 * Lets the sample fax arrive by the real webhook, and waits until it can be opened: its carrier lives in this process,
 * so that a fax that was only announced would be lost with it. Returns the message's id.
 * @throws KuvertError `carrier-refused`
 */
export const sendSample = async (
  house: Pick<House, 'carrier' | 'ingestOrigin' | 'ownerUrl'>,
): Promise<string> => {
  const bytes = await readFile(join(import.meta.dirname, 'samples/referral.tif'));
  const { message, steps } = await house.carrier.send(
    { bytes, ...sampleFax, tsi: 'VC AKERSBERGA', pages: 1 },
    { publicOrigin: house.ingestOrigin },
  );
  if (message === undefined)
    throw refused(`did not take it: ${steps.map(({ status }) => status).join(', ')}`);
  await untilFiled(house.ownerUrl, 'select from message where id = $1', message);
  return message;
};

/** Likewise the hospital's sample message, by SDK: its message service lives in this process as well. */
export const sendSampleBySdk = async (
  house: Pick<House, 'messageService' | 'ownerUrl'>,
): Promise<void> =>
  untilFiled(
    house.ownerUrl,
    'select from partner_message where partner_message_id = $1',
    await sendHospitalSample(house.messageService),
  );

const untilFiled = async (ownerUrl: string, question: string, id: string): Promise<void> => {
  const database = openDatabase({ url: ownerUrl, max: 1, onError: () => undefined });
  const deadline = Date.now() + patienceMs;
  try {
    for (;;) {
      const found = await database.query(question, [id]);
      if (found.rowCount === 1) return;
      if (Date.now() > deadline) throw refused(`has not filed it after ${patienceMs / 1000} s`);
      await pause(askEveryMs);
    }
  } finally {
    await database.close();
  }
};

const refused = (what: string): KuvertError =>
  new KuvertError('carrier-refused', `a sample: ingest ${what}`);
