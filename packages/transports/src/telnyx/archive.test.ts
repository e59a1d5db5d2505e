import { afterAll, beforeEach, describe, expect, it } from 'vitest';

import { startTelnyx, type SimulatedTelnyx } from '@kuvert/simulators/telnyx';
import { codeOf } from '@kuvert/shared/errors';
import type { GuardedFetch } from '@kuvert/shared/ports/fetch';
import type { Reception } from '@kuvert/shared/reception';

import { loopbackFetch } from '../test-support/loopback-http.ts';
import { createTelnyxArchive } from './archive.ts';

const telnyx: SimulatedTelnyx = await startTelnyx({ apiKey: 'KEY' });
const sent = {
  bytes: Buffer.from('%PDF'),
  from: '+46317001234',
  to: '+46846500410',
  pages: 2,
} as const;
const signal = new AbortController().signal;
let asked: { url: string; authorized: boolean }[];

const fetch: GuardedFetch = (url, options) => {
  asked.push({ url, authorized: options.credentials !== undefined });
  return loopbackFetch(url, options);
};

const archive = createTelnyxArchive(
  {
    carrier: 'telnyx',
    restOrigin: telnyx.origin,
    apiKey: 'KEY',
    maxMediaBytes: 1000,
    deadlineMs: 10_000,
  },
  fetch,
  { now: () => new Date() },
);

beforeEach(() => {
  asked = [];
  telnyx.down.list = telnyx.down.delete = telnyx.down.refresh = false;
  telnyx.setPageSize(100);
});
afterAll(() => telnyx.stop());

const received = async (
  since = new Date(0),
): Promise<{ receptions: readonly Reception[]; fault: string | undefined }> => {
  const receptions: Reception[] = [];
  try {
    for await (const reception of archive.received(since, signal)) receptions.push(reception);
    return { receptions, fault: undefined };
  } catch (error) {
    return { receptions, fault: codeOf(error) };
  }
};

const linkOf = (sid: string, link = 0): string =>
  `${telnyx.origin}/faxes-prod/${sid}.pdf?X-Amz-Expires=600&X-Amz-Signature=${link}`;

describe('the list', () => {
  it('names every fax that came, by the event that a webhook has', async () => {
    const { sid } = telnyx.hold(sent);
    const { receptions } = await received();
    expect(receptions.find(({ faxId }) => faxId === sid)).toMatchObject({
      eventId: `${sid}:received`,
      from: sent.from,
      to: sent.to,
      announcedPages: 2,
      media: { kind: 'link', url: `${telnyx.origin}/v2/faxes/${sid}` },
    });
  });

  it('is read to its last page', async () => {
    for (let n = 0; n < 5; n++) telnyx.hold(sent);
    telnyx.setPageSize(2);
    const { receptions } = await received();
    expect(new Set(receptions.map(({ faxId }) => faxId)).size).toBeGreaterThanOrEqual(5);
  });

  it('has those alone that came since', async () => {
    telnyx.hold(sent);
    expect((await received(new Date(Date.now() + 60_000))).receptions).toEqual([]);
  });

  it('tells of failed ones, without media', async () => {
    const error = { code: 'sender_call_dropped', message: '', media: false };
    const { sid } = telnyx.hold({ ...sent, error });
    const { receptions } = await received();
    expect(receptions.find(({ faxId }) => faxId === sid)).toMatchObject({
      errorText: 'sender_call_dropped',
      media: { kind: 'none' },
    });
  });

  it('that can not be had is a fault', async () => {
    telnyx.down.list = true;
    expect((await received()).fault).toBe('fetch-failed');
  });

  it.each([
    ['<html>', []],
    ['{"data":{}}', []],
    [
      '{"data":[{"id":1},{"id":"a","status":"received","direction":"inbound"}],"meta":{"total_pages":1}}',
      ['a'],
    ],
    ['{"data":[],"meta":{"total_pages":1000000}}', []],
  ])('that is not as documented is refused, with what could be read: %s', async (answer, ids) => {
    const odd = createTelnyxArchive(
      { carrier: 't', restOrigin: 'http://x', apiKey: '', maxMediaBytes: 1, deadlineMs: 1 },
      () => Promise.resolve({ status: 200, contentType: '', bytes: Buffer.from(answer) }),
      { now: () => new Date() },
    );
    const seen: string[] = [];
    const reading = (async () => {
      for await (const { faxId } of odd.received(new Date(0), signal)) seen.push(faxId);
    })();
    expect([await reading.catch(codeOf), seen]).toEqual(['carrier-refused', ids]);
  });
});

describe('media', () => {
  it('come by the link of the webhook, which gets no key of ours', async () => {
    const { sid } = telnyx.hold(sent);
    const bytes = await archive.fetch({ faxId: sid, url: linkOf(sid) }, signal);
    expect(Buffer.from(bytes)).toEqual(sent.bytes);
    expect(asked).toEqual([{ url: linkOf(sid), authorized: false }]);
  });

  it('come by a new link once the ten minutes are over', async () => {
    const { sid } = telnyx.hold(sent);
    telnyx.expireLink(sid);
    const bytes = await archive.fetch({ faxId: sid, url: linkOf(sid) }, signal);
    expect(Buffer.from(bytes)).toEqual(sent.bytes);
    expect(telnyx.refreshed).toContain(sid);
  });

  it('that no webhook told of come by a link that is asked for', async () => {
    const { sid } = telnyx.hold(sent);
    const url = `${telnyx.origin}/v2/faxes/${sid}`;
    expect(Buffer.from(await archive.fetch({ faxId: sid, url }, signal))).toEqual(sent.bytes);
    expect(asked.map(({ authorized }) => authorized)).toEqual([true, true, false]);
  });

  it('of a fax that is gone are not found', async () => {
    const fetched = archive.fetch({ faxId: 'gone', url: linkOf('gone') }, signal);
    expect(await fetched.catch(codeOf)).toBe('fetch-not-found');
  });

  it('whose link can not be renewed now are a fault that passes', async () => {
    const { sid } = telnyx.hold(sent);
    telnyx.expireLink(sid);
    telnyx.down.refresh = true;
    const fetched = archive.fetch({ faxId: sid, url: linkOf(sid) }, signal);
    expect(await fetched.catch(codeOf)).toBe('fetch-failed');
  });

  it('larger than allowed are refused, and no new link is asked for', async () => {
    const { sid } = telnyx.hold({ ...sent, bytes: Buffer.alloc(2000) });
    const fetched = archive.fetch({ faxId: sid, url: linkOf(sid) }, signal);
    expect(await fetched.catch(codeOf)).toBe('fetch-too-large');
    expect(telnyx.refreshed).not.toContain(sid);
  });
});

describe("the carrier's copy", () => {
  it('is deleted, and may be gone already', async () => {
    const { sid } = telnyx.hold(sent);
    await archive.deleteCopy(sid, signal);
    await archive.deleteCopy(sid, signal);
    expect(telnyx.deleted).toContain(sid);
  });

  it('stays when the carrier is down, and we are told', async () => {
    telnyx.down.delete = true;
    expect(await archive.deleteCopy('any', signal).catch(codeOf)).toBe('fetch-failed');
  });
});
