import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  faultsOf,
  logInByBrowser,
  openVisitor,
  startBrowser,
  type Visitor,
} from '../support/browser.ts';
import { operatorOf } from '../support/operator.ts';
import { readSample } from '../support/samples.ts';
import { staffAt, type Staff } from '../support/staff.ts';
import { startTestHouse, type TestHouse } from '../support/test-house.ts';

/** How soon one sees what another did. */
const soon = { timeout: 2_000 };

let house: TestHouse;
let browser: Browser;
let staff: Staff;
let anna: Visitor;
let bjorn: Visitor;
let sent = 0;

beforeAll(async () => {
  [house, browser] = await Promise.all([startTestHouse(), startBrowser()]);
  staff = await staffAt(house.mailboxOrigin, 'anna');
  anna = await visitor(/Anna Lind/);
  bjorn = await visitor(/Björn Ek/);
});
afterAll(async () => {
  await browser.close();
  await house.remove();
});

const visitor = async (name: RegExp): Promise<Visitor> => {
  const opened = await openVisitor(browser);
  await logInByBrowser(opened.page, house.mailboxOrigin, name);
  return opened;
};

interface Sent {
  readonly id: string;
  readonly from: string;
}

/** A fax to a department where Anna and Björn work. */
const fax = async (): Promise<Sent> => {
  sent += 1;
  const { message = '' } = await house.carrier.send(
    {
      bytes: await readSample('sp-ecm-mr.tif'),
      from: `+46317002${100 + sent}`,
      to: '+46846500410',
    },
    { publicOrigin: house.ingestOrigin },
  );
  await staff.untilFiled(message);
  return {
    id: message,
    from: `031-700 2${1 + Math.floor(sent / 100)} ${String(sent).padStart(2, '0')}`,
  };
};

const open = async ({ page }: Visitor, { id }: Sent, view = 'all'): Promise<Page> => {
  await page.goto(`${house.mailboxOrigin}/m/${id}?view=${view}`);
  await page.locator('img[src*="/pages/1"][data-state=loaded]').waitFor();
  return page;
};

const button = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Det öppnade' }).getByRole('button', { name, exact: true });

/** The number beside a view in the rail, 0 when there is none. */
const counter = async (page: Page, view: string): Promise<number> =>
  Number((await page.locator(`.rail__view--${view} .rail__count`).allInnerTexts())[0] ?? 0);

const untilCounter = (page: Page, view: string, count: number) =>
  expect.poll(() => counter(page, view), soon).toBe(count);

const focused = (page: Page): Promise<string> =>
  page.evaluate(
    'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent',
  );

