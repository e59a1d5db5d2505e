import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { pem } from '@kuvert/identity/test-support/certificate-authority';
import {
  allCrls,
  hsaId,
  makeCard,
  now,
  policies,
  siths,
} from '@kuvert/identity/test-support/siths-look-alike';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import { run } from '../run.ts';
import { identityCheckCertificate } from './identity-certificate.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kuvert-card-'));
  const put = (name: string, content: string | Uint8Array): Promise<void> =>
    writeFile(join(folder, name), content);
  await mkdir(join(folder, 'chain'));
  await mkdir(join(folder, 'crls'));
  await put('card.pem', pem(makeCard()));
  await put('function.pem', pem(makeCard(siths.function)));
  await put('roots.pem', pem(siths.root.der));
  await put('chain/hsa3.pem', pem(siths.hsa3.der));
  await put('chain/function.crt', siths.function.der);
  await put('chain/readme.txt', 'no certificate');
  await put('crls/all.pem', Buffer.concat(allCrls.map((crl) => pem(crl, 'X509 CRL'))));
  await put('names.json', JSON.stringify(['SITHS e-id Person HSA-id 3 CA v1']));
  await put('policies.json', JSON.stringify([policies.loa3]));
  await put('levels.json', JSON.stringify({ [policies.loa3]: 2 }));
  await put('wrong.json', '{');
});
afterAll(() => rm(folder, { recursive: true }));

const check = async (...words: string[]): Promise<{ status: number; out: string; err: string }> => {
  let out = '';
  let err = '';
  const known = ['--chain', 'chain', '--crls', 'crls', '--trust', 'roots.pem'];
  const status = await run(['identity', 'check-certificate', ...words, ...known], {
    commands: [identityCheckCertificate],
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

const at = ['--at', now.toISOString()];
const rules = ['--issuers', 'names.json', '--policies', 'policies.json'];

it('says who a card logs in, as one line of JSON, with status 0', async () => {
  const { status, out } = await check('card.pem', ...rules, ...at);
  expect(out).toBe(`{"accepted":true,"hsaId":"${hsaId}","loa":3,"reason":"accepted"}\n`);
  expect(status).toBe(0);
});

it('says why a certificate is refused, with status 3', async () => {
  const { status, out } = await check('function.pem', ...rules, ...at);
  expect(out).toBe('{"accepted":false,"hsaId":null,"loa":null,"reason":"function-certificate"}\n');
  expect(status).toBe(3);
});

it('says of the path alone that it is valid, whosesoever it is', async () => {
  const { status, out } = await check('function.pem', '--path-only', ...at);
  expect(out).toBe('{"accepted":true,"hsaId":null,"loa":null,"reason":"accepted"}\n');
  expect(status).toBe(0);
});

it('takes the time as it is told', async () => {
  const { status, out } = await check('card.pem', ...rules, '--at', '2036-05-04T10:00:00+02:00');
  expect(JSON.parse(out)).toMatchObject({ accepted: false, reason: 'expired' });
  expect(status).toBe(3);
});

it('takes the level of each policy from an object', async () => {
  const { out } = await check(
    'card.pem',
    '--issuers',
    'names.json',
    '--policies',
    'levels.json',
    ...at,
  );
  expect(JSON.parse(out)).toMatchObject({ accepted: false, reason: 'level-too-low' });
});

it.each([
  ['a time that is none', ['card.pem', ...rules, '--at', 'yesterday'], 'usage-wrong'],
  ['rules that are no JSON', ['card.pem', '--issuers', 'wrong.json', ...at], 'usage-wrong'],
  ['no rules at all', ['card.pem', ...at], 'usage-wrong'],
  ['a file that is not there', ['other.pem', ...rules, ...at], 'file-failed'],
])('refuses the command line with status 1: %s', async (_, words, code) => {
  const { status, out, err } = await check(...words);
  expect([status, out]).toEqual([1, '']);
  expect(err).toContain(code);
});
