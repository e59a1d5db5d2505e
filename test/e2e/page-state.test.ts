import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  faultsOf,
  logInByBrowser,
  openVisitor,
  startBrowser,
  type Look,
  type Visitor,
} from '../support/browser.ts';
import { mixedFax } from '../support/mixed-fax.ts';
import { operatorOf } from '../support/operator.ts';
import { staffAt } from '../support/staff.ts';
import { startTestHouse, type TestHouse } from '../support/test-house.ts';

let house: TestHouse;
let browser: Browser;
let path: string;
let anna: Visitor;
let careId = '';

beforeAll(async () => {
  [house, browser] = await Promise.all([startTestHouse(), startBrowser()]);
  const { message = '' } = await house.carrier.send(
    { bytes: await mixedFax(), from: '+46317001234', to: '+46846500410', pages: 4 },
    { publicOrigin: house.ingestOrigin },
  );
  await (await staffAt(house.mailboxOrigin, 'anna')).untilFiled(message);
  const cecilia = await staffAt(house.mailboxOrigin, 'cecilia');
  careId = (await cecilia.departments())[0]?.id ?? '';
  path = `/m/${message}`;
  anna = await visit({ locale: 'en-GB' });
});
afterAll(async () => {
  await browser.close();
  await house.remove();
});

const visit = async (look: Look): Promise<Visitor> => {
  const visitor = await openVisitor(browser, look);
  await logInByBrowser(visitor.page, house.mailboxOrigin, /Anna Lind/, path);
  await shown(visitor.page, 1);
  return visitor;
};

const shown = (page: Page, number: number): Promise<void> =>
  page.locator(`img[src*="/pages/${number}"][data-state=loaded]`).waitFor();

/** Brings a page before one's eyes by the list of pages. */
const turnTo = async (page: Page, number: number): Promise<void> => {
  await page.locator('.toolbar__position').click();
  await page
    .getByRole('menuitemradio')
    .nth(number - 1)
    .click();
  await shown(page, number);
};

/** What Cecilia's department demands, which is one of Björn's two. */
const demand = (level: string): Promise<unknown> =>
  operatorOf(house.ownerUrl).assurance(careId, level);

const box = (page: Page, selector: string) =>
  page
    .locator(selector)
    .evaluate((element) => element.getBoundingClientRect())
    .then(({ x, y, width, height }) => ({ x, y, width, height }));

describe('a fax with pages in different states', () => {
  it('says in the list of pages which are damaged, incomplete or blank', async () => {
    const { page } = anna;
    await page.locator('.toolbar__position').click();
    const items = page.getByRole('menuitemradio');
    expect(await items.allInnerTexts()).toEqual([
      'Page 1',
      expect.stringMatching(/^Page 2\s+incomplete\s+5 damaged lines$/),
      expect.stringMatching(/^Page 3\s+blank$/),
      expect.stringMatching(/^Page 4\s+incomplete$/),
    ]);
    await page.keyboard.press('Escape');
  });

  it('says above each page in plain words what is the matter with it', async () => {
    const { page } = anna;
    for (const [number, sentence] of [
      [2, '5 damaged lines, where the edge is marked. Read figures there with care.'],
      [3, 'Blank page (kept, because the sender’s count includes it).'],
      [4, 'The page broke off; the lower part never came.'],
    ] as const) {
      await turnTo(page, number);
      await page.locator(`#page-${number}`).getByText(sentence).waitFor();
      const picture = page.locator(`#page-${number} img`);
      expect(
        await picture.evaluate((image) => image.ariaDescribedByElements?.[0]?.textContent),
      ).toContain(sentence);
    }
    expect(await page.locator('#page-1 .leaf__remarks').count()).toBe(0);
  });

  it('marks the edge at the height where the lines are damaged', async () => {
    const { page } = anna;
    await turnTo(page, 2);
    const sheet = await box(page, '#page-2 .sheet');
    const marks = await page
      .locator('#page-2 .sheet__damage')
      .evaluateAll((all) => all.map((mark) => mark.getBoundingClientRect().top));
    const heights = marks.map((top) => (top - sheet.y) / sheet.height);
    expect(heights).toEqual([expect.closeTo(0.32, 2), expect.closeTo(0.575, 2)]);
  });

  it('is turned for the eye by a key, with its marks, and back again', async () => {
    const { page } = anna;
    await turnTo(page, 2);
    const upright = await box(page, '#page-2 .sheet__face');
    await page.keyboard.press('v');
    const across = await box(page, '#page-2 .sheet__face');
    expect(across.width / across.height).toBeCloseTo(upright.height / upright.width, 1);
    const [mark] = await page
      .locator('#page-2 .sheet__damage')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().right));
    expect(((mark ?? 0) - across.x) / across.width).toBeCloseTo(1 - 0.32, 1);
    for (const _ of [180, 270, 0]) await page.keyboard.press('v');
    const back = await box(page, '#page-2 .sheet__face');
    expect([back.width, back.height]).toEqual([upright.width, upright.height]);
  });

  it('made the browser complain of nothing', () => {
    expect(anna.complaints).toEqual([]);
  });
});

