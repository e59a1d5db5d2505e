import { afterAll, beforeAll, expect, it } from 'vitest';

import { ACTIVE_PDFS } from '@kuvert/fax-document/testing/active-pdfs';
import type { SendingFault } from '@kuvert/simulators/partner/faults';

import { openHouse, type House } from './test-support/house.ts';
import { sentMessage } from './test-support/partner-message.ts';
import { registerPartner, type RegisteredPartner } from './test-support/partner.ts';

let house: House;
let partner: RegisteredPartner;
beforeAll(async () => {
  house = await openHouse();
  partner = await registerPartner(house, (await house.ingest()).origin, { paceMs: 5 });
});
afterAll(() => house.close());

const filed = (messageId: string): Promise<readonly object[]> =>
  house.database.sql('select from partner_message where partner_message_id = $1', [messageId]);

/** Posts it as badly as told; the status, or that the line was lost. */
const post = async (message: ReturnType<typeof sentMessage>, fault: SendingFault) => {
  partner.system.misbehave({ send: fault });
  return partner.system.post(message).then(
    ({ status }) => status,
    (error: Error) => error.constructor.name,
  );
};

it.each([
  ['slow', 201, 1],
  ['twice', 201, 1],
  ['lost', 'LineLostError', 1],
  ['cut', 'LineLostError', 0],
] as const)(
  'what a partner sends is one message, however badly it is sent and how often again: %s',
  async (fault, told, kept) => {
    const message = sentMessage({}, ACTIVE_PDFS[0]?.pdf);
    const { messageId } = message.data.attributes;
    expect(await post(message, fault)).toBe(told);
    expect(await filed(messageId)).toHaveLength(kept);
    expect((await partner.system.post(message)).status).toBe(201);
    expect(await filed(messageId)).toHaveLength(1);
  },
);
