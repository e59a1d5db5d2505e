import { describe, expect, it } from 'vitest';

import { codeOf, KuvertError } from '@kuvert/shared/errors';
import type { FetchOptions, GuardedFetch } from '@kuvert/shared/ports/fetch';
import type { Reception } from '@kuvert/shared/reception';

import { createTwilioArchive } from './archive.ts';

const restOrigin = 'https://example.signalwire.com';
const list = `${restOrigin}/api/laml/2010-04-01/Accounts/account-1/Faxes`;
const now = new Date('2026-03-02T09:00:00Z');
const signal = new AbortController().signal;

const fax = (sid: string, changes: object = {}) => ({
  sid,
  direction: 'inbound',
  status: 'received',
  from: '+46317001234',
  to: '+46846500410',
  num_pages: 2,
  media_url: `https://files.example.com/${sid}`,
  date_created: '2026-03-02T08:00:00Z',
  ...changes,
});

/** An archive whose carrier gives `answers` in order and remembers what it was asked. */
const archiveOf = (answers: readonly unknown[]) => {
  const asked: { url: string; options: FetchOptions }[] = [];
  const fetch: GuardedFetch = async (url, options) => {
    const answer = answers[asked.length];
    asked.push({ url, options });
    if (answer instanceof KuvertError) throw answer;
    const bytes = Buffer.from(typeof answer === 'string' ? answer : JSON.stringify(answer));
    return { status: 200, contentType: 'application/json', bytes };
  };
  const settings = {
    carrier: 'signalwire',
    accountSid: 'account-1',
    restOrigin,
    user: 'account-1',
    password: 'token',
    maxMediaBytes: 1000,
    deadlineMs: 1000,
  };
  return { asked, archive: createTwilioArchive(settings, fetch, { now: () => now }) };
};

/** What was listed, and the code of the fault that ended it, if one did. */
const listed = async (answers: readonly unknown[]) => {
  const { archive, asked } = archiveOf(answers);
  const receptions: Reception[] = [];
  let fault: string | undefined;
  try {
    for await (const each of archive.received(new Date('2026-03-01T00:00:00Z'), signal))
      receptions.push(each);
  } catch (error) {
    fault = codeOf(error);
  }
  return { receptions, asked, fault };
};

describe("the carrier's list", () => {
  it('gives the same event as the webhook', async () => {
    const { receptions } = await listed([{ faxes: [fax('f1')] }]);
    expect(receptions).toEqual([
      expect.objectContaining({
        eventId: 'f1:received',
        announcedPages: 2,
        media: { kind: 'link', url: 'https://files.example.com/f1' },
      }),
    ]);
  });

  it('is asked for since then, with our credentials', async () => {
    const { asked } = await listed([{ faxes: [] }]);
    expect(asked[0]?.url).toBe(
      `${list}.json?DateCreatedAfter=2026-03-01T00%3A00%3A00.000Z&PageSize=100`,
    );
    expect(asked[0]?.options.credentials).toEqual({
      kind: 'basic',
      user: 'account-1',
      password: 'token',
    });
  });

  it('is read to its last page', async () => {
    const next = '/api/laml/2010-04-01/Accounts/account-1/Faxes.json?Page=1';
    const pages = [{ faxes: [fax('f1')], next_page_uri: next }, { faxes: [fax('f2')] }];
    const { receptions, asked } = await listed(pages);
    expect(receptions.map(({ faxId }) => faxId)).toEqual(['f1', 'f2']);
    expect(asked[1]?.url).toBe(restOrigin + next);
  });

  it('is not followed to another host, and not whole without it', async () => {
    const page = { faxes: [], next_page_uri: 'https://evil.example/' };
    const { asked, fault } = await listed([page]);
    expect([asked.length, fault]).toEqual([1, 'carrier-refused']);
  });

  it('that does not end is cut, and known to be', async () => {
    const page = { faxes: [fax('f1')], next_page_uri: '/again' };
    const { receptions, fault } = await listed(Array.from({ length: 300 }, () => page));
    expect([receptions.length, fault]).toEqual([200, 'carrier-refused']);
  });

  it('gives what can be read beside a fax that makes no sense, and says so', async () => {
    const odd = [{ sid: 1 }, fax('../x'), null];
    const { receptions, fault } = await listed([{ faxes: [...odd, fax('f1')] }]);
    expect([receptions.map(({ faxId }) => faxId), fault]).toEqual([['f1'], 'carrier-refused']);
  });

  it('leaves out what we sent and what is still on the line', async () => {
    const others = [fax('a', { direction: 'outbound' }), fax('b', { status: 'receiving' })];
    expect((await listed([{ faxes: others }])).receptions).toEqual([]);
  });

  it('has failed faxes too', async () => {
    const failed = fax('f1', { status: 'failed', media_url: null, error_code: 49 });
    const [reception] = (await listed([{ faxes: [failed] }])).receptions;
    expect(reception).toMatchObject({ errorText: '49', media: { kind: 'none' } });
  });

  it.each(['<html>', '{}', '{"faxes":{}}'])(
    'is refused when it is not as documented: %s',
    async (answer) => {
      expect((await listed([answer])).fault).toBe('carrier-refused');
    },
  );
});

describe('media', () => {
  it("on the carrier's own host are asked for with our credentials", async () => {
    const { archive, asked } = archiveOf(['II*']);
    await archive.fetch({ faxId: '1', url: `${restOrigin}/media/1` }, signal);
    expect(asked[0]?.options).toMatchObject({ maxBytes: 1000, credentials: { user: 'account-1' } });
  });

  it('on another host are asked for without', async () => {
    const { archive, asked } = archiveOf(['II*']);
    await archive.fetch({ faxId: '1', url: 'https://files.example.com/1' }, signal);
    expect(asked[0]?.options).not.toHaveProperty('credentials');
  });
});

describe("the carrier's copy", () => {
  it('is deleted by its id', async () => {
    const { archive, asked } = archiveOf(['']);
    await archive.deleteCopy('f1', signal);
    expect([asked[0]?.url, asked[0]?.options.method]).toEqual([`${list}/f1.json`, 'DELETE']);
  });

  it('is deleted when it is gone already', async () => {
    const { archive } = archiveOf([new KuvertError('fetch-not-found', 'gone')]);
    await expect(archive.deleteCopy('f1', signal)).resolves.toBeUndefined();
  });

  it('stays when the carrier refuses, and we are told', async () => {
    const { archive } = archiveOf([new KuvertError('fetch-failed', 'down')]);
    expect(await archive.deleteCopy('f1', signal).catch(codeOf)).toBe('fetch-failed');
  });
});
