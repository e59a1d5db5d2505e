import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { KuvertError } from '@kuvert/shared/errors';

import { sampleFax } from './demonstration.ts';
import type { House } from './house.ts';

/** Lets the sample fax arrive by the real webhook; returns the message's id. */
export const sendSample = async ({
  carrier,
  ingestOrigin,
}: Pick<House, 'carrier' | 'ingestOrigin'>): Promise<string> => {
  const bytes = await readFile(join(import.meta.dirname, 'samples/referral.tif'));
  const delivery = await carrier.send(
    { bytes, ...sampleFax, tsi: 'VC AKERSBERGA', pages: 1 },
    { publicOrigin: ingestOrigin },
  );
  if (delivery.message === undefined)
    throw new KuvertError(
      'carrier-refused',
      `ingest did not take the sample fax: ${delivery.steps.map(({ status }) => status).join(', ')}`,
    );
  return delivery.message;
};