describe('a department that demands a stronger login', () => {
  const name = 'Vård och omsorg';

  it('has a lock in the list, and opens by choosing it and logging in once more', async () => {
    await demand('LoA4');
    const { context, page, complaints } = await openVisitor(browser, { locale: 'en-GB' });
    await logInByBrowser(page, house.mailboxOrigin, /Björn Ek/);
    await page.getByRole('button', { name: /^Department/ }).click();
    const locked = page.getByRole('menuitemradio', { name });
    expect(await locked.innerText()).toContain('Log in with a stronger login to open');
    expect(await faultsOf(page)).toEqual([]);
    await locked.click();
    // by card one would reach less than is demanded
    await page.getByRole('link', { name: /SSO/ }).click();
    await page.getByRole('button', { name: /Björn Ek/ }).click();
    await page.getByRole('button', { name: `Department: ${name}` }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
    await demand('LoA3');
  });

  it('keeps what is being written when the demand rises: one logs in beside it and goes on', async () => {
    const { context, page } = await openVisitor(browser, { locale: 'en-GB' });
    await logInByBrowser(page, house.mailboxOrigin, /Cecilia Åberg/);
    await page.getByRole('button', { name: 'New message' }).click();
    const text = page.getByRole('textbox', { name: 'Message' });
    await text.fill('Before.');
    await page.getByText(/^Saved/).waitFor();
    await demand('LoA4');
    await text.fill('Before, and after.');
    const dialog = page.getByRole('alertdialog', { name: 'A stronger login is needed' });
    await dialog.waitFor();
    const [beside] = await Promise.all([
      context.waitForEvent('page'),
      dialog.getByRole('link').click(),
    ]);
    await beside.getByRole('link', { name: /SSO/ }).click();
    await beside.getByRole('button', { name: /Cecilia Åberg/ }).click();
    await beside.waitForURL(/logged-in/);
    await beside.close();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(/^Saved/).waitFor();
    await page.reload();
    expect(await text.inputValue()).toBe('Before, and after.');
    await context.close();
    await demand('LoA3');
  });
});

describe('the state of pages for everybody (WCAG 2.2 AA)', () => {
  it.each([
    ['sv-SE', 'light'],
    ['sv-SE', 'dark'],
    ['en-GB', 'light'],
    ['en-GB', 'dark'],
  ] as const)('has no fault that axe finds: %s, %s', async (locale, colorScheme) => {
    const { context, page } = await visit({ locale, colorScheme });
    await turnTo(page, 2);
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('v');
    expect(await faultsOf(page)).toEqual([]);
    await page.locator('.toolbar__position').click();
    expect(await faultsOf(page)).toEqual([]);
    await context.close();
  });

  it.each([
    [320, 568],
    [320, 256],
    [1366, 768],
  ])('needs no sideways scroll at %d × %d, turned or not', async (width, height) => {
    const { context, page } = await visit({ width, height });
    const overflow = () =>
      page.evaluate(
        `Math.max(...[document.documentElement, ...document.querySelectorAll('.pages, .toolbar')]
           .map((element) => element.scrollWidth - element.clientWidth))`,
      );
    expect(await overflow()).toBeLessThanOrEqual(0);
    await turnTo(page, 2);
    await page.keyboard.press('v');
    expect(await overflow()).toBeLessThanOrEqual(0);
    await context.close();
  });
});
