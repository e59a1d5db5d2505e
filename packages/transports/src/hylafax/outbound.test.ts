import { describe, expect, it } from 'vitest';

import {
  documentPath,
  type ProgramOutcome,
  type ProgramRun,
  type RunProgram,
} from '@kuvert/shared/ports/client-program';
import type { OutboundTransport } from '@kuvert/shared/ports/outbound';

import {
  deliveryId,
  orderOf,
  outboundContract,
  type KnownFax,
  type Meets,
  type Waiting,
} from '../test-support/outbound-contract.ts';
import { hylafaxNotices, signedNotice } from '../test-support/hylafax-notices.ts';
import { hylafaxKey, now } from '../test-support/signed-requests.ts';
import { createHylafaxOutbound } from './outbound.ts';

const settings = {
  carrier: 'hylafax',
  host: 'fax.example.se',
  port: 4559,
  user: 'kuvert',
  password: undefined,
  key: hylafaxKey,
  deadlineMs: 1000,
  longestMs: 3 * 3_600_000,
};
const clock = { now: () => now };

/** What `sendfax` says until the job is made, as Debian's (6.0.7) does. */
const untilSubmitted = `Trying 127.0.0.1 [2] (127.0.0.1) at port 4559...
Connected to 127.0.0.1.
220 fax1 server (HylaFAX (tm) Version 6.0.7) ready.
-> USER kuvert
230 User kuvert logged in.
-> FORM TIFF
200 Format set to TIFF.
-> STOT
150 FILE: /tmp/doc1.tif (Opening new data connection).
226 Transfer complete (FILE: /tmp/doc1.tif).
-> JNEW
200 New job created: jobid: 17 groupid: 17.
-> JPARM DIALSTRING "+46313900601"
213 DIALSTRING set to "+46313900601".
-> JPARM TSI "+46846500410"
213 TSI set to "+46846500410".
`;
const submitting = `${untilSubmitted}-> JSUBM\n`;

const ended = (output: string, status = 0): ProgramOutcome => ({ kind: 'ended', status, output });

const submissions: Readonly<Record<Meets, ProgramOutcome>> = {
  'takes it': ended(`${submitting}200 Job 17 submitted.\nrequest id is 17 (group id 17)\n`),
  'refuses it': ended('220 ready.\n-> USER kuvert\n530 User kuvert access denied.\n', 255),
  'says not now': ended('421 Service not available, closing.\n', 255),
  'is not there': ended('Can not reach server at host "fax.example.se", port 4559.\n', 255),
  'does not answer': { kind: 'killed', why: 'too-slow', output: submitting },
  'answers with a fault of its own': ended(`${submitting}460 Failed to submit job 17.\n`, 255),
  'answers nonsense': ended(`${submitting}<html> +46313900601\n`, 255),
};

const lists = (jobs: string): string =>
  `HylaFAX scheduler on fax1: Running\r\n${jobs}220 ready.\n-> USER kuvert\n230 User kuvert logged in.\n` +
  ['status', 'sendq', 'doneq']
    .map((queue) => `-> LIST ${queue}\n150 Opening.\n226 Transfer complete.\n`)
    .join('');

const done = ({ faxId, deliveryId: own }: KnownFax): string =>
  `${faxId.split('-')[0]}|D|${own === undefined ? '' : `kuvert:${own}`}|1|2|2|7|\r\n`;

/** One job, which `faxrm` takes out unless it runs. */
const withdrawing = (how: Waiting): OutboundTransport => {
  let job = { waits: 'W|', 'is dialled': 'R|', 'begins to be dialled': 'W|' }[how];
  return transportOf(({ program }) => {
    const tag = `kuvert:${deliveryId}`;
    const [letter = '', rest = '0|0|1||'] = job.split(/\|(.*)/s).filter((part) => part !== '');
    if (program !== 'faxrm') return Promise.resolve(ended(lists(`1|${letter}|${tag}|${rest}\r\n`)));
    job = how === 'waits' ? 'F|0|0|1||Job aborted by request' : 'F|1|0|1|7|Job aborted by request';
    return Promise.resolve(ended('Job 1 removed.\n'));
  });
};

