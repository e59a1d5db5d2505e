import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { clientOf, type Client } from './test-support/client.ts';
import type { FilledMessage } from './test-support/fill.ts';
import { startHouse, type House } from './test-support/house.ts';

let house: House;
let anna: Client;
let message: FilledMessage;

beforeAll(async () => {
  house = await startHouse();
  message = await house.receive(house.care);
  anna = clientOf(house.origin, await house.logIn('anna'));
});
afterAll(() => house.stop());

describe('a person who is logged in', () => {
  it('sees their departments with counters', async () => {
    const { body } = await anna.get('/api/me');
    expect(body).toMatchObject({
      person: { id: house.personIds.anna, name: 'Anna Öberg' },
      locale: 'sv',
      departments: [{ id: house.care.id, name: 'Hemsjukvården', counters: { new: 1 } }],
    });
  });

  it('sees the messages of a department', async () => {
    const { body } = await anna.get(`/api/departments/${house.care.id}/messages?view=new`);
    expect(body).toMatchObject({
      messages: [
        {
          id: message.id,
          from: { full: '+46225222222', national: '0225-22 22 22' },
          pages: 3,
          integrity: { mark: 'whole' },
          handling: { state: 'new' },
        },
      ],
      next: null,
    });
  });

  it('sees a message with its documents and timeline', async () => {
    const { body } = await anna.get(`/api/messages/${message.id}`);
    expect(body).toMatchObject({
      id: message.id,
      documents: [
        { kind: 'pdf', size: house.pdf.byteLength },
        { kind: 'original', size: house.original.byteLength },
      ],
      timeline: [{ kind: 'received', by: null }],
    });
  });

  it('sees a page as a picture', async () => {
    const response = await anna.get(`/api/messages/${message.id}/pages/2?width=900`);
    expect([response.status, response.type]).toEqual([200, 'image/png']);
    expect(response.body.subarray(1, 4).toString()).toBe('PNG');
    // IHDR's width (PNG 11.2.1)
    expect(response.body.readUInt32BE(16)).toBe(900);
  });
});
