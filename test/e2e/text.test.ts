import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openPartnerSystem, sampleLetter, samplePdf } from '@kuvert/infra/local/partner-system';
import { askTool } from '@kuvert/fax-document/testing/debian-tools';

import {
  faultsOf,
  logInByBrowser,
  openVisitor,
  startBrowser,
  type Look,
} from '../support/browser.ts';
import { staffAt, type Staff } from '../support/staff.ts';
import { checkout, startTestHouse, type TestHouse } from '../support/test-house.ts';

let house: TestHouse;
let browser: Browser;
let staff: Staff;
let message: string;

beforeAll(async () => {
  [house, browser] = await Promise.all([startTestHouse({ readsText: true }), startBrowser()]);
  staff = await staffAt(house.mailboxOrigin, 'anna');
});
afterAll(async () => {
  await browser.close();
  await house.remove();
});

/** Somebody with the message open. */
const visit = async (look: Look = {}) => {
  const visitor = await openVisitor(browser, look);
  await logInByBrowser(visitor.page, house.mailboxOrigin, /Anna Lind/, `/m/${message}`);
  await visitor.page.locator('img[src*="/pages/1"]').waitFor();
  return visitor;
};

const textIn = (page: Page) =>
  page.getByRole('tabpanel').getByText(/Remiss till ortopedmottagningen/);

describe('the text of a fax that came in a moment ago', () => {
  it('comes by itself under the tab, labelled as read by machine, in its own language', async () => {
    const bytes = await readFile(join(checkout, 'infra/local/samples/referral.tif'));
    const sent = await house.carrier.send(
      { bytes, from: '+46317001234', to: '+46846500410', pages: 1 },
      { publicOrigin: house.ingestOrigin },
    );
    message = (await staff.untilFiled(sent.message ?? '')).id;
    const { context, page, complaints } = await visit({ locale: 'en-GB' });
    await page.getByRole('tab', { name: 'Text' }).click();
    await textIn(page).waitFor({ timeout: 120_000 });
    const panel = page.getByRole('tabpanel');
    expect(await panel.innerText()).toContain('Machine-read, may contain errors.');
    expect(await panel.innerText()).toContain('Görel Ängström');
    expect(await panel.locator('[lang=sv]').innerText()).toContain('Apixaban 5 mg 1x2');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is opened once for a look at it, in the name of who looked; the machine had its own look', async () => {
    const client = new pg.Client({ connectionString: house.ownerUrl });
    await client.connect();
    const { rows } = await client.query(
      `select action, person_id is null as system, count(*)::int as times from audit
        where message_id = $1 and action in ('text', 'recognise', 'text-read') group by 1, 2 order by 1`,
      [message],
    );
    await client.end();
    expect(rows).toEqual([
      { action: 'recognise', system: true, times: 1 },
      { action: 'text', system: false, times: 1 },
      { action: 'text-read', system: true, times: 1 },
    ]);
  });

  it('is found in the PDF that one downloads, by any program', async () => {
    const { documents } = await staff.get<Awaited<ReturnType<Staff['untilRead']>>>(
      `/api/messages/${message}`,
    );
    expect(documents.map(({ kind }) => kind)).toEqual(['searchable', 'pdf', 'original']);
    const pdf = await staff.download(await staff.untilRead(message), 'searchable');
    const found = askTool('pdftotext', ['in.pdf', '-'], { 'in.pdf': pdf });
    expect(found).toContain('Remiss till ortopedmottagningen');
    expect(found).toContain('Görel Ängström');
  });

  it('is pointed to by the picture of the page', async () => {
    const { context, page } = await visit();
    const picture = page.locator('img[src*="/pages/1"]');
    await expect.poll(() => picture.getAttribute('alt')).toContain('fliken Text');
    await context.close();
  });
});

describe('going between page and text', () => {
  it('works by a key, leaves the picture as it is, and is remembered', async () => {
    const { context, page } = await visit();
    await page.locator('img[src*="/pages/1"][data-state=loaded]').waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.keyboard.press('s');
    await textIn(page).waitFor();
    await page.keyboard.press('s');
    await page.locator('img[src*="/pages/1"]').waitFor({ state: 'visible' });
    await page.keyboard.press('s');
    await textIn(page).waitFor();
    expect(asked.filter((path) => /\/(pages|text)/.test(path))).toEqual([
      `/api/messages/${message}/text`,
    ]);
    await page.reload();
    await textIn(page).waitFor();
    await context.close();
  });

  it('works by the arrow keys on the tabs, and back to the page of a heading', async () => {
    const { context, page } = await visit({ locale: 'en-GB' });
    await page.getByRole('tab', { name: 'Page' }).focus();
    await page.keyboard.press('ArrowRight');
    await textIn(page).waitFor();
    await page.getByRole('button', { name: 'Show page 1' }).click();
    await page.locator('img[src*="/pages/1"]').waitFor({ state: 'visible' });
    expect(await page.getByRole('tab', { name: 'Page' }).getAttribute('aria-selected')).toBe(
      'true',
    );
    await context.close();
  });
});

describe('the text of a message with several files', () => {
  it('stands under the name of each file', async () => {
    const pdf = await readFile(samplePdf);
    const further = [{ name: 'epikris.pdf', pdf }];
    const system = await openPartnerSystem(house);
    const sent = await system.send({ ...sampleLetter, pdf, further });
    const { context, page } = await openVisitor(browser);
    await logInByBrowser(page, house.mailboxOrigin, /Anna Lind/);
    await page
      .getByRole('row', { name: /Vårdcentralen Björken/ })
      .first()
      .click();
    await page
      .getByText(sent.attributes.label ?? '')
      .first()
      .waitFor();
    await page.getByRole('tab', { name: 'Text' }).click();
    const headings = page.getByRole('tabpanel').getByRole('heading');
    await expect
      .poll(() => headings.allInnerTexts(), { timeout: 120_000 })
      .toEqual(['remiss.pdf', 'Sida 1 av 2', 'epikris.pdf', 'Sida 2 av 2']);
    expect(await faultsOf(page)).toEqual([]);
    await context.close();
  }, 150_000);
});

describe('the text for everybody (WCAG 2.2 AA)', () => {
  it.each([
    [{ locale: 'sv-SE', colorScheme: 'dark' }],
    [{ locale: 'en-GB', width: 320, height: 568 }],
    [{ locale: 'sv-SE', width: 320, height: 256 }],
  ] as const)('has no fault that axe finds and needs no sideways scroll: %j', async (look) => {
    const { context, page } = await visit(look);
    await page.getByRole('tab', { name: 'Text' }).click();
    await textIn(page).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await context.close();
  });
});
