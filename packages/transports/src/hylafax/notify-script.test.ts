import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startHylafaxHost, type HylafaxHost } from '../test-support/hylafax-host.ts';
import { deliveryId } from '../test-support/outbound-contract.ts';
import { hylafaxKey } from '../test-support/signed-requests.ts';
import { parsePost } from './facts.ts';
import { createHylafaxInbound } from './inbound.ts';
import { createHylafaxOutbound } from './outbound.ts';

const clock = { now: () => new Date() };
const inbound = createHylafaxInbound(
  { carrier: 'hylafax', key: hylafaxKey, maxMediaBytes: 1_000_000 },
  clock,
);
const outbound = createHylafaxOutbound(
  {
    carrier: 'hylafax',
    host: '127.0.0.1',
    port: 4559,
    user: 'kuvert',
    password: undefined,
    key: hylafaxKey,
    deadlineMs: 1000,
    longestMs: 1000,
  },
  () => Promise.reject(new Error('nothing is run')),
  clock,
);

/** As faxq (6.0.7) writes it. */
const jobFile = (some: Readonly<Record<string, string>> = {}): string =>
  Object.entries({
    state: '8',
    npages: '0',
    totpages: '2',
    totdials: '1',
    number: '+46313900601',
    external: '+46 31-390 06 01',
    sender: 'Kuvert',
    jobid: '4',
    jobtag: `kuvert:${deliveryId}`,
    commid: '000000012',
    status: 'Busy signal detected; too many attempts to dial',
    statuscode: '333',
    ...some,
  })
    .map(([name, value]) => `${name}:${value}\n`)
    .join('');

let host: HylafaxHost;

beforeEach(async () => {
  host = await startHylafaxHost(inbound);
  await mkdir(join(host.spool, 'log'));
  await mkdir(join(host.spool, 'bin'));
  await writeFile(join(host.spool, 'bin/notify'), '#!/bin/sh\nprintf "%s\\n" "$*" >> others\n');
  await chmod(join(host.spool, 'bin/notify'), 0o755);
});
afterEach(() => host.close());

const others = () => readFile(join(host.spool, 'others'), 'utf8').catch(() => '');
const kept = () => readdir(join(host.spool, 'kuvert/notices'));
const reports = () => host.told.map((request) => outbound.readCallback(request).report);

describe('the notify hook', () => {
  it('tells the house what became of its job', async () => {
    expect(await host.notify('4', jobFile(), 'failed')).toEqual({ code: 0, stderr: '' });
    expect(reports()).toMatchObject([
      { carrierFaxId: `4-${deliveryId}`, fact: { kind: 'failed', cause: 'busy' } },
    ]);
    expect(await kept()).toEqual([]);
    expect(await others()).toBe('');
  });

  it('leaves the jobs of others to Debian’s own script', async () => {
    for (const jobtag of ['', 'invoice', 'kuvert:', 'kuvert:../../x'])
      expect((await host.notify('5', jobFile({ jobtag }), 'done')).code).toBe(0);
    expect(host.told).toEqual([]);
    expect(await others()).toBe('doneq/q5 done 0:05\n'.repeat(4));
  });

  it('lets no number and no name leave the host', async () => {
    await writeFile(
      join(host.spool, 'log/c000000012'),
      [
        'Nov 27 07:28:14.30: [15739]: SESSION BEGIN 000000012 46313900601',
        "Nov 27 07:28:14.30: [15739]: SEND FAX: JOB 4 DEST +46313900601 FROM 'Anna <a@b>' USER anna",
        'Nov 27 07:28:14.35: [15739]: REMOTE CSI "Ek 031 390 06 01"',
        'Nov 27 07:28:14.38: [15739]: <-- [18:ATDT+46313900601\\r]',
        'Nov 27 07:28:14.39: [15739]: called 031-390 06 01 and +46 (0)31 3900601',
        'Nov 27 07:28:14.40: [15739]: SEND FAILED: JOB 4 DEST +46313900601 ERR [1] Busy signal detected',
        '',
      ].join('\n'),
    );
    await host.notify('4', jobFile({ status: 'sent to 031-390 06 01' }), 'failed');
    const [request] = host.told;
    const facts = Object.fromEntries(parsePost(request?.body ?? new Uint8Array()).facts);
    expect(facts['log']?.split('\n')).toEqual([
      'called # and +#',
      'SEND FAILED: JOB 4 ERR [1] Busy signal detected',
    ]);
    expect(facts['status']).toBe('sent to #');
    expect(JSON.stringify({ ...facts, jobtag: '' })).not.toMatch(/390|Anna|Ek/);
  });

  it('reads the first line of a status that has several', async () => {
    const status = 'Document is not valid TIFF\\\nREJECT: with number 0313900601\\\n';
    await host.notify('4', jobFile({ status, statuscode: '347', totdials: '0' }), 'rejected');
    expect(reports()).toMatchObject([{ fact: { kind: 'failed', cause: 'conversion' } }]);
  });

  it('tells of a job that has ended before its hook came to read it', async () => {
    const line = 'High resolution document is not supported by client';
    await writeFile(join(host.spool, 'log/c000000012'), `Nov 27 07:28:14.38: [15739]: ${line}\n`);
    const status = 'REJECT: Too many attempts to dial: 1, max 1';
    await host.notify('4', jobFile({ status }), 'requeued', 'sendq');
    expect(reports()).toMatchObject([
      { fact: { kind: 'failed', cause: 'capability' }, evidence: { code: 'E414' } },
    ]);
  });

  it('keeps what the house does not take, and the sweep tells it', async () => {
    host.house.answer = 503;
    expect((await host.notify('4', jobFile(), 'failed')).code).toBe(1);
    expect(await kept()).toEqual(['4-failed']);
    expect((await host.sweep()).code).toBe(1);
    host.house.answer = undefined;
    expect((await host.sweep()).code).toBe(0);
    expect(reports()).toHaveLength(1);
    expect(await kept()).toEqual([]);
  });

  it('keeps nothing that the house does not know', async () => {
    host.house.answer = 404;
    expect((await host.notify('4', jobFile(), 'failed')).code).toBe(0);
    expect(await kept()).toEqual([]);
  });
});
