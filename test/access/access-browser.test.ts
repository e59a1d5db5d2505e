import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { addOutboundKey } from '@kuvert/mailbox/test-support/compose';
import { startHouse, type House } from '@kuvert/mailbox/test-support/house';

import { faultsOf, logInByBrowser, openVisitor, startBrowser } from '../support/browser.ts';

let house: House;
let browser: Browser;

beforeAll(async () => {
  [house, browser] = await Promise.all([
    startHouse({}, (config) => ({ ...config, webFolder: undefined })),
    startBrowser(),
  ]);
  await house.receive(house.care);
  await addOutboundKey(house.database);
  await house.database.sql(
    `update membership set created_at = now() - interval '1 day', role = 'administrator' where person_id = $1`,
    [house.personIds.anna],
  );
});
afterAll(async () => {
  await browser.close();
  await house.stop();
});

const announce = (kind: string, minutes: number | null): Promise<unknown> =>
  house.database.sql(`select announce($1, $2, $3, now(), now() + $4 * interval '1 minute')`, [
    house.care.id,
    kind,
    house.personIds.cecilia,
    minutes,
  ]);

describe('what is announced to a department', () => {
  it('appears by itself over the work of its administrator, and stays until each was seen', async () => {
    const { page, context, complaints } = await openVisitor(browser, { locale: 'en-GB' });
    const listening = page.waitForResponse('**/api/events');
    await logInByBrowser(page, house.origin, /Anna Öberg/);
    await listening;
    await announce('member-by-group', null);
    const banner = page.getByRole('status', { name: 'For your attention' });
    await banner
      .getByText('Cecilia Lund was added to Hemsjukvården by a group in the directory of staff.')
      .waitFor();
    await announce('break-glass', 30);
    await banner.getByText('who does not belong to Hemsjukvården').waitFor();
    expect(await faultsOf(page)).toEqual([]);

    await page.reload();
    await banner.getByRole('button').first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => banner.getByRole('button').count()).toBe(1);
    await page.keyboard.press('Enter');
    await banner.waitFor({ state: 'detached' });
    expect(await page.locator('#list:focus').count()).toBe(1);
    await page.reload();
    await page.locator('.row').first().waitFor();
    expect(await banner.count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('breaking the glass', () => {
  it('opens another department for a while, tells its people, and ends by a press', async () => {
    const { page, context, complaints } = await openVisitor(browser, { locale: 'en-GB' });
    await logInByBrowser(page, house.origin, /Cecilia Lund/);
    await page.getByRole('button', { name: /^Department/ }).click();
    await page.getByRole('menuitem', { name: 'Open another department…' }).click();
    await page.getByLabel('Department').selectOption('Hemsjukvården');
    await page.getByLabel('Finding a fax that went astray').check();
    await page
      .getByLabel('The reason, in your own words')
      .fill('The sender waits on the telephone');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Open the department' }).click();

    const banner = page.getByRole('status', { name: 'For your attention' });
    await banner.getByText('You are looking into Hemsjukvården, which is not yours.').waitFor();
    expect(await banner.textContent()).toContain('30 minutes left');
    await page.locator('.row').first().click();
    await page.locator('img[src*="/pages/1"][data-state=loaded]').waitFor();
    expect(await page.getByRole('button', { name: 'Take', exact: true }).count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);

    await banner.getByRole('button', { name: 'End it now' }).click();
    await page.getByRole('button', { name: 'Department: Elevhälsan' }).waitFor();
    expect(await banner.count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('a session that is ended from elsewhere', () => {
  it('keeps what is being written, which is saved after a login beside it', async () => {
    const { page, context } = await openVisitor(browser, { locale: 'en-GB' });
    await logInByBrowser(page, house.origin, /Bo Ek/);
    await page.getByRole('button', { name: 'New message' }).click();
    const text = page.getByRole('textbox', { name: 'Message' });
    await text.fill('Saved while logged in');
    await expect.poll(drafts).toBe(1);

    const other = await openVisitor(browser, { locale: 'en-GB' });
    await logInByBrowser(other.page, house.origin, /Bo Ek/, '/sessions');
    expect(await faultsOf(other.page)).toEqual([]);
    // nothing that the page does by itself gets through while it is being ended
    await page.route('**/api/drafts/**', (route) => route.abort());
    await text.fill('Written while somebody ended the session');
    await other.page.getByRole('button', { name: 'End all others' }).click();
    await other.page.getByText('1 login was ended.').waitFor();
    await page.unroute('**/api/drafts/**');

    await page.getByText('You have been logged out').waitFor();
    const [beside] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('link', { name: 'Log in in a new tab' }).click(),
    ]);
    await beside
      .getByRole('link', { name: /SSO/ })
      .or(beside.getByRole('button', { name: /SSO/ }))
      .click();
    await beside.getByRole('button', { name: /Bo Ek/ }).click();
    await beside.waitForURL('**/logged-in');
    await page.bringToFront();
    await page.getByText('You have been logged out').waitFor({ state: 'detached' });
    expect(await text.inputValue()).toBe('Written while somebody ended the session');
    await page
      .getByText(/^Saved/)
      .first()
      .waitFor();
    await page.reload();
    expect(await text.inputValue()).toBe('Written while somebody ended the session');
    await other.context.close();
    await context.close();
  });
});

const drafts = async (): Promise<number> =>
  (await house.database.sql('select from send_order where version > 0')).length;
