import { randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { programs, startHylafaxHost, type HylafaxHost } from '../test-support/hylafax-host.ts';
import { hylafaxKey } from '../test-support/signed-requests.ts';
import { createHylafaxInbound } from './inbound.ts';

const transport = createHylafaxInbound(
  { carrier: 'hylafax', key: hylafaxKey, maxMediaBytes: 10_000_000 },
  { now: () => new Date() },
);

let host: HylafaxHost;
const tiff = Buffer.concat([Buffer.from('II*\0'), randomBytes(40_000), Buffer.from('\n\n')]);

beforeEach(async () => {
  host = await startHylafaxHost(transport);
});
afterEach(() => host.close());

const receptions = () =>
  host.received.flatMap((each) => (each.kind === 'reception' ? [each.reception] : []));
const copies = () => host.received.flatMap((each) => (each.kind === 'copy' ? [each] : []));
const notes = async (state: 'pending' | 'sealed') => readdir(join(host.spool, 'kuvert', state));

describe('the hook', () => {
  it('posts the file as it is, with what HylaFAX told', async () => {
    const file = await host.putFile('fax000000012.tif', tiff);
    const run = await host.hook(file, 'ttyS0', '000000034', '', '+46317001234', 'Ek', '0846500410');
    expect(run).toEqual({ code: 0, stderr: '' });
    const [reception] = receptions();
    expect(reception).toMatchObject({ faxId: file, from: '+46317001234', to: '0846500410' });
    expect(reception).not.toHaveProperty('errorText');
    expect(reception?.media).toEqual({ kind: 'body', bytes: tiff });
  });

  it('leaves the file', async () => {
    const file = await host.putFile('fax1.tif', tiff);
    await host.hook(file, 'ttyS0', '1', '');
    expect(await host.recvq()).toEqual(['fax1.tif']);
  });

  it('carries an error together with the pages that came', async () => {
    const file = await host.putFile('fax1.tif', tiff);
    await host.hook(file, 'ttyS0', '1', 'RSPREC error/got DCN {E103}');
    expect(receptions()).toMatchObject([
      { errorText: 'RSPREC error/got DCN {E103}', media: { kind: 'body' } },
    ]);
  });

  it('tells of a call without a file', async () => {
    const run = await host.hook('', 'ttyS0', '000000035', 'no carrier {E002}', '+46317001234');
    expect(run.code).toBe(0);
    expect(receptions()).toMatchObject([
      { errorText: 'no carrier {E002}', from: '+46317001234', media: { kind: 'none' } },
    ]);
    expect(await notes('pending')).toEqual([]);
  });

  it('tells of a file that is not there as of a call', async () => {
    expect((await host.hook('recvq/gone.tif', 'ttyS0', '36', '')).code).toBe(0);
    expect(receptions()).toMatchObject([{ errorText: 'no file', media: { kind: 'none' } }]);
  });

  it.each([
    ['quotes', `it's "odd"`],
    ['substitutions', '$(touch pwned) `touch pwned` ${HOME}'],
    ['new lines', 'first\nqfile: eA==\n\nsecond'],
    ['options', '-n -e \\c %s'],
    ['no ASCII', 'fjärrände lade på 🖷'],
  ])('carries error texts with %s', async (_what, text) => {
    const file = await host.putFile('fax1.tif', tiff);
    const run = await host.hook(file, 'ttyS0', '1', text, text, text, text);
    expect(run.code).toBe(0);
    const expected = text.replaceAll(/\n+/g, ' ');
    expect(receptions()).toMatchObject([{ errorText: expected, from: expected, to: expected }]);
    expect(await readdir(host.spool)).not.toContain('pwned');
  });

  it.each([`odd name's.tif`, '-rf.tif', 'line\nbreak.tif', '$(touch pwned).tif'])(
    'takes a file called %j',
    async (name) => {
      const file = await host.putFile(name, tiff);
      expect((await host.hook(file, 'ttyS0', '1', '')).code).toBe(0);
      expect(receptions()).toMatchObject([{ media: { kind: 'body', bytes: tiff } }]);
      expect((await host.sweep()).code).toBe(0);
      expect(await host.recvq()).toEqual([]);
    },
  );

  it.each([403, 413, 500, 302])(
    'fails and leaves the file when the house answers %i',
    async (status) => {
      host.house.answer = status;
      const file = await host.putFile('fax1.tif', tiff);
      const { code, stderr } = await host.hook(file, 'ttyS0', '1', '', '+46317001234');
      expect(code).toBe(1);
      expect(stderr).toContain(`answered ${status}`);
      expect(stderr).not.toContain('317001234');
      expect(await host.recvq()).toEqual(['fax1.tif']);
    },
  );

  it('names the dialled number by the line when the exchange does not tell it', async () => {
    await host.close();
    host = await startHylafaxHost(transport, 'KUVERT_LINES="$SPOOL/lines"');
    await writeFile(
      join(host.spool, 'lines'),
      '# device number\nttyS0 +46846500410\nttyS1 +46846500420\n',
    );
    const file = await host.putFile('fax1.tif', tiff);
    await host.hook(file, 'ttyS1', '1', '');
    expect(receptions()).toMatchObject([{ to: '+46846500420' }]);
  });

  it('never puts the key on a command line', async () => {
    const trace = join(host.spool, 'trace');
    const file = await host.putFile('fax1.tif', tiff);
    const script = join(import.meta.dirname, '../../../../infra/hylafax/faxrcvd');
    await promisify(execFile)(
      'dash',
      ['-c', `dash -x "$0" "$@" 2>"${trace}"`, script, file, 'ttyS0', '1', ''],
      {
        cwd: host.spool,
        env: { PATH: programs, KUVERT_HYLAFAX_CONF: join(host.spool, 'kuvert.conf') },
      },
    );
    const commands = await readFile(trace, 'utf8');
    expect(commands).toContain('curl');
    expect(commands).not.toContain(hylafaxKey);
  });

  it('says what is wrong with its configuration', async () => {
    await writeFile(join(host.spool, 'kuvert.conf'), 'KUVERT_URL=http://fax.example.se/\n');
    const { code, stderr } = await host.hook('', 'ttyS0', '1', '');
    expect([code, stderr]).toEqual([1, 'kuvert: KUVERT_URL must be an https address\n']);
  });
});

describe('the sweep', () => {
  it('posts what the hook could not, as the same event', async () => {
    const file = await host.putFile('fax1.tif', tiff);
    await host.hook(file, 'ttyS0', '1', '', '+46317001234', '', '0846500410');
    host.house.answer = 503;
    const late = await host.putFile('fax2.tif', tiff);
    await host.hook(late, 'ttyS0', '2', 'cut', '+46317001234', '', '0846500410');
    host.house.answer = undefined;
    expect((await host.sweep()).code).toBe(0);
    expect(receptions()[1]).toMatchObject({ faxId: late, errorText: 'cut', to: '0846500410' });
  });

  it('names the event as the hook does when both posted it', async () => {
    const file = await host.putFile('fax1.tif', tiff);
    await host.hook(file, 'ttyS0', '1', '');
    await rm(join(host.spool, 'kuvert'), { recursive: true });
    await host.sweep();
    const [hook, sweep] = receptions();
    expect(sweep?.eventId).toBe(hook?.eventId);
  });

  it('deletes what the house has sealed and tells it', async () => {
    const file = await host.putFile('fax1.tif', tiff);
    await host.hook(file, 'ttyS0', '1', '');
    expect((await host.sweep()).code).toBe(0);
    expect(await host.recvq()).toEqual([]);
    expect(copies()).toMatchObject([{ outcome: 'deleted', eventId: receptions()[0]?.eventId }]);
    expect(await notes('sealed')).toEqual([]);
  });

  it('deletes nothing that the house has not sealed', async () => {
    host.house.answer = 503;
    const file = await host.putFile('fax1.tif', tiff);
    await host.hook(file, 'ttyS0', '1', '');
    expect((await host.sweep()).code).toBe(1);
    expect(await host.recvq()).toEqual(['fax1.tif']);
  });

  it('leaves another fax that has the name of a sealed one', async () => {
    const file = await host.putFile('fax1.tif', tiff);
    await host.hook(file, 'ttyS0', '1', '');
    await utimes(join(host.spool, file), new Date(), new Date());
    expect((await host.sweep()).code).toBe(0);
    expect(await host.recvq()).toEqual(['fax1.tif']);
  });

  it('finds files that no hook told of, with what the log says of them', async () => {
    await host.putFile('fax000000040.tif', tiff);
    const record = ['03/02/26 09:00', 'RECV', '000000077', 'ttyS0', 'fax000000040.tif', '', 'fax'];
    const rest = [
      '"+46"',
      '"TSI"',
      '1',
      '2',
      '0:50',
      '0:50',
      '"cut {E103}"',
      '"+46317001234"',
      '"Ek"',
      '"0846500410"',
    ];
    await writeFile(join(host.spool, 'etc/xferfaxlog'), `${[...record, ...rest].join('\t')}\n`);
    expect((await host.sweep()).code).toBe(0);
    expect(receptions()).toMatchObject([
      { from: '+46317001234', to: '0846500410', errorText: 'cut {E103}', media: { kind: 'body' } },
    ]);
    expect(await host.recvq()).toEqual([]);
  });

  it('waits with a file that may still be on the line', async () => {
    await host.putFile('fax1.tif', tiff, 2);
    expect((await host.sweep()).code).toBe(0);
    expect([receptions(), await host.recvq()]).toEqual([[], ['fax1.tif']]);
  });

  it('tells of a file that is larger than allowed, and leaves it', async () => {
    host.house.maxBytes = tiff.length;
    const file = await host.putFile('fax1.tif', tiff);
    const hook = await host.hook(file, 'ttyS0', '1', '', '+46317001234');
    expect([hook.code, (await host.sweep()).code]).toEqual([1, 1]);
    expect(receptions()).toMatchObject([
      {
        errorText: 'the fax is larger than allowed; its file is in recvq',
        from: '+46317001234',
        media: { kind: 'none' },
      },
      { eventId: receptions()[0]?.eventId },
    ]);
    expect(await host.recvq()).toEqual(['fax1.tif']);
  });

  it('posts a file that became allowed as an event of its own', async () => {
    host.house.maxBytes = tiff.length;
    const file = await host.putFile('fax1.tif', tiff);
    await host.hook(file, 'ttyS0', '1', '');
    host.house.maxBytes = Infinity;
    expect((await host.sweep()).code).toBe(0);
    const [call, fax] = receptions();
    expect([fax?.media.kind, fax?.eventId === call?.eventId]).toEqual(['body', false]);
  });

  it('tells of a file that went before it was sealed', async () => {
    host.house.answer = 503;
    const file = await host.putFile('fax1.tif', tiff);
    await host.hook(file, 'ttyS0', '1', '', '+46317001234');
    await rm(join(host.spool, file));
    host.house.answer = undefined;
    expect((await host.sweep()).code).toBe(0);
    expect(receptions()).toMatchObject([
      { errorText: 'the file is gone from recvq', from: '+46317001234', media: { kind: 'none' } },
    ]);
    expect(await notes('pending')).toEqual([]);
  });

  it('does nothing on an empty queue', async () => {
    expect(await host.sweep()).toEqual({ code: 0, stderr: '' });
  });

  it('does not run beside another', async () => {
    await host.sweep();
    await writeFile(join(host.spool, 'kuvert/sweep.lock'), '');
    expect((await host.sweep()).code).toBe(1);
  });

  it('is shown as failed, and tells the house, when a file cannot be deleted', async () => {
    const file = await host.putFile('fax1.tif', tiff);
    await host.hook(file, 'ttyS0', '1', '');
    await rm(join(host.spool, file));
    await promisify(execFile)('mkdir', [join(host.spool, file)]);
    const note = join(host.spool, 'kuvert/sealed/fax1.tif');
    const at = /^received-at: (.*)$/m.exec(await readFile(note, 'utf8'))?.[1] ?? '';
    const time = Number(Buffer.from(at, 'base64').toString());
    await utimes(join(host.spool, file), time, time);
    const { code, stderr } = await host.sweep();
    expect([code, stderr]).toEqual([1, expect.stringContaining('cannot delete fax1.tif')]);
    expect(copies()).toMatchObject([{ outcome: 'delete-failed' }]);
    expect(await notes('sealed')).toEqual(['fax1.tif']);
  });
});
