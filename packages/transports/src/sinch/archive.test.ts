import { afterAll, beforeEach, describe, expect, it } from 'vitest';

import { codeOf } from '@kuvert/shared/errors';
import type { Reception } from '@kuvert/shared/reception';
import { startSinch } from '@kuvert/simulators/sinch';

import { loopbackFetch } from '../test-support/loopback-http.ts';
import { createSinchArchive } from './archive.ts';

const account = { projectId: 'project-1', keyId: 'key', keySecret: 'secret' };
const sinch = await startSinch(account);
const forgetful = await startSinch({ ...account, stores: false });
const signal = new AbortController().signal;
const sent = { bytes: Buffer.from('%PDF'), from: '+46317001234', to: '+46846500410', pages: 2 };

const archiveOf = (restOrigin: string) =>
  createSinchArchive(
    { ...account, carrier: 'sinch', restOrigin, maxMediaBytes: 1000, deadlineMs: 10_000 },
    loopbackFetch,
    { now: () => new Date() },
  );
const archive = archiveOf(sinch.origin);

beforeEach(() => {
  sinch.down.list = sinch.down.delete = false;
  sinch.setPageSize(100);
});
afterAll(() => Promise.all([sinch.stop(), forgetful.stop()]));

const received = async (from = archive, since = new Date(0)): Promise<readonly Reception[]> => {
  const receptions: Reception[] = [];
  for await (const reception of from.received(since, signal)) receptions.push(reception);
  return receptions;
};
const idsOf = (receptions: readonly Reception[]): readonly string[] =>
  receptions.map(({ faxId }) => faxId);

describe('the list', () => {
  it('names every fax whose pages are kept, by the event that a webhook has', async () => {
    const { sid } = sinch.hold(sent);
    const found = (await received()).find(({ faxId }) => faxId === sid);
    expect(found).toMatchObject({
      eventId: `${sid}:received`,
      from: sent.from,
      to: sent.to,
      announcedPages: 2,
      media: { kind: 'link', url: `${sinch.origin}/v3/projects/project-1/faxes/${sid}/file.pdf` },
    });
  });

  it('is read to its last page', async () => {
    const sids = Array.from({ length: 5 }, () => sinch.hold(sent).sid);
    sinch.setPageSize(2);
    expect(idsOf(await received())).toEqual(expect.arrayContaining(sids));
  });

  it('has those alone that came since', async () => {
    sinch.hold(sent);
    expect(await received(archive, new Date(Date.now() + 60_000))).toEqual([]);
  });

  it('leaves out a fax whose pages are not kept: its webhook still comes', async () => {
    forgetful.hold(sent);
    forgetful.hold({ ...sent, error: { code: '131', message: '', media: true } });
    expect(await received(archiveOf(forgetful.origin))).toEqual([]);
  });

  it('tells of failed ones with the pages that came', async () => {
    const error = { code: '131', message: '', media: true };
    const { sid } = sinch.hold({ ...sent, error });
    const found = (await received()).find(({ faxId }) => faxId === sid);
    expect([found?.media.kind, found?.errorText]).toEqual(['link', 'FAX_ERROR 131']);
  });

  it('that can not be had is a fault', async () => {
    sinch.down.list = true;
    expect(await received().catch(codeOf)).toBe('fetch-failed');
  });
});

describe('media', () => {
  it('come from where the carrier keeps them', async () => {
    const { sid } = sinch.hold(sent);
    const bytes = await archive.fetch({ faxId: sid, url: 'https://elsewhere.example/' }, signal);
    expect(Buffer.from(bytes)).toEqual(sent.bytes);
  });

  it('larger than allowed are refused', async () => {
    const { sid } = sinch.hold({ ...sent, bytes: Buffer.alloc(1001) });
    const fetched = archive.fetch({ faxId: sid, url: '' }, signal);
    expect(await fetched.catch(codeOf)).toBe('fetch-too-large');
  });
});

describe("the carrier's copy", () => {
  it('is deleted, and may be gone already', async () => {
    const { sid } = sinch.hold(sent);
    await archive.deleteCopy(sid, signal);
    await archive.deleteCopy(sid, signal);
    expect(sinch.deleted).toContain(sid);
    expect(idsOf(await received())).not.toContain(sid);
  });

  it('stays when the carrier is down, and we are told', async () => {
    sinch.down.delete = true;
    expect(await archive.deleteCopy('any', signal).catch(codeOf)).toBe('fetch-failed');
  });
});
