import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createFaxEngine } from '@kuvert/fax-document/engine';

import {
  faultsOf,
  logInByBrowser,
  openVisitor,
  startBrowser,
  type Visitor,
} from '../support/browser.ts';
import { readSample } from '../support/samples.ts';
import { staffAt } from '../support/staff.ts';
import { startTestHouse, type TestHouse } from '../support/test-house.ts';

let house: TestHouse;
let browser: Browser;
let anna: Visitor;
let earlier: string;
let later: string;

const engine = createFaxEngine({ processes: 1 });

/** As the sender's machine sends it: with a line above that says when. */
const sentAt = async (time: string): Promise<Uint8Array> => {
  const header = {
    time: new Date(time),
    timeZone: 'Europe/Stockholm',
    sender: 'VC NORR',
    number: '+46317001234',
    locale: 'sv',
  } as const;
  return (await engine.toFax([await readSample('sp-3pages.tif')], { header })).tiff;
};

const send = async (bytes: Uint8Array): Promise<string> => {
  const { message = '' } = await house.carrier.send(
    { bytes, from: '+46317001234', to: '+46846500410', pages: 3 },
    { publicOrigin: house.ingestOrigin },
  );
  return message;
};

beforeAll(async () => {
  [house, browser] = await Promise.all([startTestHouse({ readsText: true }), startBrowser()]);
  const staff = await staffAt(house.mailboxOrigin, 'anna');
  earlier = await send(await sentAt('2026-11-22T06:41:00Z'));
  await staff.untilFiled(earlier);
  anna = await openVisitor(browser, { locale: 'en-GB' });
  await logInByBrowser(anna.page, house.mailboxOrigin, /Anna Lind/, `/m/${earlier}`);
  later = await send(await sentAt('2026-11-22T07:12:00Z'));
});
afterAll(async () => {
  await engine.close();
  await browser.close();
  await house.remove();
});

describe('the same pages, sent again half an hour later', () => {
  it('are told of beside the earlier fax, which is open, by themselves', async () => {
    await anna.page.getByText(/^Probably sent again at /).waitFor();
    expect(await anna.page.getByText('the pages are nearly the same').count()).toBe(1);
  });

  it('are marked in the list, both of them', async () => {
    const marks = anna.page.locator('.row .mark--resend');
    expect(await marks.allInnerTexts()).toEqual(['probably a resend', 'probably a resend']);
  });

  it('lead from one to the other', async () => {
    await anna.page.getByRole('link', { name: 'Open the later one' }).click();
    await anna.page.getByText(/^Probably a resend of the one of /).waitFor();
    expect(anna.page.url()).toContain(`/m/${later}`);
  });

  it('stand in words and colours that everybody can read', async () => {
    expect(await faultsOf(anna.page)).toEqual([]);
  });

  it('can be said not to be the same, and that can be undone', async () => {
    const { page } = anna;
    await page.getByRole('button', { name: 'Not the same' }).click();
    await page.getByText(/^Not the same as the one of /).waitFor();
    const marks = page.locator('.row .mark--resend');
    await expect.poll(() => marks.count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText(/^Probably a resend of the one of /).waitFor();
    await expect.poll(() => marks.count()).toBe(2);
  });
});