describe('taking a fax', () => {
  it('is counted at once here and in a colleague’s window, and the focus stays in the toolbar', async () => {
    const message = await fax();
    const page = await open(anna, message);
    await bjorn.page.goto(`${house.mailboxOrigin}/?view=all`);
    const [fresh, mine] = [await counter(page, 'new'), await counter(page, 'mine')];
    await button(page, 'Ta').click();
    await untilCounter(page, 'mine', mine + 1);
    await untilCounter(page, 'new', fresh - 1);
    await untilCounter(bjorn.page, 'new', fresh - 1);
    await bjorn.page
      .getByRole('row', { name: new RegExp(`${message.from}.*tagen av Anna Lind`) })
      .waitFor(soon);
    await expect.poll(() => focused(page)).toBe('Registrera');
  });

  it('and giving it back need no mouse', async () => {
    const page = await open(anna, await fax());
    const fresh = await counter(page, 'new');
    await page.keyboard.press('t');
    await untilCounter(page, 'new', fresh - 1);
    await button(page, 'Lämna tillbaka').focus();
    await page.keyboard.press('Enter');
    await untilCounter(page, 'new', fresh);
    await expect.poll(() => focused(page)).toBe('Ta');
  });

  it('at the same moment as a colleague is won by one, and the other is told by whom', async () => {
    const message = await fax();
    const pages = [await open(anna, message), await open(bjorn, message)];
    const both = Promise.withResolvers<void>();
    let waiting = 0;
    for (const page of pages)
      await page.route('**/take', async (route) => {
        waiting += 1;
        if (waiting === pages.length) both.resolve();
        await both.promise;
        await route.continue();
      });
    await Promise.all(pages.map((page) => button(page, 'Ta').click()));
    await Promise.all(
      pages.map((page) => button(page, 'Ta över').or(button(page, 'Lämna tillbaka')).waitFor(soon)),
    );
    const won = await Promise.all(pages.map((page) => button(page, 'Lämna tillbaka').count()));
    expect(won.filter((count) => count === 1)).toHaveLength(1);
    const [loser, winner] = won[0] === 1 ? [bjorn, 'Anna Lind'] : [anna, 'Björn Ek'];
    await loser.page.getByText(`${winner} tog det alldeles nyss.`).first().waitFor(soon);
    await Promise.all(pages.map((page) => page.unroute('**/take')));
  });

  it('over from a colleague asks why, and the answer stands in the timeline of both', async () => {
    const message = await fax();
    await button(await open(bjorn, message), 'Ta').click();
    await button(bjorn.page, 'Lämna tillbaka').waitFor();
    const page = await open(anna, message);
    await page.keyboard.press('t');
    await page.getByRole('textbox', { name: 'Varför' }).fill('Björn är hemma i dag');
    await page.getByRole('dialog').getByRole('button', { name: 'Ta över' }).click();
    await expect.poll(() => focused(page)).toBe('Registrera');
    await button(bjorn.page, 'Visa uppgifter').click();
    await bjorn.page.getByText('Björn är hemma i dag').waitFor(soon);
  });
});

