import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import { join } from 'node:path';

import { policies } from '@kuvert/identity/test-support/siths-look-alike';
import type { CardConfig } from '@kuvert/mailbox/login/card/card-config';
import { startHouse, type House } from '@kuvert/mailbox/test-support/house';
import { createCookieJar, type CookieJar } from '@kuvert/simulators/oidc/cookie-jar';
import { selfSigned } from '@kuvert/testkit/certificate';

import type { Card, CardAuthority } from './card-authority.ts';

/** The name of the listener's certificate, to which the test's connections go whatever their address. */
export const cardName = 'kort.example.test';

export interface CardHouse extends House {
  readonly cardOrigin: string;
  /** Of the listener. */
  readonly ca: string;
  /** What the house's is ahead of this machine's, in milliseconds. */
  readonly clock: { ahead: number };
}

export const refusedAfterMs = 60;

/** A house whose staff log in by cards of this authority as well. */
export const startCardHouse = async (
  authority: CardAuthority,
  change: (folder: string) => Promise<Partial<CardConfig>> = async () => ({}),
  aMinute?: number,
): Promise<CardHouse> => {
  const { cert, key } = await selfSigned(`DNS:${cardName}`);
  const clock = { ahead: 0 };
  const house = await startHouse(
    {
      clock: { now: () => new Date(Date.now() + clock.ahead) },
      cardTimes: { evidenceMs: 30_000, responderMs: 20_000, refusedAfterMs },
    },
    async (config, folder) => {
      const [certificateFile, keyFile] = [join(folder, 'card.pem'), join(folder, 'card.key')];
      await writeFile(certificateFile, cert);
      await writeFile(keyFile, key, { mode: 0o600 });
      const card: CardConfig = {
        origin: `https://${cardName}`,
        port: 0,
        certificateFile,
        keyFile,
        rootsFile: authority.files.roots,
        casFile: authority.files.cas,
        issuers: ['SITHS e-id Person HSA-id 3 CA v1'],
        policies: new Map([
          [policies.loa3, 'LoA3'],
          [policies.loa2, 'LoA2'],
        ]),
        directory: 'urn:hsa',
        revocation: { hosts: [authority.host], isWithin: false, allowLoopback: true },
        helpUrl: undefined,
        proxy: undefined,
        ...(await change(folder)),
      };
      return { ...config, card, ...(aMinute !== undefined && { loginsAMinute: aMinute }) };
    },
  );
  const { cardOrigin = '' } = house.mailbox;
  return Object.assign(house, {
    cardOrigin,
    ca: cert,
    clock,
  });
};

export const newJar = (): CookieJar => createCookieJar((url, init) => fetch(url, init));

export const locationOf = (response: Response, base: string): string =>
  new URL(response.headers.get('location') ?? '', base).href;

/** Presses the button; where the browser is sent to. */
export const press = async (
  house: CardHouse,
  jar: CookieJar,
  query: Record<string, string> = { return: '/' },
): Promise<URL> => {
  const start = `${house.origin}/login/card/start?${new URLSearchParams(query).toString()}`;
  return new URL(locationOf(await jar.fetch(start), start));
};

/** Goes to the listener with a card, or without one; where that sends the browser to. */
export const show = async (
  house: CardHouse,
  at: URL,
  card: Pick<Card, 'cert' | 'key'> | undefined,
  options: RequestOptions = {},
): Promise<URL> => {
  const { port } = new URL(house.cardOrigin);
  const outgoing = request({
    host: '127.0.0.1',
    port,
    servername: cardName,
    ca: house.ca,
    agent: false,
    path: `${at.pathname}${at.search}`,
    ...(card && { cert: card.cert, key: card.key }),
    ...options,
  });
  outgoing.end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  response.resume();
  return new URL(response.headers.location ?? '', house.cardOrigin);
};

/** From the button to the address at which the mailbox takes the hand-over. */
export const reachHandOver = async (
  house: CardHouse,
  jar: CookieJar,
  card: Card,
): Promise<string> => (await show(house, await press(house, jar), card)).href;

export interface Me {
  readonly person: { readonly id: string; readonly name: string };
  readonly csrfToken: string;
}

/** Who the browser is logged in as. */
export const meIn = async (house: CardHouse, jar: CookieJar): Promise<Me | undefined> => {
  const response = await jar.fetch(`${house.origin}/api/me`);
  // the mailbox's own answer, described by its schema `Me`
  return response.ok ? ((await response.json()) as Me) : undefined;
};

/** The HSA-id and level of the session that a browser has. */
export const sessionOf = async (
  house: CardHouse,
  jar: CookieJar,
): Promise<{ subject: string; issuer: string; loa: string } | undefined> => {
  const me = await meIn(house, jar);
  const [row] = await house.database.sql(
    `select p.subject, p.issuer, s.loa from person p join session s on s.person_id = p.id
      where p.id = $1 and s.ended_at is null`,
    [me?.person.id],
  );
  // three columns of text
  return row as { subject: string; issuer: string; loa: string } | undefined;
};

export const lastRefusal = async (house: CardHouse): Promise<string> => {
  const [row] = await house.database.sql(
    `select detail from audit where action = 'card-refused' order by seq desc limit 1`,
  );
  return String(row?.['detail'] ?? '');
};
