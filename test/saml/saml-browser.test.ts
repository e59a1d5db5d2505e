import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { faultsOf, startBrowser } from '../support/browser.ts';
import { startSamlHouse, type SamlHouse } from './saml-house.ts';

let house: SamlHouse;
let browser: Browser;

beforeAll(async () => {
  house = await startSamlHouse();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await house.stop();
});

it('in a browser somebody logs in by SAML, more strongly where it is demanded, and out', async () => {
  house.idp.behaviour.contexts = ['http://id.sambi.se/loa/loa3', 'http://id.sambi.se/loa/loa4'];
  const context = await browser.newContext({ locale: 'en-GB', colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto(`${house.origin}/login?return=/logged-in`);
  const faults = await faultsOf(page);
  await page.getByRole('link', { name: 'Log in with SSO' }).click();
  await page.getByRole('button', { name: 'Anna Öberg' }).click();
  await page.waitForURL(`${house.origin}/logged-in`);
  await page.goto(`${house.origin}/login/stronger?loa=LoA4&return=/logged-in`);
  await page.getByRole('button', { name: 'Anna Öberg' }).click();
  await page.waitForURL(`${house.origin}/logged-in`);
  const cookies = await context.cookies(house.origin);
  await page.goto(`${house.origin}/sessions`);
  await page.getByRole('button', { name: 'Log out', exact: true }).click();
  await page.waitForURL(`${house.origin}/login?left=everywhere`);
  const said = await page.getByRole('status').textContent();
  const after = await context.request.get(`${house.origin}/api/me`);
  const rows = await house.database.sql(
    `select action, detail from audit where action in ('login', 'step-up', 'logout') order by seq`,
  );
  await context.close();
  expect(faults).toEqual([]);
  expect(cookies.find(({ name }) => name === '__Host-kuvert')?.sameSite).toBe('Lax');
  expect([after.status(), said]).toEqual([401, 'You are logged out, here and where you log in.']);
  expect(house.idp.openSessions()).toHaveLength(1);
  expect(rows).toEqual([
    { action: 'login', detail: 'LoA3' },
    { action: 'step-up', detail: 'LoA4' },
    { action: 'logout', detail: null },
  ]);
});
