import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startCarrier, type SimulatedCarrier } from './carrier.ts';

const account = { accountSid: 'account-1', signingKey: 'key', token: 'token' };
const authorization = `Basic ${Buffer.from('account-1:token').toString('base64')}`;
const fax = { bytes: Buffer.from('II*'), from: '+46317001234', to: '+46846500410' };

let carrier: SimulatedCarrier;
let faxes: string;

beforeAll(async () => {
  carrier = await startCarrier(account);
  faxes = `${carrier.origin}/api/laml/2010-04-01/Accounts/account-1/Faxes`;
});
afterAll(() => carrier.stop());

describe('the simulated carrier', () => {
  it('shows nothing without credentials', async () => {
    const { sid } = carrier.hold(fax);
    for (const url of [`${faxes}.json`, `${faxes}/${sid}/Media`])
      expect((await fetch(url)).status).toBe(401);
  });

  it('lists, serves and deletes what it holds', async () => {
    const { sid } = carrier.hold(fax);
    const headers = { authorization };
    const list = (await (await fetch(`${faxes}.json`, { headers })).json()) as {
      faxes: { sid: string; media_url: string }[];
    };
    const listed = list.faxes.find((each) => each.sid === sid);
    expect(await (await fetch(listed?.media_url ?? '', { headers })).text()).toBe('II*');
    const once = await fetch(`${faxes}/${sid}.json`, { method: 'DELETE', headers });
    const twice = await fetch(`${faxes}/${sid}.json`, { method: 'DELETE', headers });
    expect([once.status, twice.status]).toEqual([204, 404]);
    expect([carrier.fetched, carrier.deleted]).toEqual([[sid], [sid]]);
  });

  it('stops although media are stalled', async () => {
    const other = await startCarrier(account);
    const { sid } = other.hold({ ...fax, media: { kind: 'stall' } });
    const url = `${other.origin}/api/laml/2010-04-01/Accounts/account-1/Faxes/${sid}/Media`;
    const media = await fetch(url, { headers: { authorization } });
    await other.stop();
    await expect(media.text()).rejects.toThrow('terminated');
  });
});
