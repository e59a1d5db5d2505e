import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { parseMailAddress } from '@kuvert/shared/notices/mail-address';
import type { NoticeOutcome } from '@kuvert/shared/ports/notifier';
import {
  startMailServer,
  type MailServer,
  type MailServerOptions,
} from '@kuvert/simulators/mail-server';
import { selfSigned } from '@kuvert/testkit/certificate';
import { noticeTo, notifierContract } from '@kuvert/testkit/notifier-contract';

import { createSmtpNotifier, type SmtpServer } from './smtp-notifier.ts';

const from = parseMailAddress('kuvert@kommun.example') ?? expect.fail();
const never = new AbortController().signal;
const to = 'vard@kommun.example';

const notifierFor = (port: number, changes: Partial<SmtpServer> = {}, deadlineMs = 5_000) =>
  createSmtpNotifier({
    server: { host: '127.0.0.1', port, tls: 'none', login: undefined, ca: undefined, ...changes },
    from,
    deadlineMs,
  });

const messageId = /^Message-ID: <([^@]+)@kommun\.example>$/im;

describe('over SMTP', () => {
  let server: MailServer;
  beforeAll(async () => {
    server = await startMailServer();
  });
  afterAll(() => server.stop());

  notifierContract('SMTP', () => ({
    notifier: notifierFor(server.port),
    taken: (address) =>
      server.received
        .filter((mail) => mail.to === address)
        .map(({ source }) => messageId.exec(source)?.[1] ?? ''),
    refuse: (address) => server.answer(address, { to: 'recipient', code: 550 }),
    beBusy: (address) => server.answer(address, { to: 'recipient', code: 451 }),
  }));

  const mailOf = async (changes: Parameters<typeof noticeTo>[1]): Promise<string> => {
    await notifierFor(server.port).send(noticeTo(to, changes), never);
    return server.received.at(-1)?.source ?? '';
  };

  it('says what kind of thing happened, in whose mailbox and where one logs in, and nothing else', async () => {
    const source = await mailOf({ language: 'en', kind: 'untaken', mailbox: 'Care' });
    const [head = '', body] = source
      .split('\r\n\r\n', 1)
      .concat(source.split(/\r\n\r\n([^]*)/)[1] ?? '');
    expect(
      body
        ?.replaceAll('=\r\n', '')
        .trim()
        .split(/\s*\r\n\s*/),
    ).toEqual([
      'With Care in Kuvert something waits that nobody has taken. Log in to take it:',
      'https://mailbox.kommun.example',
      'This mail never says what has come, or from whom. It can not be answered.',
    ]);
    expect(head.split('\r\n').map((line) => line.split(':')[0])).toEqual([
      ...['Auto-Submitted', 'X-Auto-Response-Suppress', 'From', 'To', 'Subject', 'Message-ID'],
      ...['Content-Transfer-Encoding', 'Date', 'MIME-Version', 'Content-Type'],
    ]);
    expect(head).toContain('Subject: Nobody has taken what waits in Kuvert: Care');
    expect(head).toContain('Auto-Submitted: auto-generated');
  });

  it('has no header that a department’s name could make', async () => {
    const source = await mailOf({ language: 'en', mailbox: 'Care\r\nBcc: spy@elsewhere.example' });
    expect(source).not.toMatch(/^bcc/im);
    expect(server.received.at(-1)?.to).toBe(to);
  });

  it('is refused for good when the server takes the address and refuses the mail', async () => {
    server.answer('full@kommun.example', { to: 'mail', code: 552 });
    expect(await notifierFor(server.port).send(noticeTo('full@kommun.example'), never)).toEqual({
      kind: 'refused',
      code: '552',
    });
  });
});

