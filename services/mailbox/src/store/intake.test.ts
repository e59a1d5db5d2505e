import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Intake } from '#api';
import { clientOf, type Client } from '../test-support/client.ts';
import { startHouse, type House } from '../test-support/house.ts';

let house: House;
let anna: Client;

beforeAll(async () => {
  house = await startHouse();
  anna = clientOf(house.origin, await house.logIn('anna'));
});
afterAll(() => house.stop());

const intakeOf = async (id: string): Promise<Intake | null> =>
  (await anna.get(`/api/messages/${id}`).expect(200)).body.intake;

describe('how a PDF came', () => {
  it('is told, with the kinds of what was removed in their order', async () => {
    const removed = { uri: 2, javascript: 1, 'a kind of tomorrow': 1 };
    const { id } = await house.receive(house.care, { removed });
    expect(await intakeOf(id)).toEqual({
      repaired: true,
      decrypted: false,
      missingPages: 1,
      removed: [
        { kind: 'javascript', count: 1 },
        { kind: 'uri', count: 2 },
      ],
    });
  });

  it('is not known of what came otherwise', async () => {
    const { id } = await house.receive(house.care);
    expect(await intakeOf(id)).toBeNull();
  });
});
