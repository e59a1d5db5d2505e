import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import {
  expected,
  idp,
  nameId,
  responseXml,
  signXml,
} from '@kuvert/identity/test-support/saml-identity-provider';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import { run } from '../run.ts';
import { identityCheckSamlResponse } from './identity-saml.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kuvert-saml-'));
  await writeFile(join(folder, 'signed.xml'), signXml(responseXml(), 'Assertion'));
  await writeFile(join(folder, 'unsigned.xml'), responseXml());
  await writeFile(join(folder, 'idp.pem'), idp.certificate);
});
afterAll(() => rm(folder, { recursive: true }));

const check = async (
  file: string,
  change: Readonly<Record<string, string>> = {},
): Promise<{ status: number; out: string; err: string }> => {
  let out = '';
  let err = '';
  const options = {
    'idp-cert': 'idp.pem',
    audience: expected.audience,
    recipient: expected.recipient,
    'request-id': expected.requestId,
    at: expected.at.toISOString(),
    ...change,
  };
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const status = await run(['identity', 'check-saml-response', file, ...words], {
    commands: [identityCheckSamlResponse],
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

it('says whom a response logs in, as one line of JSON, with status 0', async () => {
  const { status, out } = await check('signed.xml');
  expect(out).toBe(`{"accepted":true,"nameId":"${nameId}","reason":"accepted"}\n`);
  expect(status).toBe(0);
});

it('says why a response is refused, with status 3', async () => {
  const { status, out } = await check('unsigned.xml');
  expect(out).toBe('{"accepted":false,"nameId":null,"reason":"signature-missing"}\n');
  expect(status).toBe(3);
});

it.each([
  ['audience', 'audience-wrong'],
  ['recipient', 'destination-wrong'],
  ['request-id', 'request-unknown'],
])('takes %s from the command line', async (option, reason) => {
  const { out } = await check('signed.xml', { [option]: 'https://other.example' });
  expect(JSON.parse(out)).toMatchObject({ accepted: false, reason });
});

it.each([
  ['an empty request id', { 'request-id': '' }, 'usage-wrong'],
  ['a certificate that is none', { 'idp-cert': 'signed.xml' }, 'usage-wrong'],
  ['a certificate that is not there', { 'idp-cert': 'other.pem' }, 'file-failed'],
])('refuses the command line with status 1: %s', async (_, change, code) => {
  const { status, out, err } = await check('signed.xml', change);
  expect([status, out]).toEqual([1, '']);
  expect(err).toContain(code);
});