const transportOf = (run: RunProgram) => createHylafaxOutbound(settings, run, clock);

outboundContract('HylaFAX', () => ({
  transport: ({ meets = 'takes it', knows = [] } = {}) =>
    transportOf(({ program }) =>
      Promise.resolve(
        program === 'sendfax' ? submissions[meets] : ended(lists(knows.map(done).join(''))),
      ),
    ),
  faxIds: [`1-${deliveryId}`, `2-${deliveryId}`],
  recognisesBy: 'send-id',
  vouchesFor: 'body',
  signatureHeaders: ['x-kuvert-signature', 'x-kuvert-timestamp'],
  callbacks: (faxId) => hylafaxNotices(faxId),
  signed: (body) => signedNotice(body),
  withdraws: (how) => Promise.resolve({ transport: withdrawing(how), faxId: `1-${deliveryId}` }),
}));

const order = orderOf(Buffer.from('II*\0'), now);
const signal = new AbortController().signal;

/** Hands the order over and gives what was run. */
const runOf = async (some: Partial<typeof order> = {}): Promise<ProgramRun> => {
  const runs: ProgramRun[] = [];
  const transport = transportOf((run) => {
    runs.push(run);
    return Promise.resolve(submissions['takes it']);
  });
  await transport.submit({ ...order, ...some });
  const [run] = runs;
  if (!run || runs.length !== 1) throw new Error(`${runs.length} runs`);
  return run;
};

describe('handing over', () => {
  it('asks for one call of one attempt, with our send id and no line of its own above the pages', async () => {
    const { args } = await runOf();
    expect(args).toEqual([
      ...['-h', 'fax.example.se:4559', '-v', '-v', '-n', '-R', '-m', '-T', '1', '-t', '1'],
      ...['-F', '', '-k', 'now + 181 minutes', '-S', '+46846500410'],
      ...['-f', 'Kuvert <kuvert@localhost>', '-i', `kuvert:${deliveryId}`, '-z', 'number'],
      documentPath,
    ]);
  });

  it('puts the number into a file, since command lines are seen by all', async () => {
    const { args, files } = await runOf();
    expect(args.join(' ')).not.toContain('46313900601');
    expect(files['number']).toBe('+46313900601\n');
  });

  it.each([
    ['standard', ['-l']],
    ['fine', ['-m']],
    ['superfine', ['-m', '-G']],
  ] as const)('asks for %s by %j', async (resolution, options) => {
    const { args } = await runOf({ resolution });
    expect(args.slice(6, 6 + options.length)).toEqual(options);
  });

  it.each([
    [90, 90],
    [0.2, 1],
    [-5, 1],
    [10_000, 180],
  ])('that is due in %d minutes is given up by the server after %d', async (due, minutes) => {
    const deadline = new Date(now.getTime() + due * 60_000);
    // it loses the minute that has begun
    expect((await runOf({ deadline })).args).toContain(`now + ${minutes + 1} minutes`);
  });

  it.each(['46313900601', '+46#1', '+46@x', '', '+4631390060 1'])(
    'refuses the number %j without asking anybody',
    async (to) => {
      const transport = transportOf(() => Promise.reject(new Error('ran')));
      expect(await transport.submit({ ...order, to })).toMatchObject({
        kind: 'refused',
        cause: 'invalid-number',
      });
    },
  );

  it.each([
    ['refuses the number', '-> JPARM DIALSTRING "x"\n503 Bad.\n', 'refused', 'invalid-number'],
    ['refuses a setting', '-> JPARM TSI "x"\n503 Bad.\n', 'refused', 'refused'],
    ['has no room', '-> STOT\n550 No space left.\n', 'not-reached', undefined],
    ['can make no job', '-> JNEW\n503 Cannot create.\n', 'not-reached', undefined],
    ['breaks off before the job is given', untilSubmitted, 'not-reached', undefined],
  ])('to a server that %s', async (_what, said, kind, cause) => {
    const output = `220 ready.\n-> USER kuvert\n230 in.\n${said}`;
    const submission = await transportOf(() => Promise.resolve(ended(output, 255))).submit(order);
    expect(submission).toMatchObject({ kind, ...(cause ? { cause } : {}) });
  });

  it('is not reached when sendfax is not there, or is too slow before the job is given', async () => {
    const outcomes: ProgramOutcome[] = [
      { kind: 'not-started', code: 'ENOENT' },
      { kind: 'killed', why: 'too-slow', output: untilSubmitted },
    ];
    for (const outcome of outcomes)
      expect(await transportOf(() => Promise.resolve(outcome)).submit(order)).toMatchObject({
        kind: 'not-reached',
      });
  });
});

