import { execFile } from 'node:child_process';
import { randomUUID, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { keyUsageBits, oids } from '@kuvert/identity/certificate/extensions';
import {
  extension,
  pem,
  rdn,
  testKey,
  type TestKey,
} from '@kuvert/identity/test-support/certificate-authority';
import {
  cardSubject,
  makeCa,
  makeCard,
  makeCrl,
  nextSerial,
  type CardChange,
  type LookAlikeCa,
} from '@kuvert/identity/test-support/siths-look-alike';

const execute = promisify(execFile);
const day = 24 * 60 * 60 * 1000;
const at = (days: number): Date => new Date(Date.now() + days * day);
const validity = { from: at(-30), to: at(300) };

/** A card as its owner has it: what TLS shows, and the key that the chip keeps. */
export interface Card {
  readonly cert: string;
  readonly key: string;
  readonly der: Buffer;
  readonly serial: number;
  readonly hsaId: string;
}

export type CaName = 'root' | 'hsa3' | 'hsa2' | 'function';

/** A look-alike of SITHS that is valid today, its lists over HTTP, and OpenSSL as its responder. */
export interface CardAuthority {
  readonly folder: string;
  readonly host: string;
  readonly files: { readonly roots: string; readonly cas: string };
  readonly cas: Readonly<Record<CaName, LookAlikeCa>>;
  card(hsaId: string, change?: CardChange, ca?: LookAlikeCa): Card;
  /** From now on the responder says so, and lists that are made. */
  revoke(card: Card): void;
  /** What is asked for: true, and there is an answer. */
  readonly serves: { ocsp: boolean; lists: boolean };
  /** Another list in the place of a CA's. */
  readonly lists: Map<CaName, Buffer>;
  /** Who signs in the place of a CA's responder. */
  readonly answersFor: Map<CaName, CaName>;
  readonly asked: { ocsp: number; lists: number };
  stop(): Promise<void>;
}

export const newHsaId = (): string =>
  `SE2321000016-${randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase()}`;

/** Needs `openssl`. */
export const startCardAuthority = async (): Promise<CardAuthority> => {
  const folder = await mkdtemp(join(tmpdir(), 'kuvert-card-'));
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // TCP: always AddressInfo
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const listAt = (name: CaName) => extension.distributionPoint(`http://${host}/${name}.crl`);
  const root = makeCa('SITHS e-id Root CA v2', undefined, { validity });
  const below = (name: string): LookAlikeCa =>
    makeCa(name, root, {
      validity,
      extensions: [
        extension.basicConstraints(true),
        extension.keyUsage(keyUsageBits.keyCertSign, keyUsageBits.cRLSign),
        listAt('root'),
      ],
    });
  const cas = {
    root,
    hsa3: below('SITHS e-id Person HSA-id 3 CA v1'),
    hsa2: below('SITHS e-id Person HSA-id 2 CA v1'),
    function: below('SITHS e-id Function CA v1'),
  } as const;
  const files = { roots: join(folder, 'roots.pem'), cas: join(folder, 'cas.pem') };
  await writeFile(files.roots, pem(root.der));
  await writeFile(
    files.cas,
    Buffer.concat([cas.hsa3, cas.hsa2, cas.function].map(({ der }) => pem(der))),
  );
  const issued: { readonly serial: number; revoked: boolean }[] = [];
  const lists = new Map<CaName, Buffer>();
  const answersFor = new Map<CaName, CaName>();
  const serves = { ocsp: true, lists: true };
  const asked = { ocsp: 0, lists: 0 };

  const listOf = (name: CaName): Buffer =>
    lists.get(name) ??
    makeCrl(cas[name], {
      validity: { from: at(-0.1), to: at(1) },
      revoked: issued.filter(({ revoked }) => revoked),
    });

  /** OpenSSL answers, by an index as `openssl ca` keeps it. */
  const respond = async (question: Buffer, ca: LookAlikeCa): Promise<Buffer> => {
    const own = await mkdtemp(join(folder, 'ocsp-'));
    const path = (name: string): string => join(own, name);
    const expires = `${validity.to.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`;
    const revokedAt = `${at(-1).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`;
    const index = issued.map(({ serial, revoked }) => {
      const hex = serial.toString(16).toUpperCase();
      const even = hex.length % 2 === 0 ? hex : `0${hex}`;
      return `${revoked ? 'R' : 'V'}\t${expires}\t${revoked ? revokedAt : ''}\t${even}\tunknown\t/CN=card ${even}\n`;
    });
    await writeFile(path('index.txt'), index.join(''));
    await writeFile(path('ca.pem'), pem(ca.der));
    await writeFile(path('ca.key'), pemKey(ca.key), { mode: 0o600 });
    await writeFile(path('question'), question);
    await execute(
      'openssl',
      ['ocsp', '-index', path('index.txt'), '-CA', path('ca.pem'), '-rsigner', path('ca.pem')]
        .concat(['-rkey', path('ca.key'), '-reqin', path('question'), '-respout', path('answer')])
        .concat(['-nmin', '5']),
    );
    return readFile(path('answer'));
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, name = 'root', kind] =
      /^\/(root|hsa3|hsa2|function)\.(crl|ocsp)$/.exec(request.url ?? '') ?? [];
    const isList = kind === 'crl';
    asked[isList ? 'lists' : 'ocsp'] += 1;
    if (!serves[isList ? 'lists' : 'ocsp']) {
      response.writeHead(503).end();
      return;
    }
    // one of the names that the expression lists
    const ca = name as CaName;
    if (isList) response.end(listOf(ca));
    else
      response.end(
        await respond(Buffer.concat(await request.toArray()), cas[answersFor.get(ca) ?? ca]),
      );
  };
  return {
    folder,
    host,
    files,
    cas,
    serves,
    lists,
    answersFor,
    asked,
    card: (hsaId, { more = [], ...change } = {}, ca = cas.hsa3) => {
      const [key, serial] = [change.key ?? testKey(), change.serial ?? nextSerial()];
      const [name = 'hsa3'] = (Object.keys(cas) as CaName[]).filter((each) => cas[each] === ca);
      const der = makeCard(ca, {
        validity,
        subject: cardSubject(rdn(oids.serialNumber, hsaId)),
        ...change,
        key,
        serial,
        more: [listAt(name), extension.ocspResponder(`http://${host}/${name}.ocsp`), ...more],
      });
      issued.push({ serial, revoked: false });
      const cert = `${pem(der).toString()}${pem(ca.der).toString()}`;
      return { cert, key: pemKey(key), der, serial, hsaId };
    },
    revoke: ({ serial }) => {
      for (const one of issued) if (one.serial === serial) one.revoked = true;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const pemKey = ({ privateKey }: TestKey): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** As the audit trail names it. */
export const fingerprintOf = ({ der }: Card): string =>
  new X509Certificate(der).fingerprint256.replaceAll(':', '').toLowerCase();
