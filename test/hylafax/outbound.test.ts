import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { reverseBits } from '@kuvert/fax-document/ccitt/bit-order';
import { decodeStrip } from '@kuvert/fax-document/ccitt/decode-strip';
import { createFaxEngine } from '@kuvert/fax-document/engine';
import { decodeTiffPages } from '@kuvert/fax-document/tiff/decode-pages';
import { freePort } from '@kuvert/platform/postgres/free-port';
import { createRunProgram } from '@kuvert/platform/programs/run-program';
import { systemClock } from '@kuvert/shared/clock';
import { asId, type DeliveryId } from '@kuvert/shared/ids';
import type { CarrierReport, FaxOrder, OutboundTransport } from '@kuvert/shared/ports/outbound';
import { createHylafaxOutbound } from '@kuvert/transports/hylafax/outbound';
import type { HylafaxOutboundSettings } from '@kuvert/transports/hylafax/settings';
import { hylafaxNotices, signedNotice } from '@kuvert/transports/test-support/hylafax-notices';
import {
  orderOf,
  outboundContract,
  type KnownFax,
  type Meets,
  type Waiting,
} from '@kuvert/transports/test-support/outbound-contract';
import { hylafaxKey } from '@kuvert/transports/test-support/signed-requests';

import { runProgram } from '../provision/run-program.ts';
import { startFaxServer, users, type FaxServer } from './fax-server.ts';
import { startHfaxdProxy, type HfaxdProxy, type Interference } from './hfaxd-proxy.ts';
import { startScriptedModem, type Line, type ScriptedModem } from './scripted-modem.ts';

const path = process.env['PATH'] ?? '';
const run = createRunProgram(path);
const signal = new AbortController().signal;

const settings: HylafaxOutboundSettings = {
  carrier: 'hylafax',
  host: '127.0.0.1',
  port: 0,
  user: users.free,
  password: undefined,
  key: hylafaxKey,
  deadlineMs: 5000,
  longestMs: 3 * 3_600_000,
};

/** Has no modem. */
let server: FaxServer;
/** Lists the jobs that tests put there. */
let listing: FaxServer;
/** Has modems. */
let calling: FaxServer;
/** Has a modem as soon as a test gives it one. */
let racing: FaxServer;
let proxy: HfaxdProxy;
let house: Server;
let modem: ScriptedModem;
let tiff: Uint8Array;
let absentPort: number;
const told: CarrierReport[] = [];

const transportTo = (
  port: number,
  some: Partial<HylafaxOutboundSettings> = {},
): OutboundTransport => createHylafaxOutbound({ ...settings, ...some, port }, run, systemClock);

beforeAll(async () => {
  house = createServer((request, response) => void hear(request, response));
  await new Promise<void>((resolve) => house.listen(0, '127.0.0.1', resolve));
  // TCP: always AddressInfo
  const { port } = house.address() as AddressInfo;
  const noticesTo = `http://127.0.0.1:${port}/callbacks/hylafax`;
  [server, listing, calling, racing, modem, tiff, absentPort] = await Promise.all([
    startFaxServer({ noticesTo, key: hylafaxKey }),
    startFaxServer({ noticesTo, key: hylafaxKey, queue: false }),
    startFaxServer({ noticesTo, key: hylafaxKey }),
    startFaxServer({ noticesTo, key: hylafaxKey }),
    startScriptedModem(),
    threePages(),
    freePort(),
  ]);
  proxy = await startHfaxdProxy(server.port);
  await makeCalls();
}, 60_000);

afterAll(async () => {
  proxy?.stop();
  await Promise.all([server?.stop(), listing?.stop(), calling?.stop(), racing?.stop()]);
  await modem?.stop();
  house?.close();
});

const hear = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const body = await readAll(request);
  const headers = request.headers as Record<string, string>;
  const target = request.url ?? '';
  const { report } = transportTo(0).readCallback({ method: 'POST', target, headers, body });
  if (report) told.push(report);
  response.writeHead(200).end();
};