describe('looking up', () => {
  const look = (output: string) =>
    transportOf(() => Promise.resolve(ended(output))).look(
      { ...order, carrierFaxId: undefined, intentAt: now, taken: [] },
      signal,
    );
  const job = (state: string, rest: string) =>
    lists(`17|${state}|kuvert:${deliveryId}|${rest}\r\n`);

  it.each([
    ['W', '0|0|0||', { kind: 'accepted' }],
    ['B', '0|0|0||Blocked by concurrent calls', { kind: 'accepted' }],
    ['S', '0|0|1|7|', { kind: 'dialling' }],
    [
      'S',
      '1|0|1|7|Client does not support document page width',
      { kind: 'failed', cause: 'capability' },
    ],
    ['R', '0|0|2||', { kind: 'dialling' }],
    ['D', '1|2|2|7|', { kind: 'delivered', pages: 2 }],
    [
      'F',
      '1|0|2|7|Busy signal detected; too many attempts to dial',
      { kind: 'failed', cause: 'busy' },
    ],
    ['F', '0|0|0||Kill time expired', { kind: 'failed', cause: 'not-submitted' }],
    ['F', '0|0|0||Job aborted by request', { kind: 'cancelled' }],
    ['F', '0|0|1|7|Job aborted by request', { kind: 'failed', cause: 'unspecified' }],
    ['F', '0|0|0||Unexpected failure converting', { kind: 'failed', cause: 'conversion' }],
  ])('tells a job in state %s (%s)', async (state, rest, fact) => {
    expect((await look(job(state, rest)))?.fact).toEqual(fact);
  });

  it('takes what a job has become while it was asked', async () => {
    const both = `17|R|kuvert:${deliveryId}|0|0|1||\r\n17|D|kuvert:${deliveryId}|1|1|1|7|\r\n`;
    expect((await look(lists(both)))?.fact).toEqual({ kind: 'delivered', pages: 1 });
  });

  it('recognises none when two jobs have our send id', async () => {
    const two = `17|D|kuvert:${deliveryId}|1|1|1|7|\r\n18|D|kuvert:${deliveryId}|1|1|1|8|\r\n`;
    expect(await look(lists(two))).toBeUndefined();
  });

  it('is no answer unless both lists came whole: a missing one may hold the job', async () => {
    for (const output of ['', lists('').replace(/-> LIST doneq[^]*/, '-> LIST doneq\n425 No.\n')])
      await expect(look(output)).rejects.toMatchObject({ code: 'carrier-refused' });
  });

  it('is no answer when faxstat can not be run, or does not end', async () => {
    const outcomes: ProgramOutcome[] = [
      { kind: 'not-started', code: 'ENOENT' },
      { kind: 'killed', why: 'too-much', output: lists('') },
    ];
    for (const outcome of outcomes)
      await expect(
        transportOf(() => Promise.resolve(outcome)).look(
          { ...order, carrierFaxId: undefined, intentAt: now, taken: [] },
          signal,
        ),
      ).rejects.toMatchObject({ code: 'carrier-refused' });
  });
});