describe('encryption and login', () => {
  let tls: { readonly cert: string; readonly key: string };
  const login = { user: 'kuvert', password: 'a password of the tests' };
  const servers: MailServer[] = [];
  beforeAll(async () => {
    tls = await selfSigned('IP:127.0.0.1');
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  const sent = async (
    options: MailServerOptions,
    client: Partial<SmtpServer>,
  ): Promise<{ outcome: NoticeOutcome; received: MailServer['received'] }> => {
    const server = await startMailServer(options);
    servers.push(server);
    const outcome = await notifierFor(server.port, client).send(noticeTo(to), never);
    return { outcome, received: server.received };
  };

  it.each([
    ['STARTTLS', false, 'starttls'],
    ['TLS from the first byte', true, 'implicit'],
  ] as const)('are used: %s, then the login', async (_what, implicit, kind) => {
    const client = { tls: kind, ca: tls.cert, login };
    const { outcome, received } = await sent({ tls: { ...tls, implicit }, login }, client);
    expect(outcome).toEqual({ kind: 'accepted' });
    expect(received).toMatchObject([{ isEncrypted: true, user: 'kuvert' }]);
  });

  it('are never gone without: a server that offers no STARTTLS gets nothing, no password either', async () => {
    const { outcome, received } = await sent({ login }, { tls: 'starttls', ca: tls.cert, login });
    expect(outcome).toMatchObject({ kind: 'not-sent', code: expect.stringMatching(/^ETLS/) });
    expect(received).toEqual([]);
  });

  it('are never gone without: a server that offers no login gets nothing', async () => {
    const { outcome, received } = await sent({ tls }, { tls: 'starttls', ca: tls.cert, login });
    expect(outcome).toMatchObject({ kind: 'not-sent', code: expect.stringMatching(/^EAUTH/) });
    expect(received).toEqual([]);
  });

  it('hold the server to a certificate that is trusted', async () => {
    const { outcome, received } = await sent({ tls }, { tls: 'starttls' });
    expect(outcome.kind).toBe('not-sent');
    expect(received).toEqual([]);
  });

  it('that the server refuses are the operator’s to mend, and no fault of the address', async () => {
    const wrong = { ...login, password: 'another' };
    const { outcome } = await sent({ tls, login }, { tls: 'starttls', ca: tls.cert, login: wrong });
    expect(outcome).toEqual({ kind: 'not-sent', code: 'EAUTH-535' });
  });
});

describe('a server that is not well', () => {
  const servers: Server[] = [];
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const server of servers.splice(0)) server.close();
  });

  const listening = async (serve: (socket: Socket) => void): Promise<number> => {
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      serve(socket);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port; // TCP: always AddressInfo
  };

  /** Answers each command by what `answers` has for its first word. */
  const scripted = (answers: Readonly<Record<string, string | undefined>>) => (socket: Socket) => {
    socket.write('220 mail.kommun.example\r\n');
    socket.on('data', (data) => {
      const word = data.toString().slice(0, 4).trim().toUpperCase();
      const ending = data.toString().endsWith('\r\n.\r\n') ? 'END' : word;
      const answer = answers[ending] ?? '250 ok';
      if (answer === 'cut') socket.destroy();
      else socket.write(`${answer}\r\n`);
    });
  };

  const outcomeAt = (port: number, deadlineMs?: number): Promise<NoticeOutcome> =>
    notifierFor(port, {}, deadlineMs).send(noticeTo(to), never);

  it('is waited for no longer than may be: it never greets', async () => {
    const port = await listening(() => undefined);
    expect(await outcomeAt(port, 150)).toEqual({ kind: 'not-sent', code: 'ETIMEDOUT' });
  });

  it('is waited for no longer than may be: it never comes to an end', async () => {
    const port = await listening((socket) => {
      const drip = setInterval(() => socket.write('220-one moment\r\n'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await outcomeAt(port, 150)).toEqual({ kind: 'not-sent', code: 'ETIMEDOUT' });
  });

  it('is not there', async () => {
    const port = await listening(() => undefined);
    for (const server of servers.splice(0)) server.close();
    expect(await outcomeAt(port)).toEqual({ kind: 'not-sent', code: 'ECONNREFUSED' });
  });

  it.each([
    ['speaks nonsense', { EHLO: 'hello yourself', HELO: 'hello yourself' }],
    ['has no time at all', { EHLO: '421 come back later', HELO: '421 come back later' }],
    ['does not take our sender', { MAIL: '550 who are you' }],
    ['breaks off before the mail', { DATA: 'cut' }],
    // it may have it: it is sent once more, under the same id
    ['breaks off after the last dot', { DATA: '354 go on', END: 'cut' }],
  ])('%s: the notice is to be tried again', async (_what, answers) => {
    const port = await listening(scripted(answers));
    expect(await outcomeAt(port)).toMatchObject({
      kind: 'not-sent',
      code: expect.stringMatching(/^[A-Z]+(-\d{3})?$/),
    });
  });
});