describe('a fax that is done', () => {
  it('gives way to the next new one, which has the focus, and can be taken back', async () => {
    const [next, message] = [await fax(), await fax()];
    const page = await open(anna, message, 'new');
    await page.keyboard.press('r');
    await page.getByRole('textbox', { name: 'System' }).fill('Treserva');
    await page.getByRole('textbox', { name: 'Beteckning' }).fill('2026-4711');
    await page.getByRole('textbox', { name: /^Vem det rör/ }).fill('850709-9805');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/m/${next.id}?*`, soon);
    await expect.poll(() => focused(page)).toContain(next.from);
    await page.getByRole('button', { name: 'Ångra' }).click();
    await page.waitForURL(`**/m/${message.id}?*`, soon);
    await button(page, 'Lämna tillbaka').waitFor(soon);
    await expect.poll(() => focused(page)).toContain(message.from);
  });

  it('is found among those that are done and opened again there', async () => {
    const message = await fax();
    const page = await open(anna, message, 'new');
    await page.keyboard.press('x');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Ångra' }).waitFor();
    await page.getByRole('link', { name: 'Klara' }).click();
    await page.getByRole('row', { name: new RegExp(message.from) }).click();
    await button(page, 'Öppna igen').click();
    await button(page, 'Lämna tillbaka').waitFor(soon);
    await expect.poll(() => focused(page)).toBe('Registrera');
  });

  it('is refused with words in the reader’s language when something is missing', async () => {
    const page = await open(anna, await fax());
    await page.keyboard.press('r');
    await page.getByRole('textbox', { name: 'System' }).fill('Treserva');
    await page.getByRole('textbox', { name: /^Vem det rör/ }).fill('850709-9805');
    await page.getByRole('textbox', { name: 'Beteckning' }).fill('   ');
    await page.keyboard.press('Enter');
    expect(await page.getByText('Fyll i det här.').count()).toBe(1);
    await page.keyboard.press('Escape');
  });
});

describe('a fax that is another department’s', () => {
  it('goes on to it, where it is new at once; here no page of it can be seen any more', async () => {
    const [next, message] = [await fax(), await fax()];
    const page = await open(anna, message, 'new');
    const department = (await (await staffAt(house.mailboxOrigin, 'cecilia')).departments())[0];
    await bjorn.page.goto(`${house.mailboxOrigin}/?department=${department?.id}&view=new`);
    await page.keyboard.press('f');
    const dialog = page.getByRole('dialog', { name: 'Inte vårt' });
    await dialog
      .getByLabel('Avdelningen som det är till')
      .selectOption({ label: department?.name ?? '' });
    await dialog.getByLabel(/Ett ord till dem/).fill('Gäller hemtjänsten');
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Skicka vidare' }).click();
    await page.waitForURL(`**/m/${next.id}?*`);
    await page.goto(`${house.mailboxOrigin}/m/${message.id}?view=done`);
    await page.getByText(`Skickat vidare till ${department?.name}`).first().waitFor();
    expect(await page.locator('img[src*="/pages/"]').count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);

    await bjorn.page.getByRole('row', { name: new RegExp(message.from) }).click();
    await bjorn.page
      .getByText('Kom först till Socialtjänsten, som skickade det vidare hit.')
      .waitFor();
    await bjorn.page.getByText('Gäller hemtjänsten').first().waitFor();
    await bjorn.page.locator('img[src*="/pages/1"][data-state=loaded]').waitFor();
  });
});

describe('a fax that is junk', () => {
  it('is set aside by one press, is kept where it can be taken out, and is new again by Undo', async () => {
    const message = await fax();
    const page = await open(anna, message, 'new');
    const fresh = await counter(page, 'new');
    await button(page, 'Skräp').click();
    await untilCounter(page, 'new', fresh - 1);
    await page.getByRole('button', { name: 'Ångra' }).click();
    await untilCounter(page, 'new', fresh);
    await button(page, 'Skräp').click();
    await untilCounter(page, 'new', fresh - 1);
    await open(anna, message, 'quarantine');
    await page.getByText('Lagt åt sidan som skräp. Det finns kvar.').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await button(page, 'Inte skräp').click();
    await untilCounter(page, 'new', fresh);
    await button(page, 'Ta').waitFor();
  });

  it('brings its number on the list by its administrator, who takes it off; a colleague is told who can', async () => {
    const message = await fax();
    const departmentId = (await staff.departments())[0]?.id ?? '';
    const operator = operatorOf(house.ownerUrl);
    await operator.role('Anna Lind', departmentId, 'administrator');
    const page = await open(anna, message, 'new');
    await button(page, 'Skräp').click();
    const also = page.getByRole('button', { name: /^Lägg också åt sidan/ });
    await also.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await also.press('Enter');
    await page.getByText(`Det som kommer från ${message.from} läggs åt sidan`).waitFor();

    await open(bjorn, message, 'quarantine');
    await button(bjorn.page, 'Inte skräp').click();
    await bjorn.page.getByText(/skräpavsändare. Anna Lind kan ta bort det därifrån/).waitFor();
    await button(bjorn.page, 'Skräp').click();

    await open(anna, message, 'quarantine');
    await button(page, 'Inte skräp').click();
    const unlist = page.getByRole('button', { name: 'Ta bort numret från listan' });
    await unlist.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await unlist.press('Enter');
    await page.getByText(`Det som kommer från ${message.from} är nytt igen`).waitFor();
    await operator.role('Anna Lind', departmentId, 'handler');
  });
});

describe('a fax that is restricted to Anna', () => {
  it('is gone from a colleague’s eyes at once, who sees that it is there and who can open it, until it is undone', async () => {
    const message = await fax();
    const page = await open(anna, message);
    const colleague = await visitor(/Björn Ek/);
    await open(colleague, message);
    await page.keyboard.press('i');
    await page.getByRole('button', { name: 'Begränsa till…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Vem ska kunna öppna det?' });
    await dialog.getByRole('checkbox', { name: 'Anna Lind', checked: true }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Begränsa', exact: true }).press('Enter');
    await page.getByText('Bara Anna Lind kan öppna det nu.').first().waitFor();
    await page.locator('.reader__marks').getByText('begränsat').waitFor();
    expect(await faultsOf(page)).toEqual([]);

    await colleague.page.getByText(/^Anna Lind kan öppna det/).waitFor();
    expect(await colleague.page.locator('img[src*="/pages/"]').count()).toBe(0);
    await colleague.page
      .getByRole('list', { name: 'Begränsat, för andra' })
      .getByRole('button', { name: /^Begränsat till Anna Lind/ })
      .waitFor();
    expect(await colleague.page.locator('#root').innerHTML()).not.toContain(message.from);
    expect(await faultsOf(colleague.page)).toEqual([]);

    await page.getByRole('button', { name: 'Ångra' }).click();
    await colleague.page.locator('img[src*="/pages/1"][data-state=loaded]').waitFor();
    await page.keyboard.press('i');
    await colleague.context.close();
  });
});

describe('a member who only reads', () => {
  it('is offered nothing but reading', async () => {
    const message = await fax();
    const departmentId = (await staff.departments())[0]?.id ?? '';
    const operator = operatorOf(house.ownerUrl);
    const reader = await visitor(/Björn Ek/);
    await operator.secondLook(departmentId, 'colleague');
    await operator.role('Björn Ek', departmentId, 'reader');
    const page = await open(reader, message);
    await page.getByText(/Du läser här. Den som är /).waitFor();
    expect(await page.locator('.rail__view .rail__word').allInnerTexts()).toEqual([
      ...['Nya', 'Tagna', 'Kräver åtgärd', 'Remisser', 'Klara', 'Skräp', 'Alla'],
      ...['Skickat', 'Kontakter', 'Incidenter'],
    ]);
    const offered = await page
      .getByRole('region', { name: 'Det öppnade' })
      .getByRole('button')
      .all();
    const words = await Promise.all(offered.map((each) => each.innerText()));
    for (const word of ['Ta', 'Registrera', 'Ska inte registreras', 'Inte vårt', 'Skräp', 'Svara'])
      expect(words).not.toContain(word);
    await page.keyboard.press('?');
    const keys = page.getByRole('dialog', { name: 'Kortkommandon' });
    await keys.getByText('Nästa i listan').waitFor();
    expect(await keys.locator('kbd').allInnerTexts()).toEqual([
      'j',
      '↓',
      'k',
      '↑',
      'Enter',
      'n',
      'v',
      's',
      'i',
      '?',
    ]);
    await page.keyboard.press('Escape');
    expect(await faultsOf(page)).toEqual([]);
    expect(reader.complaints).toEqual([]);
    await operator.role('Björn Ek', departmentId, 'handler');
    await operator.secondLook(departmentId, 'digits');
    await reader.context.close();
  });
});

describe('a fax that was sent', () => {
  it('is taken back by Undo, becomes a draft again, and nobody is called', async () => {
    const { context, page } = await visitor(/Anna Lind/);
    const to = '+46313900611';
    const [before] = await staff.departments();
    await page.getByRole('button', { name: 'Nytt meddelande' }).click();
    await page.getByRole('combobox', { name: 'Till', exact: true }).fill(to);
    await page.getByRole('combobox', { name: 'Till', exact: true }).press('Tab');
    const message = page.getByRole('textbox', { name: 'Meddelande' });
    await message.fill('Skickat för tidigt');
    await page.keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('De fyra sista siffrorna').fill(to.slice(-4));
    await dialog.getByRole('button', { name: 'Skicka', exact: true }).click();
    await page.getByRole('button', { name: 'Ångra' }).click();
    await page.getByText(/Tillbakataget/).waitFor();
    expect(await message.inputValue()).toBe('Skickat för tidigt');
    const [after] = await staff.departments();
    expect(after?.sending.underWay).toBe(0);
    expect(after?.sending.drafts).toBe((before?.sending.drafts ?? 0) + 1);
    expect(house.carrier.orders.faxes).toEqual([]);
    await context.close();
  });
});

describe('a fax that is a referral', () => {
  let clerk: Visitor;
  let page: Page;
  let from: string;
  let path: string;
  beforeAll(async () => {
    clerk = await visitor(/Anna Lind/);
  });
  afterAll(() => clerk.context.close());
  const message = () => page.getByRole('textbox', { name: 'Meddelande' });
  const bar = () => page.getByRole('region', { name: 'Remiss', exact: true });
  const states = (state: string) => bar().getByText(state, { exact: true }).waitFor();
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const send = () => page.getByRole('button', { name: /^Skicka till/ }).click();
  const undo = (of: string) =>
    page.locator('.toast', { hasText: of }).getByRole('button', { name: 'Ångra' }).click();

  it('is marked as one with the day by which to answer, and accepted, which can be undone', async () => {
    const referral = await fax();
    ({ from } = referral);
    page = await open(clerk, referral);
    path = page.url();
    await press('Markera som remiss');
    const dialog = page.getByRole('dialog', { name: 'Markera som remiss' });
    const inAWeek = new Date(Date.now() + 7 * 24 * 60 * 60_000).toISOString().slice(0, 10);
    await dialog.getByLabel('Svar senast').fill(inAWeek);
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Markera', exact: true }).click();
    await states('Remiss att bedöma');
    await bar()
      .getByText(/^Svar senast \d/)
      .waitFor();
    await page.getByRole('link', { name: /^Remisser 1/ }).waitFor();
    await press('Acceptera');
    await states('Remiss, accepterad');
    await page.getByText('Accepterad. Avsändaren ser inte det av sig självt.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await undo('Accepterad.');
    await states('Remiss att bedöma');
  });

  it('waits for its completion once that was asked for, with words, and no more when that is undone', async () => {
    await press('Begär komplettering');
    await message().waitFor();
    expect(await page.getByRole('radio', { name: 'Begär komplettering' }).isChecked()).toBe(true);
    expect(await page.getByRole('textbox', { name: 'Ärende' }).inputValue()).toBe(
      'Begäran om komplettering av remiss',
    );
    await send();
    await page.getByText(/^Inte än: skriv varför/).waitFor();
    await message().fill('Vi saknar provsvaren.');
    await page.getByText(/^Sparat/).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await send();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('De fyra sista siffrorna').fill(from.replaceAll(' ', '').slice(-4));
    await dialog.getByRole('button', { name: 'Skicka', exact: true }).click();
    await page.getByText(`Skickas till ${from}.`).waitFor();
    await states('Remiss som väntar på komplettering');
    await undo('Skickas till');
    await message().waitFor();
    await page.goto(path);
    await states('Remiss att bedöma');
  });

  it('is answered by the answer that was begun, and stands among those that wait no more', async () => {
    await press('Besvara remissen');
    await message().fill('Vi tar emot på måndag.');
    expect(await page.getByRole('radio', { name: 'Besvarar den' }).isChecked()).toBe(true);
    await page.getByText(/^Sparat/).waitFor();
    // its last digits were typed when it was sent first
    await send();
    await page.getByText(`Skickas till ${from}.`).waitFor();
    await states('Remiss, besvarad');
    await page.getByRole('link', { name: 'Remisser', exact: true }).waitFor();
  });
});

describe('a window that stays open', () => {
  it('is told of news without keeping the session of whoever left it going', async () => {
    const page = await open(bjorn, await fax());
    const asked: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (/\/api\/(me|departments)/.test(request.url()))
        asked.push(request.headers()['x-kuvert-background']);
    });
    const { from } = await fax();
    await page.getByRole('row', { name: new RegExp(from) }).waitFor(soon);
    expect(asked.length).toBeGreaterThan(0);
    expect(new Set(asked)).toEqual(new Set(['1']));
    page.removeAllListeners('request');
  });

  it('misses nothing of what came while the mailbox was away', async () => {
    const { page } = bjorn;
    await page.goto(`${house.mailboxOrigin}/?view=all`);
    await page.evaluate("document.documentElement.dataset.mark = 'same page'");
    const before = house.services.mailbox.current()?.pid;
    house.services.mailbox.current()?.kill('SIGKILL');
    const { from } = await house.carrier
      .send(
        { bytes: await readSample('sp-ecm-mr.tif'), from: '+46317003999', to: '+46846500410' },
        { publicOrigin: house.ingestOrigin },
      )
      .then(() => ({ from: '031-700 39 99' }));
    await page.getByRole('row', { name: new RegExp(from) }).waitFor();
    expect(house.services.mailbox.current()?.pid).not.toBe(before);
    expect(await page.evaluate('document.documentElement.dataset.mark')).toBe('same page');
  });

  it('says when the session ended elsewhere, and leads back to the same place', async () => {
    const message = await fax();
    const { page, context } = await visitor(/Anna Lind/);
    await page.goto(`${house.mailboxOrigin}/m/${message.id}?view=all`);
    const other = await context.newPage();
    await other.goto(house.mailboxOrigin);
    await other.getByRole('button', { name: /Inloggad som/ }).click();
    await other.getByRole('menuitem', { name: 'Logga ut' }).click();
    await other.waitForURL('**/login');
    await page.getByRole('alertdialog', { name: 'Du har loggats ut' }).waitFor();
    await page.getByRole('link', { name: 'Logga in igen' }).click();
    await page.getByRole('link', { name: /SSO/ }).click();
    await page.getByRole('button', { name: /Anna Lind/ }).click();
    await page.locator('img[src*="/pages/1"]').waitFor();
    expect(page.url()).toBe(`${house.mailboxOrigin}/m/${message.id}?view=all`);
    await context.close();
  });
});

it('made the browser complain of nothing but the outage, the content security policy included', () => {
  const outage = /Failed to load resource: (net::ERR_|the server responded with a status of 409)/;
  const complaints = [...anna.complaints, ...bjorn.complaints];
  expect(complaints.filter((complaint) => !outage.test(complaint))).toEqual([]);
});

describe('administration', () => {
  let erik: Visitor;
  let made = 0;

  beforeAll(async () => {
    erik = await visitor(/Erik Sand/);
  });

  const go = async (path: string): Promise<Page> => {
    await erik.page.goto(`${house.mailboxOrigin}${path}`);
    await erik.page.getByRole('main').waitFor();
    return erik.page;
  };

  /** What the page said of the form before, which axe has nothing to say of. */
  const said = async (page: Page): Promise<string> => {
    const notice = page.locator('.admin__main > .notice:is([role=status], [role=alert])');
    await notice.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    return notice.innerText();
  };

  /** A department of its own for a test, with Björn as its member; made by keyboard alone. */
  const makeDepartment = async (): Promise<{ page: Page; name: string }> => {
    made += 1;
    const name = `Familjecentral ${made}`;
    const page = await go('/admin');
    await page.getByLabel('Avdelningens namn').fill(name);
    await page.keyboard.press('Enter');
    expect(await said(page)).toContain(`${name} är en avdelning nu.`);
    await page.getByLabel('Hitta någon').fill('björn');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Lägg till Björn Ek' }).focus();
    await page.keyboard.press('Enter');
    expect(await said(page)).toContain('Björn Ek är medlem nu.');
    return { page, name };
  };

  it('makes a department, gives it a member and a number, and says who reaches it', async () => {
    const { page, name } = await makeDepartment();
    await page.getByLabel('Faxnummer', { exact: true }).fill('08-465 009 91');
    await page.keyboard.press('Enter');
    expect(await said(page)).toContain('Fax till 08-465 009 91 kommer hit nu.');
    await page.getByRole('row', { name: /Björn Ek.*Handläggare/ }).waitFor();
    await go('/admin/numbers');
    expect(await page.getByRole('row', { name: /08-465 009 91/ }).innerText()).toContain(name);
    await bjorn.page.goto(house.mailboxOrigin);
    await bjorn.page.getByRole('navigation').getByText(name).first().waitFor();
  });

  it('closes a department down by leading its number elsewhere, and opens it again', async () => {
    const { page, name } = await makeDepartment();
    await page.getByLabel('Faxnummer', { exact: true }).fill('08-465 009 92');
    await page.keyboard.press('Enter');
    await said(page);
    await page.getByRole('link', { name: 'Lägg ned …' }).click();
    await page.getByText('Fax till 08-465 009 92 kommer genast till').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Dess fax kommer till').selectOption('Socialtjänsten');
    await page.getByRole('button', { name: 'Lägg ned nu' }).click();
    expect(await said(page)).toContain(`${name} är nedlagd.`);
    await go('/admin/numbers');
    const number = page.getByRole('row', { name: /08-465 009 92/ });
    await expect.poll(() => number.locator('select').inputValue()).not.toBe('');
    expect(await number.locator('option:checked').innerText()).toBe('Socialtjänsten');
    await go('/admin');
    await page.getByRole('link', { name }).click();
    await page.getByRole('button', { name: 'Öppna igen' }).click();
    expect(await said(page)).toContain(`${name} är öppen igen.`);
  });

  it('says who is logged in, and ends it', async () => {
    const cecilia = await visitor(/Cecilia Åberg/);
    const page = await go('/admin/sessions');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Sessioner för Cecilia Åberg' }).click();
    await page.getByRole('heading', { name: /Cecilia Åberg/ }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Avsluta alla' }).click();
    await page.getByRole('status').waitFor();
    await cecilia.page.goto(house.mailboxOrigin);
    await cecilia.page.waitForURL(/\/login/);
    await cecilia.context.close();
  });

  it.each([
    ['light', 1366],
    ['dark', 1366],
    ['light', 390],
  ] as const)('has no faults, in %s at %d pixels', async (colorScheme, width) => {
    const { page } = erik;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 844 });
    const faults: Record<string, string[]> = {};
    for (const path of ['', '/numbers', '/people', '/sessions', '/sessions/end']) {
      await go(`/admin${path}`);
      faults[path] = await faultsOf(page);
      const wider = await page.evaluate(
        'document.documentElement.scrollWidth > document.documentElement.clientWidth',
      );
      expect(wider, `${path} is wider than the window`).toBe(false);
    }
    await page.getByRole('navigation').getByRole('link', { name: 'Personer' }).click();
    await page.getByRole('link', { name: /Gun Lag/ }).click();
    faults['/people/ID'] = await faultsOf(page);
    expect(Object.values(faults).flat()).toEqual([]);
  });

  it('of a role is told to whoever looks after the house as well, until they say that they have seen it', async () => {
    const page = await go('/admin/people');
    await page.getByLabel('Hitta någon').fill('dana');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Dana Holm' }).click();
    const give = page.getByRole('button', { name: 'Ge rollen Systemadministratör' });
    await give.click();
    expect(await said(page)).toContain('Dana Holm har rollen nu.');
    const dana = await visitor(/Dana Holm/);
    await go('/admin/people');
    await page.getByRole('link', { name: /Gun Lag/ }).click();
    await page.getByRole('button', { name: 'Ge rollen Systemadministratör' }).click();
    await dana.page.goto(`${house.mailboxOrigin}/admin`);
    const told = dana.page.getByText(/Erik Sand .* gav Gun Lag .* rollen Systemadministratör/);
    await told.waitFor();
    expect(await faultsOf(dana.page)).toEqual([]);
    await dana.page.getByRole('button', { name: /Jag har sett/ }).click();
    await told.waitFor({ state: 'detached' });
    await dana.context.close();
  });

  it('leaves nothing for the browser to complain of', () => {
    expect(erik.complaints).toEqual([]);
  });
});
