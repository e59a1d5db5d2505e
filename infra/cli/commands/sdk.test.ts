import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { systemRandomness } from '@kuvert/platform/system/randomness';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import { run } from '../run.ts';
import { sdkReceipt } from './sdk.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kuvert-sdk-'));
  await writeFile(join(folder, 'message.xml'), message('7bc5576a-3f87-4cf5-a0c5-277da06fcacb'));
  await writeFile(join(folder, 'other.xml'), message('7bc5576a-3f87-4cf5-a0c5-277da06fcacb', 'B'));
  await writeFile(join(folder, 'broken.xml'), '<a>');
  await writeFile(join(folder, 'long.xml'), Buffer.alloc(32_000_000, 'A'));
});
afterAll(() => rm(folder, { recursive: true }));

const party = (organisation: string): string =>
  `<root>iso6523-actorid-upis</root><extension>${organisation}</extension>`;
const attention =
  '<attention><subOrganization><organizationId><root>urn:riv:infrastructure:messaging:functionalAddress</root><extension>sdk:inkorg:0203:a.example</extension></organizationId></subOrganization></attention>';

const message = (id: string, text = 'A'): string =>
  `<messagePayload xmlns="urn:riv:infrastructure:messaging:MessageWithAttachments:3"><message><messageHeader><creationDateTime>2026-03-01T09:00:00.1Z</creationDateTime><messageId>${id}</messageId><conversationId>${id}</conversationId><confidentiality>true</confidentiality><recipient><recipientID>${party('0203:a.example')}</recipientID>${attention}</recipient><sender><senderID>${party('0203:b.example')}</senderID></sender></messageHeader><messageBody><documents><documentID>1</documentID><ContentText><characterSequence>${text}</characterSequence></ContentText></documents></messageBody></message></messagePayload>`;

const kuvert = async (
  ...words: string[]
): Promise<{ status: number; out: string; err: string }> => {
  let out = '';
  let err = '';
  const status = await run(['sdk', 'receipt', ...words], {
    commands: [sdkReceipt],
    environment: {},
    clock: createFixedClock(),
    randomness: systemRandomness,
    resolvePath: (path) => join(folder, path),
    ownHouse: () => Promise.resolve(undefined),
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { status, out, err };
};

it('says verdict, reasons and receipt as JSON, without a house', async () => {
  const { status, out } = await kuvert('message.xml');
  expect(status).toBe(0);
  expect(JSON.parse(out)).toEqual({
    file: 'message.xml',
    verdict: 'ACCEPTED',
    messageId: '7bc5576a-3f87-4cf5-a0c5-277da06fcacb',
    reasons: [],
    receipt: expect.stringMatching(/^<\?xml [^]*ACCEPTED[^]*<\/ApplicationResponse>\n$/),
  });
});

it('a receipt that rejects is a receipt: the status is 0', async () => {
  const { status, out } = await kuvert('broken.xml', '--json');
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    verdict: 'REJECTED',
    messageId: null,
    reasons: [{ code: 'SV', reason: 'structure', at: 'NA' }],
  });
});

it('takes files as messages that came one after the other', async () => {
  const { out } = await kuvert('message.xml', 'message.xml', 'other.xml');
  const [first, again, other] = out
    .trim()
    .split('\n')
    .map((line): { receipt: string; reasons: unknown } => JSON.parse(line));
  expect(again?.receipt).toBe(first?.receipt);
  expect(other?.reasons).toMatchObject([{ code: 'BV', reason: 'duplicate' }]);
});

it('reads no more of a file than a message may have', async () => {
  const { out } = await kuvert('long.xml');
  expect(JSON.parse(out)).toMatchObject({ reasons: [{ code: 'BV', reason: 'too-long' }] });
});

it.each([
  [['--functions', 'sdk:arkiv, sdk:annan'], 'BV not-found'],
  [['--from', '0203:c.example'], 'BV security'],
  [['--signature', 'wrong'], 'SIG security'],
  [['--unencrypted'], 'SIG security'],
])('knows what it is told: %j', async (words, reason) => {
  const { out } = await kuvert('message.xml', ...words);
  const [code, why] = reason.split(' ');
  expect(JSON.parse(out)).toMatchObject({ reasons: [{ code, reason: why }] });
});

it.each([[[]], [['message.xml', '--signature', 'perhaps']], [['nowhere.xml']]])(
  'says what it can’t do, with status 1: %j',
  async (words) => {
    const { status, out, err } = await kuvert(...words);
    expect(status).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/\[(usage-wrong|file-failed)\]\n$/);
  },
);
