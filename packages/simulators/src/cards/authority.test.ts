import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { cardPassword, createCardAuthority, type CardAuthority } from './authority.ts';
import { startCardOffice } from './office.ts';

const openssl = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)('openssl', args)).stdout;

const anna = { name: 'Anna Lind', hsaId: 'SE2321000016-ANNA' };
let authority: CardAuthority;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kuvert-cards-'));
  authority = await createCardAuthority([anna], {
    listOrigin: 'http://127.0.0.1:1',
    now: new Date(),
  });
});
afterAll(() => rm(folder, { recursive: true }));

it('makes a file that others open, with key, card and CA', async () => {
  const [card] = authority.cards;
  const file = join(folder, 'anna.p12');
  await writeFile(file, card?.p12 ?? '', 'base64');
  const text = await openssl('pkcs12', '-in', file, '-passin', `pass:${cardPassword}`, '-noenc');
  expect(text.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  expect(text).toMatch(/BEGIN PRIVATE KEY/);
  expect(text).toMatch(/serialNumber ?= ?SE2321000016-ANNA/);
});

it('makes cards that its own root vouches for, and lists that say so', async () => {
  const office = await startCardOffice({ authority, port: 0, loginUrl: 'http://localhost/login' });
  const at = (name: string): string => join(folder, name);
  await writeFile(at('root.pem'), authority.root);
  await writeFile(at('issuer.pem'), authority.issuer);
  for (const name of ['root', 'issuer']) {
    const list = await fetch(`${office.origin}/${name}.crl`);
    await writeFile(at(`${name}.der`), new Uint8Array(await list.arrayBuffer()));
    await openssl('crl', '-inform', 'der', '-in', at(`${name}.der`), '-out', at(`${name}.crl`));
  }
  const p12 = new Uint8Array(
    await (await fetch(`${office.origin}/${anna.hsaId}.p12`)).arrayBuffer(),
  );
  await office.stop();
  await writeFile(at('card.p12'), p12);
  const password = ['-passin', `pass:${cardPassword}`];
  await openssl(
    'pkcs12',
    '-in',
    at('card.p12'),
    ...password,
    '-clcerts',
    '-nokeys',
    '-out',
    at('card.pem'),
  );
  const lists = ['-CRLfile', at('root.crl'), '-CRLfile', at('issuer.crl'), '-crl_check_all'];
  const chain = ['-CAfile', at('root.pem'), '-untrusted', at('issuer.pem')];
  const judged = await openssl(
    'verify',
    ...chain,
    ...lists,
    '-purpose',
    'sslclient',
    at('card.pem'),
  );
  expect(judged).toMatch(/: OK/);
});

it('says on its page, in either language, what to do and how the file is opened', async () => {
  const office = await startCardOffice({ authority, port: 0, loginUrl: 'http://localhost/login' });
  const pages = await Promise.all(
    ['sv', 'en'].map(async (language) =>
      (await fetch(office.origin, { headers: { 'accept-language': language } })).text(),
    ),
  );
  await office.stop();
  expect(pages[0]).toMatch(/Lösenordet är kuvert[^]*Anna Lind[^]*Lägg in den i webbläsaren/);
  expect(pages[1]).toMatch(/password is kuvert[^]*Anna Lind[^]*Add it to the browser/);
});
