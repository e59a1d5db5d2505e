import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { freePort } from '@kuvert/platform/postgres/free-port';

import { faultsOf, startBrowser } from '../support/browser.ts';
import { newHsaId, startCardAuthority, type Card, type CardAuthority } from './card-authority.ts';
import { startCardHouse, type CardHouse } from './card-house.ts';
import { browserWithToken, putIntoToken } from './card-token.ts';

let authority: CardAuthority;
let house: CardHouse;
let browser: Browser;

beforeAll(async () => {
  authority = await startCardAuthority();
  house = await startCardHouse(authority, async () => {
    const port = await freePort();
    return { port, origin: `https://localhost:${port}` };
  });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await house.stop();
  await authority.stop();
});

/** A browser whose owner has this card in the reader; none has no certificate to show. */
const browserWith = (card?: Card): Promise<BrowserContext> =>
  browser.newContext({
    locale: 'en-GB',
    colorScheme: 'light',
    // the listener's own certificate is the test's
    ignoreHTTPSErrors: true,
    ...(card && {
      clientCertificates: [
        {
          origin: house.config.card?.origin ?? '',
          cert: Buffer.from(card.cert),
          key: Buffer.from(card.key),
        },
      ],
    }),
  });

describe('in a browser', () => {
  it('somebody logs in by card from the login page, and is in no department yet', async () => {
    const context = await browserWith(authority.card(newHsaId()));
    const page = await context.newPage();
    await page.goto(`${house.origin}/login`);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Log in with smart card' }).click();
    await page.waitForURL(`${house.origin}/`);
    const text = await page.textContent('main');
    await context.close();
    expect(text).toContain('Anna Andersson');
  });

  it('a card that is refused brings one back to a page that says so, and no more', async () => {
    const card = authority.card(newHsaId());
    authority.revoke(card);
    const context = await browserWith(card);
    const page = await context.newPage();
    await page.goto(`${house.origin}/login?return=/sent`);
    await page.getByRole('link', { name: 'Log in with smart card' }).click();
    const told = await page.getByRole('alert').textContent();
    const again = await page
      .getByRole('link', { name: 'Log in with smart card' })
      .getAttribute('href');
    const faults = await faultsOf(page);
    await context.close();
    expect(told).toContain('The login with the card did not succeed.');
    expect(told).not.toContain('revoked');
    expect({ again, faults }).toEqual({ again: '/login/card/start?return=%2Fsent', faults: [] });
  });

  it('without a card there is no login', async () => {
    const context = await browserWith();
    const page = await context.newPage();
    await page.goto(`${house.origin}/login`);
    await page.getByRole('link', { name: 'Log in with smart card' }).click();
    await expect.poll(() => page.url()).not.toContain('/login');
    const cookies = await context.cookies(house.origin);
    await context.close();
    expect(cookies.map(({ name }) => name)).not.toContain('__Host-kuvert');
  });
});

describe('with a card behind NSS', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kuvert-token-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('somebody logs in by what its token signs, in a browser that has no key of its own', async () => {
    const card = authority.card(newHsaId());
    const token = await putIntoToken(folder, card);
    const context = await browserWithToken(token, house.config.card?.origin ?? '');
    const page = await context.newPage();
    await page.goto(`${house.origin}/login`);
    await page.getByRole('link', { name: 'Log in with smart card' }).click();
    await page.waitForURL(`${house.origin}/`);
    const text = await page.textContent('main');
    await context.close();
    expect(text).toContain('Anna Andersson');
    const [row] = await house.database.sql(
      `select s.loa from session s join person p on p.id = s.person_id where p.subject = $1`,
      [card.hsaId],
    );
    expect(row).toEqual({ loa: 'LoA3' });
  }, 300_000);
});