const readAll = async (request: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** As outbound makes them: text on three A4 pages. */
const threePages = async (): Promise<Uint8Array> => {
  const engine = createFaxEngine();
  try {
    const text = Buffer.from(Array.from({ length: 150 }, (_, line) => `line ${line}\n`).join(''));
    return (await engine.toFax([text], { resolution: 'fine' })).tiff;
  } finally {
    await engine.close();
  }
};

let number = 100;
const newOrder = (some: Partial<FaxOrder> = {}): FaxOrder => ({
  deliveryId: asId<'delivery'>(randomUUID()),
  to: `+46313900${number++}`,
  from: '+46846500410',
  resolution: 'fine',
  gentle: false,
  mediaUrl: '',
  document: tiff,
  deadline: new Date(Date.now() + 4 * 3_600_000),
  ...some,
});

/** What numbers do, and what is told of a call to each. */
const calls = [
  ['is silent', { answers: 'silence' }, { kind: 'failed', cause: 'voice' }, 'E126'],
  ['is busy', { result: 'BUSY' }, { kind: 'failed', cause: 'busy' }, 'E001'],
  ['does not answer', { result: 'NO ANSWER' }, { kind: 'failed', cause: 'no-answer' }, 'E003'],
  ['has no tone', { result: 'NO CARRIER' }, { kind: 'failed', cause: 'voice' }, 'E002'],
  [
    'can not be dialled',
    { result: 'NO DIALTONE' },
    { kind: 'failed', cause: 'congestion' },
    'E004',
  ],
  [
    'takes every page',
    { answers: 'fax', afterPages: ['confirm'] },
    { kind: 'delivered', pages: 3 },
    undefined,
  ],
  [
    'falls silent in page 2',
    { answers: 'fax', afterPages: ['confirm', 'silence'] },
    { kind: 'failed', cause: 'partial', pages: 1 },
    'E150',
  ],
  [
    'hangs up after page 2',
    { answers: 'fax', afterPages: ['confirm', 'hang-up'] },
    { kind: 'failed', cause: 'partial', pages: 1 },
    'E128',
  ],
  [
    'does not confirm the last page',
    { answers: 'fax', afterPages: ['confirm', 'confirm', 'silence'] },
    { kind: 'unconfirmed', reason: 'no-response-after-last-page', pages: 2 },
    'E151',
  ],
  [
    'refuses the first page every time',
    { answers: 'fax', afterPages: ['refuse'] },
    { kind: 'failed', cause: 'training' },
    'E131',
  ],
] as const;
const orders = new Map(calls.map(([what]) => [what as string, newOrder()]));
const tooSharp = newOrder();
const damaged = newOrder({ document: Buffer.from('II*\0 and so on') });

/** Calls take their time, most of it waiting: all of them begin at once, before anything else. */
const makeCalls = async (): Promise<void> => {
  const lines = new Map<string, Line>(
    calls.map(([what, line]) => [orders.get(what)?.to ?? '', line]),
  );
  lines.set(tooSharp.to, { answers: 'fax', afterPages: ['confirm'], isCoarse: true });
  modem.setLines((called) => lines.get(called) ?? { answers: 'nobody' });
  const transport = transportTo(calling.port);
  for (let modems = 0; modems < 5; modems++) await calling.addModem(modem.port);
  await handOver(damaged, transport);
  await handOver({ ...tooSharp, document: tiff }, transport);
  for (const order of orders.values()) await handOver({ ...order, document: tiff }, transport);
};

const lookupOf = ({ deliveryId, to, from }: FaxOrder) => ({
  ...{ deliveryId, to, from },
  ...{ carrierFaxId: undefined, intentAt: new Date(), taken: [] },
});

const look = (order: FaxOrder, transport = transportTo(server.port)) =>
  transport.look(lookupOf(order), signal);

const withdraw = (order: FaxOrder, transport = transportTo(server.port)) =>
  transport.withdraw?.(lookupOf(order), signal);

/** Hands it over and gives the number that the server has it under. */
const handOver = async (order: FaxOrder, transport = transportTo(server.port)): Promise<string> => {
  const submission = await transport.submit(order);
  if (submission.kind !== 'accepted') throw new Error(JSON.stringify(submission));
  return submission.carrierFaxId.split('-')[0] ?? '';
};

/** The last word that the hook told of a delivery. */
const lastWord = (id: DeliveryId): Promise<CarrierReport> =>
  vi.waitFor(
    () => {
      const words = told.filter(({ carrierFaxId }) => carrierFaxId.endsWith(id));
      const last = words.find(({ fact }) => !['accepted', 'dialling'].includes(fact.kind));
      if (!last) throw new Error(`${words.length} words, none the last`);
      return last;
    },
    { timeout: 50_000, interval: 50 },
  );

const valuesOf = (file: string): Readonly<Record<string, string>> =>
  Object.fromEntries(file.split('\n').map((line) => line.split(/:(.*)/s).slice(0, 2)));

/** Says to hfaxd what is to be done to a job. */
const askHfaxd = async (port: number, job: string, commands: readonly string[]): Promise<void> => {
  const socket = connect(port, '127.0.0.1');
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  for (const command of ['', `USER ${users.free}`, `JOB ${job}`, ...commands]) {
    if (command !== '') socket.write(`${command}\r\n`);
    const { value = '' } = await lines.next();
    if (!/^(2|460)/.test(value)) throw new Error(`${command}: ${value}`);
  }
  socket.destroy();
};

const disturbances: Readonly<Partial<Record<Meets, Interference>>> = {
  'says not now': { at: '', says: '421 Too many connections, try again later.', hangsUp: true },
  'does not answer': { at: 'JSUBM' },
  'answers with a fault of its own': {
    at: 'JSUBM',
    says: '460 Failed to submit job.',
    hangsUp: true,
  },
  'answers nonsense': { at: 'JSUBM', says: '<html>', hangsUp: true },
};

const portFor = (meets: Meets): number => {
  proxy.setInterference(disturbances[meets]);
  if (meets === 'is not there') return absentPort;
  return disturbances[meets] ? proxy.port : server.port;
};

/** Files as faxq has them, of jobs that have ended or are in another state (faxd/FaxRequest.h: 6 is active). */
const putJobs = (jobs: readonly KnownFax[], state = 7): void => {
  const before = ['doneq/q1', 'doneq/q2', 'sendq/q3'];
  for (const file of before) rmSync(join(listing.spool, file), { force: true });
  for (const { faxId, deliveryId: own, to, createdAt } of jobs) {
    const job = faxId.split('-')[0] ?? '';
    const tag = own === undefined ? '' : `kuvert:${own}`;
    const file = `tts:${createdAt.getTime() / 1000}\nstate:${state}\nnpages:2\ntotpages:2\ntotdials:1\nnumber:${to}
external:${to}\nmailaddr:kuvert@localhost\nsender:Kuvert\njobid:${job}\njobtag:${tag}\nmodem:any\nowner:kuvert
client:localhost\ngroupid:${job}\njobtype:facsimile\nstatus:\nstatuscode:0\nreturned:2\nnotify:none\n`;
    const path = join(listing.spool, state === 7 ? 'doneq' : 'sendq', `q${job}`);
    writeFileSync(path, file);
    // hfaxd opens it to write, as another user
    chmodSync(path, 0o666);
  }
};

/** A job that waits, or is run as far as hfaxd can see, or really is by the time that it is to be taken out. */
const withdraws = async (
  how: Waiting,
): Promise<{ readonly transport: OutboundTransport; readonly faxId: string }> => {
  const order = orderOf(tiff, new Date());
  if (how === 'is dialled') {
    putJobs([{ ...order, faxId: `3-${contractId}`, createdAt: new Date() }], 6);
    return { transport: transportTo(listing.port), faxId: `3-${contractId}` };
  }
  const { port } = how === 'waits' ? server : racing;
  const job = await handOver(order, transportTo(port));
  const transport = createHylafaxOutbound(
    { ...settings, port },
    async (some) => {
      if (how === 'begins to be dialled' && some.program === 'faxrm') await beginsToRing(order.to);
      return run(some);
    },
    systemClock,
  );
  return { transport, faxId: `${job}-${contractId}` };
};

const beginsToRing = async (number: string): Promise<void> => {
  await racing.addModem(modem.port);
  await vi.waitFor(() => expect(modem.dialled).toContain(number), {
    timeout: 10_000,
    interval: 20,
  });
};

const contractId = '5b0b6a3c-7f0c-4f61-9a5a-0d6e3f5f7a11';

describe('HylaFAX’s own server', () => {
  outboundContract(
    'HylaFAX, by Debian’s server and clients',
    () => ({
      transport: ({ meets, knows } = {}) => {
        if (knows) {
          putJobs(knows);
          return transportTo(listing.port);
        }
        const user = meets === 'refuses it' ? 'nobody' : users.free;
        const deadlineMs = meets === 'does not answer' ? 1500 : 5000;
        return transportTo(meets ? portFor(meets) : 0, { user, deadlineMs });
      },
      faxIds: [`1-${contractId}`, `2-${contractId}`],
      vouchesFor: 'body',
      recognisesBy: 'send-id',
      signatureHeaders: ['x-kuvert-signature', 'x-kuvert-timestamp'],
      callbacks: (faxId) => hylafaxNotices(faxId, new Date()),
      signed: (body) => signedNotice(body, new Date()),
      withdraws,
    }),
    orderOf(Buffer.from('II*\0 and so on'), new Date()),
  );

  describe('without a modem', () => {
    it('has our very bytes and all that was asked for', async () => {
      const order = newOrder();
      const job = await handOver(order);
      const values = valuesOf(await server.jobFile('sendq', job));
      expect(values).toMatchObject({
        number: order.to,
        tsi: order.from,
        jobtag: `kuvert:${order.deliveryId}`,
        maxdials: '1',
        maxtries: '1',
        resolution: '196',
        pagechop: 'none',
        desiredtl: '1',
        tagline: '',
        cover: '',
        owner: users.free,
      });
      const seconds = Number(values['killtime']) - Date.now() / 1000;
      expect(seconds).toBeGreaterThan(3 * 3600 - 60);
      expect(seconds).toBeLessThanOrEqual(3 * 3600);
      const [, document = ''] = /^tiff:0::(.*)$/m.exec(await server.jobFile('sendq', job)) ?? [];
      expect((await readFile(join(server.spool, document))).equals(tiff)).toBe(true);
      expect((await look(order))?.fact).toEqual({ kind: 'accepted' });
    });

    it('is slower and without error correction when that is asked for', async () => {
      const values = valuesOf(
        await server.jobFile('sendq', await handOver(newOrder({ gentle: true }))),
      );
      // HylaFAX's own numbers: 3 is 9600 bit/s; 0 is no ECM
      expect(values).toMatchObject({ desiredbr: '3', desiredec: '0' });
    });

    it('is asked for with a password where it wants one', async () => {
      const careful = { user: users.withPassword, password: users.password };
      const order = newOrder();
      const transport = transportTo(server.port, careful);
      const job = await handOver(order, transport);
      expect(valuesOf(await server.jobFile('sendq', job))['owner']).toBe(users.withPassword);
      expect((await look(order, transport))?.fact).toEqual({ kind: 'accepted' });
      const wrong = transportTo(server.port, { ...careful, password: 'x' });
      expect(await wrong.submit(newOrder())).toMatchObject({ kind: 'refused', cause: 'account' });
    });

    it('tells of a job that an operator removes', async () => {
      const order = newOrder();
      const job = await handOver(order);
      const env = { FAXUSER: users.free, HOME: server.spool };
      await runProgram('faxrm', ['-h', `127.0.0.1:${server.port}`, job], { env });
      expect((await lastWord(order.deliveryId)).fact).toEqual({ kind: 'cancelled' });
    });

    it('is not told to end a job that is another’s', async () => {
      const order = newOrder();
      await handOver(order);
      const careful = { user: users.withPassword, password: users.password };
      const report = await withdraw(order, transportTo(server.port, careful));
      expect(report?.fact).toEqual({ kind: 'accepted' });
      expect((await withdraw(order))?.fact).toEqual({ kind: 'cancelled' });
    });

    it('tells of a job that was taken back by its hook as well, and the same again when it is asked', async () => {
      const order = newOrder();
      await handOver(order);
      const report = await withdraw(order);
      expect(report?.fact).toEqual({ kind: 'cancelled' });
      expect((await lastWord(order.deliveryId)).eventKey).toBe(report?.eventKey);
      expect((await withdraw(order))?.eventKey).toBe(report?.eventKey);
    });

    it('tells of a job whose time ran out in the queue', async () => {
      const order = newOrder();
      const job = await handOver(order);
      await askHfaxd(server.port, job, ['JSUSP']);
      // which ends it: it isn't taken any more
      await askHfaxd(server.port, job, ['JPARM SENDTIME NOW', 'JPARM LASTTIME 000000', 'JSUBM']);
      const { fact, evidence } = await lastWord(order.deliveryId);
      expect(fact).toEqual({ kind: 'failed', cause: 'not-submitted' });
      expect(evidence['code']).toBe('E325');
      expect((await look(order))?.fact).toEqual(fact);
    });
  });

  describe('when the answer is lost', () => {
    beforeEach(() => proxy.setInterference({ at: 'JSUBM', passesOn: true }));

    it('has one job, which is found by our send id', async () => {
      const order = newOrder();
      const through = transportTo(proxy.port, { deadlineMs: 1500 });
      expect(await through.submit(order)).toMatchObject({ kind: 'unanswered' });
      expect((await look(order))?.fact).toEqual({ kind: 'accepted' });
    });

    it('has one job when the process that hands over is killed meanwhile', async () => {
      const order = newOrder();
      const file = join(import.meta.dirname, 'hand-over.ts');
      const given = JSON.stringify({
        settings: { ...settings, port: proxy.port },
        order: { ...order, document: Buffer.from(tiff).toString('base64') },
      });
      const child = spawn(process.execPath, ['--conditions=development', file], {
        env: { PATH: path },
        stdio: ['pipe', 'ignore', 'inherit'],
      });
      child.stdin.end(given);
      await proxy.disturbed();
      child.kill('SIGKILL');
      await vi.waitFor(async () => expect((await look(order))?.fact.kind).toBe('accepted'), {
        timeout: 5000,
        interval: 100,
      });
    });

    it('has none when it was silent before the job was given', async () => {
      proxy.setInterference({ at: 'STOT' });
      const order = newOrder();
      const through = transportTo(proxy.port, { deadlineMs: 1000 });
      expect(await through.submit(order)).toMatchObject({ kind: 'not-reached' });
      expect(await look(order)).toBeUndefined();
    });
  });

  describe('with modems', () => {
    it.each(calls)('a number that %s', async (what, _line, fact, code) => {
      const order = orders.get(what);
      if (!order) throw new Error('nothing was handed over');
      const word = await lastWord(order.deliveryId);
      expect(word.fact).toEqual(fact);
      expect(word.evidence['code']).toBe(code);
      expect((await look(order, transportTo(calling.port)))?.eventKey).toBe(word.eventKey);
      expect(modem.dialled.filter((called) => called === order.to)).toHaveLength(1);
    });

    it('every pixel of every page comes over the line as it was handed over', async () => {
      const order = orders.get('takes every page');
      if (!order) throw new Error('nothing was handed over');
      await lastWord(order.deliveryId);
      const shape = { coding: 'g3-1d', columns: 1728, rows: 10_000, exact: false } as const;
      const came = modem.pagesTo(order.to).map((page) => decodeStrip(reverseBits(page), shape));
      const sent = decodeTiffPages(tiff);
      expect(came.map(({ height }) => height)).toEqual(sent.map(({ height }) => height));
      for (const [at, { rows }] of sent.entries())
        expect(Buffer.compare(came[at]?.rows ?? new Uint8Array(), rows)).toBe(0);
    });

    it('a receiver that takes nothing so sharp is told of as soon as the call has ended', async () => {
      const words = await vi.waitFor(
        () => {
          const words = told.filter(({ carrierFaxId }) =>
            carrierFaxId.endsWith(tooSharp.deliveryId),
          );
          expect(words.length).toBeGreaterThan(0);
          return words;
        },
        { timeout: 50_000, interval: 50 },
      );
      expect(words[0]).toMatchObject({
        fact: { kind: 'failed', cause: 'capability' },
        evidence: { code: 'E414', calls: 1 },
      });
      expect(modem.dialled.filter((called) => called === tooSharp.to)).toHaveLength(1);
    });

    it('a document that is none is never dialled', async () => {
      const word = await lastWord(damaged.deliveryId);
      expect(word).toMatchObject({
        fact: { kind: 'failed', cause: 'conversion' },
        evidence: { code: 'E347', calls: 0 },
      });
      expect((await look(damaged, transportTo(calling.port)))?.eventKey).toBe(word.eventKey);
      expect(modem.dialled).not.toContain(damaged.to);
    });
  });
});
