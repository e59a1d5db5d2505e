import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';

import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Listening } from './listen.ts';
import { startMailPage } from './mail-page.ts';
import { startMailServer, type MailServer } from './mail-server.ts';

let server: MailServer;
let page: Listening;
beforeAll(async () => {
  server = await startMailServer({ keep: 2 });
  page = await startMailPage(server);
});
afterAll(async () => {
  await page.stop();
  await server.stop();
});

/** Hands a mail over, command by command; everything that the server said. */
const hand = (to: string, subject: string): Promise<string> => {
  const socket = createConnection(server.port, '127.0.0.1');
  const commands = [
    'EHLO test',
    'MAIL FROM:<kuvert@kommun.example>',
    `RCPT TO:<${to}>`,
    'DATA',
    `Subject: ${subject}\r\n\r\nHej\r\n.`,
    'QUIT',
  ];
  // each line that ends an answer asks for the next command
  socket.on('data', (data) => {
    if (/^\d{3} /m.test(data.toString())) socket.write(`${commands.shift() ?? 'NOOP'}\r\n`);
  });
  return text(socket);
};

const shown = async (): Promise<string> => (await fetch(page.origin)).text();

it('keeps the last mails that it got, delivers none, and shows them as people would read them', async () => {
  expect(await shown()).toBe('No notice has come yet.\n');
  for (const n of [1, 2, 3]) await hand('vard@kommun.example', `=?UTF-8?Q?V=C3=A5rd_${n}?=`);
  expect(server.received).toHaveLength(2);
  const [latest, before] = (await shown()).split('-'.repeat(72));
  expect(latest).toContain('To: vard@kommun.example\nSubject: Vård 3\n\nHej\n');
  expect(before).toContain('Subject: Vård 2');
});

it('answers an address as it was told', async () => {
  server.answer('gone@kommun.example', { to: 'recipient', code: 550 });
  expect(await hand('gone@kommun.example', 'x')).toContain('550 not taken here');
});
