import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { sendHospitalSample } from '@kuvert/infra/local/hospital';
import { openPartnerSystem, sampleLetter, samplePdf } from '@kuvert/infra/local/partner-system';
import type { MessageData } from '@kuvert/shared/partners/client-api';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  faultsOf,
  logInByBrowser,
  openVisitor,
  startBrowser,
  type Visitor,
} from '../support/browser.ts';
import { operatorOf, type Operator } from '../support/operator.ts';
import { staffAt, type Staff } from '../support/staff.ts';
import { checkout, startTestHouse, type TestHouse } from '../support/test-house.ts';
import { untilConfirmed } from '../support/until-confirmed.ts';

/** From the press of a button to the last word of the carrier. */
const untilCalled = { timeout: 45_000 };
/** A carrier that never tells is asked first; then nobody knows. */
const untilUnknown = { timeout: 80_000 };

/** Numbers of the simulated carrier that end each in their own way. */
const numbers = {
  delivered: { full: '+46313900601', national: '031-390 06 01' },
  busy: { full: '+46313900602', national: '031-390 06 02' },
  voice: { full: '+46313900604', national: '031-390 06 04' },
  cut: { full: '+46313900605', national: '031-390 06 05' },
  busyOnce: { full: '+46313900608', national: '031-390 06 08' },
  never: { full: '+46313900606', national: '031-390 06 06' },
  other: { full: '+46313900611', national: '031-390 06 11' },
  fresh: { full: '+46313900477', national: '031-390 04 77' },
  asked: { full: '+46313900488', national: '031-390 04 88' },
} as const;

const attachment = join(checkout, 'infra/local/samples/referral.tif');

let house: TestHouse;
let browser: Browser;
let operator: Operator;
let staff: Staff;
let anna: Visitor;
/** Anna's. */
let departmentId: string;

beforeAll(async () => {
  // A call that goes on and on is given up as unknown after this, instead of hours; a minute until the next attempt is a second.
  const impatient = {
    KUVERT_LONGEST_SECONDS: '15',
    KUVERT_SILENT_SECONDS: '15',
    KUVERT_RETRY_MINUTE_SECONDS: '1',
  };
  [house, browser] = await Promise.all([
    // Nothing is taken back here: test/e2e/mailbox-work.test.ts has a house with the usual ten seconds for that.
    startTestHouse({ extra: { outbound: impatient, mailbox: { KUVERT_SEND_UNDO_SECONDS: '1' } } }),
    startBrowser(),
  ]);
  operator = operatorOf(house.ownerUrl);
  staff = await staffAt(house.mailboxOrigin, 'anna');
  departmentId = (await staff.departments())[0]?.id ?? '';
  anna = await openVisitor(browser);
  await logInByBrowser(anna.page, house.mailboxOrigin, /Anna Lind/);
});
afterAll(async () => {
  await browser.close();
  await house.remove();
});

/** A fax to Anna's department from a number; its id. */
const fax = async (from: string): Promise<string> => {
  const { message = '' } = await house.carrier.send(
    { bytes: await readFile(attachment), from, to: '+46846500410' },
    { publicOrigin: house.ingestOrigin },
  );
  return (await staff.untilFiled(message)).id;
};

const open = async (path: string): Promise<Page> => {
  await anna.page.goto(house.mailboxOrigin + path);
  return anna.page;
};
const answerButton = (page: Page) => page.getByRole('button', { name: 'Svara', exact: true });
const message = (page: Page) => page.getByRole('textbox', { name: 'Meddelande' });
const number = (page: Page) => page.getByRole('combobox', { name: 'Till', exact: true });
const sendButton = (page: Page) => page.getByRole('button', { name: /^Skicka till/ });

/** Sends what is written to a number that is new to the department: its last four digits are asked for. */
const sendLookingTwice = async (page: Page, to: string): Promise<void> => {
  await sendButton(page).click();
  await lookTwice(page, to);
};
const lookTwice = async (page: Page, to: string): Promise<void> => {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('De fyra sista siffrorna').fill(to.slice(-4));
  await dialog.getByRole('button', { name: 'Skicka', exact: true }).click();
};
const preview = (page: Page) => page.getByRole('region', { name: 'Så faxas det' });
const story = (page: Page) => page.locator('.story');

/** What is known beside the pages of a received fax. */
const showPanel = async (page: Page): Promise<void> => {
  // the panel itself comes later than that it is open: where it was open before, a key too many would close it
  const isOpen = (await page.locator('.reader__body--panel').count()) > 0;
  if (!isOpen) await page.keyboard.press('i');
  await page.locator('#details').waitFor();
};

/** What stands on one axis of the timeline. */
const axis = async (page: Page, of: 'machine' | 'person'): Promise<string> =>
  (await page.locator(`.timeline__event--${of}`).allInnerTexts()).join('\n');

const isSaved = (page: Page) => page.getByText(/^Sparat/).waitFor();

/** Opens the composer for a new fax, with a text. */
const write = async (to: string, text: string): Promise<Page> => {
  const page = await open('/');
  await page.getByRole('button', { name: 'Nytt meddelande' }).click();
  await number(page).fill(to);
  // closes the list of contacts that have such a number
  await number(page).press('Tab');
  await message(page).fill(text);
  return page;
};

const dialled = (to: string) => house.carrier.orders.faxes.filter((each) => each.to === to);

describe('a fax that came in', () => {
  let messageId: string;

  it('is answered by one gesture: its caller stands there, and one writes at once', async () => {
    messageId = await fax(numbers.delivered.full);
    const page = await open(`/m/${messageId}`);
    await answerButton(page).click();
    await message(page).waitFor();
    await expect
      .poll(() => message(page).evaluate((field) => field === field.ownerDocument.activeElement))
      .toBe(true);
    await page.keyboard.type('Remissen har kommit.');
    expect(await number(page).inputValue()).toBe(numbers.delivered.national);
    await page.getByText(`Svar till ${numbers.delivered.national}`).waitFor();
  });

  it('shows the answer page by page as it will be faxed, the attached file with it', async () => {
    const { page } = anna;
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Bifoga filer' }).click(),
    ]);
    await chooser.setFiles(attachment);
    await page.getByRole('button', { name: 'Ta bort referral.tif' }).waitFor();
    await expect.poll(() => preview(page).locator('img').count(), untilCalled).toBe(2);
    await preview(page).locator('img[data-state=loaded]').first().waitFor();
    await page.getByText('2 sidor', { exact: true }).waitFor();
  });

  it('is sent by a button that says to whom, and leads back to the fax that it answers', async () => {
    const { page } = anna;
    await page.getByRole('button', { name: `Skicka till ${numbers.delivered.national}` }).click();
    await lookTwice(page, numbers.delivered.full);
    await page.getByText(`Skickas till ${numbers.delivered.national}.`).waitFor(untilCalled);
    expect(new URL(page.url()).pathname).toBe(`/m/${messageId}`);
  });

  it('says by itself when the answer has arrived, and leads to it', async () => {
    const { page } = anna;
    const note = page.locator('.answered');
    await note.getByText(/Besvarat/).waitFor();
    await note.getByText('framme').waitFor(untilCalled);
    await note.getByRole('link', { name: 'Visa svaret' }).click();
    await story(page).getByText('Det är framme').waitFor();
    await page.getByRole('region', { name: /Sidorna som de faxades/ }).waitFor();
    expect(dialled(numbers.delivered.full)).toHaveLength(1);
  });

  it('is told on two axes: what machines say, and what people did', async () => {
    const { page } = anna;
    const machines = await axis(page, 'machine');
    for (const step of ['Lagt i kö', 'Lämnat över till operatören', 'Framme'])
      expect(machines).toContain(step);
    const people = await axis(page, 'person');
    expect(people).toContain('Anna Lind');
    expect(people).not.toContain('Framme');
    const evidence = page.locator('.timeline__evidence').first();
    await evidence.click();
    await evidence.getByText(/said delivered/).waitFor();
  });

  it('gives a receipt for the case, which is a PDF', async () => {
    const { page } = anna;
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      story(page).getByRole('button', { name: 'Kvitto (PDF)' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^kvitto-[0-9a-f]{8}\.pdf$/);
    expect((await readFile(await download.path())).toString('latin1', 0, 5)).toBe('%PDF-');
  });
});

describe('a fax that went to a wrong recipient', () => {
  it('is found by the code that the receiver reads out', async () => {
    const { page } = anna;
    const code = (
      await page
        .getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
        .first()
        .innerText()
    ).toLowerCase();
    await open('/incidents');
    await page.getByRole('textbox', { name: 'Kod på försättsbladet' }).fill('0000-0000');
    await page.getByRole('button', { name: 'Sök' }).click();
    await page.getByText('Inget som dina avdelningar har skickat har den koden.').waitFor();
    await page.getByRole('textbox', { name: 'Kod på försättsbladet' }).fill(code);
    await page.keyboard.press('Enter');
    await story(page).getByText('Det är framme').waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/s\//);
  });

  it('is reported, and opens as an incident with the time that is left to tell', async () => {
    const { page } = anna;
    await story(page).getByRole('button', { name: 'Fel mottagare' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /Vad hände/ }).fill('De ringde från skolan.');
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Anmäl' }).click();
    await page.getByRole('heading', { name: 'Gick till fel mottagare' }).waitFor();
    expect(await page.locator('.deadline').allInnerTexts()).toMatchObject([
      expect.stringMatching(/NIS2[^]*2[34] tim kvar/),
      expect.stringMatching(/GDPR art. 33[^]*7[12] tim kvar/),
    ]);
    await page.getByRole('link', { name: /^Incidenter 1/ }).waitFor();
    expect(await axis(page, 'person')).toMatch(/Anmält som incident[^]*De ringde från skolan/);
    expect(await faultsOf(page)).toEqual([]);
  });

  it('shows its pages when one asks for them', async () => {
    const { page } = anna;
    expect(await page.locator('.sheet__picture').count()).toBe(0);
    await page.getByRole('button', { name: 'Visa sidorna' }).click();
    await page.locator('.sheet__picture[data-state=loaded]').first().waitFor();
  });

  it('is exported as one file', async () => {
    const { page } = anna;
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      story(page).getByRole('button', { name: 'Exportera (ZIP)' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^incident-[0-9a-f]{8}\.zip$/);
    expect((await readFile(await download.path())).toString('latin1', 0, 2)).toBe('PK');
  });

  it('is closed with what the department has found', async () => {
    const { page } = anna;
    await story(page).getByRole('button', { name: 'Stäng' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Bedömt: behöver inte anmälas').click();
    await dialog.getByRole('textbox').fill('Skolan har makulerat papperet.');
    await dialog.getByRole('button', { name: 'Stäng' }).click();
    await story(page).getByText('Stängd.').waitFor();
    await page.getByRole('link', { name: 'Incidenter', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Visa meddelandet' }).click();
    await story(page)
      .getByText(/Anmält: gick till fel mottagare/)
      .waitFor();
    expect(await story(page).getByRole('button', { name: 'Fel mottagare' }).count()).toBe(0);
  });
});

describe("a fax that isn't ours, and belongs outside of the house", () => {
  it('is given back by one gesture: its sender is told the right number, and nothing of its content', async () => {
    const page = await open(`/m/${await fax(numbers.delivered.full)}`);
    await answerButton(page).waitFor();
    await page.keyboard.press('f');
    const dialog = page.getByRole('dialog', { name: 'Inte vårt' });
    await dialog.getByText('Utanför huset').click();
    await dialog.getByRole('textbox', { name: 'Rätt nummer' }).fill('växeln');
    await page.keyboard.press('Enter');
    await dialog.getByText('Skriv ett telefonnummer.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Rätt nummer' }).fill('08-465 004 20');
    await page.keyboard.press('Enter');
    await message(page).waitFor();
    expect(await message(page).inputValue()).toContain('Rätt nummer är 08-465 004 20.');
    expect(await number(page).inputValue()).toBe(numbers.delivered.national);
    await page.getByRole('link', { name: /^Incidenter 1/ }).waitFor();
    await page.getByText('Klart här och anmält.').waitFor();
    await page.getByRole('button', { name: 'Kasta' }).click();
    await page.getByText('Utkastet är kastat.').waitFor();
  });
});

describe('a fax that came here by mistake, and stays', () => {
  it('is reported as an incident from its panel', async () => {
    const page = await open(`/m/${await fax(numbers.delivered.full)}`);
    await answerButton(page).waitFor();
    await showPanel(page);
    await page.getByRole('button', { name: 'Anmäl som incident' }).click();
    const dialog = page.getByRole('dialog', { name: /Kom hit av misstag/ });
    await dialog.getByText('Avsändaren hörde av sig').click();
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Anmäl' }).click();
    await page.getByRole('heading', { name: 'Kom hit av misstag' }).waitFor();
  });
});

describe('a sender whose number is verified, where the department wants it', () => {
  it('is told by fax that its fax came; that stands at the fax, with how far it is and who chose it', async () => {
    const sender = { name: 'Skolan', number: '+46317004402', note: null, verified: 'called' };
    await staff.post(`/api/departments/${departmentId}/contacts`, sender);
    await operator.confirmations(departmentId, 'on');
    const id = await fax(sender.number);
    const page = await open(`/m/${id}`);
    await answerButton(page).waitFor();
    await showPanel(page);
    await untilConfirmed(staff, operator, id, 1);
    await expect
      .poll(() => axis(page, 'machine'))
      .toMatch(
        /Bekräftelse till 031-700 44 02: det har kommit[^]*framme[^]*Avdelningen bekräftar fax/,
      );
    expect(await faultsOf(page)).toEqual([]);
    expect(dialled(sender.number)).toHaveLength(1);
    await operator.confirmations(departmentId, 'off');
  }, 120_000);
});

describe('the log', () => {
  it('says who read what, for an auditor, and is handed out as an extract', async () => {
    const { page, context } = await openVisitor(browser);
    await logInByBrowser(page, house.mailboxOrigin, /Gun Lag/);
    await page.getByRole('heading', { name: 'Loggen' }).waitFor();
    await page.getByRole('textbox', { name: 'Medarbetare' }).fill('anna');
    await page.getByRole('button', { name: 'Sök' }).click();
    await page
      .getByRole('cell', { name: /loggade in/ })
      .first()
      .waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Utdrag att lämna ut' }).click();
    await page.getByRole('heading', { name: 'Logutdrag' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.goto(`${house.mailboxOrigin}/log/reviews`);
    await page.getByRole('button', { name: 'Dra ett stickprov' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await context.close();
  });
});

describe('the front desk', () => {
  it('finds that a fax came, and can not open it', async () => {
    const from = '+46317004401';
    const id = await fax(from);
    const { page, context } = await openVisitor(browser);
    await logInByBrowser(page, house.mailboxOrigin, /Frida Vik/);
    await page.getByRole('heading', { name: 'Kom mitt fax fram?' }).waitFor();
    await page.getByRole('textbox', { name: 'Nummer' }).fill('031-700 44 01');
    await page.getByRole('button', { name: 'Sök' }).click();
    await page.getByText(/Framme: 1 sida\./).waitFor();
    await page.getByText('Helt.').waitFor();
    await page.getByText('Ingen har tagit det ännu.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    const statuses: (number | undefined)[] = [];
    for (const path of [`/api/messages/${id}`, `/api/messages/${id}/pages/1`])
      statuses.push((await page.request.get(house.mailboxOrigin + path)).status());
    expect(statuses).toEqual([404, 404]);
    await page.goto(`${house.mailboxOrigin}/m/${id}`);
    expect(new URL(page.url()).pathname).toBe('/front-desk');
    await context.close();
  });
});

describe('a department of the same house', () => {
  const care = { name: 'Vård och omsorg', national: '08-465 004 20', full: '+46846500420' };

  it('is written to by its fax number as ever; the composer says that a secure message goes there', async () => {
    const page = await write(care.national, 'Ärendet är ert.');
    await page.getByText(`${care.name} finns här i huset.`).waitFor();
    expect(await page.getByText('Nytt för avdelningen').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Faxa i stället' }).count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: `Skicka till ${care.name}` }).click();
    await story(page).getByText(`ligger i brevlådan hos ${care.name}`).waitFor(untilCalled);
    expect(await axis(page, 'person')).toContain(
      `Skickat som säkert meddelande, för ${care.name} finns här i huset.`,
    );
    expect(await axis(page, 'machine')).toContain('Lagt i avdelningens brevlåda');
    expect(dialled(care.full)).toEqual([]);
    expect(await faultsOf(page)).toEqual([]);
  });

  it('has it beside its faxes with the sender’s name, and answers the same secure way', async () => {
    const { page, context } = await openVisitor(browser);
    await logInByBrowser(page, house.mailboxOrigin, /Cecilia Åberg/);
    const row = page.getByRole('row', { name: /^Socialtjänsten, säkert meddelande/ });
    await row.click();
    await page.getByRole('heading', { name: 'Socialtjänsten' }).waitFor();
    await page.locator('.sheet__picture[data-state=loaded]').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await answerButton(page).click();
    await page.getByText('Svar till Socialtjänsten').waitFor();
    await page.getByText('Socialtjänsten finns här i huset.').waitFor();
    await page.getByRole('button', { name: 'Kasta' }).click();
    await context.close();
  });
});

describe('what was sent', () => {
  it('says plainly that the number was busy and when it is tried again, and arrives by itself', async () => {
    const page = await write(numbers.busyOnce.full, 'Är ni där?');
    await sendLookingTwice(page, numbers.busyOnce.full);
    await story(page).getByText('Det var upptaget.').waitFor(untilCalled);
    await story(page)
      .getByText(/^Nytt försök \d\d:\d\d \(försök 2\)\.$/)
      .waitFor();
    await page
      .locator('.row--open')
      .getByText(/upptaget, nytt försök/)
      .waitFor();
    await story(page).getByText('Det är framme').waitFor(untilCalled);
    await story(page).getByText('1 av 1 sida bekräftad.').waitFor();
    expect(dialled(numbers.busyOnce.full)).toHaveLength(2);
  });

  it('is cancelled while it waits for the next attempt, or tried at once', async () => {
    const page = await write(numbers.busy.full, 'Är ni där nu?');
    await sendLookingTwice(page, numbers.busy.full);
    await story(page).getByRole('button', { name: 'Försök nu' }).click(untilCalled);
    await story(page)
      .getByText(/försök 3/)
      .waitFor(untilCalled);
    await story(page).getByRole('button', { name: 'Avbryt sändningen' }).click();
    await story(page).getByText('Det avbröts och har inte skickats.').waitFor();
    await story(page).getByText('Försöket före: Det var upptaget.').waitFor();
    const acts = await axis(page, 'person');
    for (const act of ['Avbrutet', 'Nästa försök gjort genast']) expect(acts).toContain(act);
  });

  it('is held for a person when no fax answers twice, or when the call breaks off twice', async () => {
    const ends = [
      { to: numbers.voice.full, mark: 'hålls: kontrollera numret', what: 'Det kom inte fram.' },
      { to: numbers.cut.full, mark: 'hålls: delvis framme', what: 'Det kom inte fram helt.' },
    ];
    const sent: string[] = [];
    for (const { to } of ends) {
      const page = await write(to, 'Två sidor');
      await sendLookingTwice(page, to);
      await story(page).waitFor(untilCalled);
      sent.push(new URL(page.url()).pathname);
    }
    for (const [index, { to, mark, what }] of ends.entries()) {
      const page = await open(sent[index] ?? '');
      await page.locator('.row--open').getByText(mark).waitFor(untilCalled);
      await story(page).getByText(what).waitFor();
      await story(page).getByText('Kuvert försökte 2 gånger.').waitFor();
      await story(page).getByRole('button', { name: 'Skicka igen', exact: true }).waitFor();
      expect(dialled(to)).toHaveLength(2);
    }
  }, 120_000);

  it('waits for a person when nobody knows how it ended, and keeps that word beside', async () => {
    const page = await write(numbers.never.full, 'Hör av er');
    await sendLookingTwice(page, numbers.never.full);
    await story(page).getByText('Ingen vet om det kom fram.').waitFor(untilUnknown);
    await story(page).getByRole('button', { name: 'Märk som framme' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Mottagaren säger att det har kommit').click();
    await dialog.getByRole('button', { name: 'Märk som framme' }).click();
    await story(page).getByText('Märkt som framme av Anna Lind:').waitFor();
    const row = page.locator('.row--open');
    await row.getByText('okänt utfall').waitFor();
    await row.getByText('märkt som framme').waitFor();
    expect(dialled(numbers.never.full)).toHaveLength(1);
  }, 120_000);
});

describe('a number that is new to the department', () => {
  it('is pointed out when it is nearly a known one, which one press takes', async () => {
    const known = { name: 'Vårdcentralen Norr', number: numbers.other.full, note: null };
    await staff.post(`/api/departments/${departmentId}/contacts`, { ...known, verified: 'called' });
    const page = await write('031-390 06 21', 'Till vem?');
    await page.getByText(`Menade du Vårdcentralen Norr, ${numbers.other.national}?`).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: `Ta ${numbers.other.national}` }).click();
    await expect.poll(() => number(page).inputValue()).toBe(numbers.other.national);
    await page.getByText(/Kontrollerat av Anna Lind/).waitFor();
    expect(await page.getByRole('textbox', { name: 'Namn på försättsbladet' }).inputValue()).toBe(
      known.name,
    );
  });

  it('of a contact is written to from the contact', async () => {
    const page = await open('/contacts');
    await page.getByRole('row', { name: /Vårdcentralen Norr/ }).click();
    const contact = page.getByRole('region', { name: 'Den öppnade kontakten' });
    await contact.getByRole('button', { name: 'Nytt meddelande' }).click();
    await expect.poll(() => number(page).inputValue()).toBe(numbers.other.national);
    await page.getByRole('button', { name: 'Kasta' }).click();
    await page.getByText('Utkastet är kastat.').waitFor();
  });

  it('is found by a part of the contact’s name, in a list that takes the page from nobody', async () => {
    const page = await open('/');
    await page.getByRole('button', { name: 'Nytt meddelande' }).click();
    await number(page).pressSequentially('norr');
    await page.getByRole('option', { name: /Vårdcentralen Norr/ }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await number(page).press('ArrowDown');
    await number(page).press('Enter');
    await expect.poll(() => number(page).inputValue()).toBe(numbers.other.national);
    await page.getByRole('button', { name: 'Kasta' }).click();
    await page.getByText('Utkastet är kastat.').waitFor();
  });

  it('is found when the contacts come after the last key too', async () => {
    const { promise: isTyped, resolve: typed } = Promise.withResolvers<void>();
    await anna.page.route(/\/contacts\?/, async (route) => {
      await isTyped;
      await route.continue();
    });
    const page = await open('/');
    await page.getByRole('button', { name: 'Nytt meddelande' }).click();
    await number(page).pressSequentially('norr');
    typed();
    await expect
      .poll(() => page.getByRole('option', { name: /Vårdcentralen Norr/ }).count())
      .toBe(1);
    await page.unrouteAll();
    await number(page).press('Escape');
    await page.getByRole('button', { name: 'Kasta' }).click();
    await page.getByText('Utkastet är kastat.').waitFor();
  });

  it('is sent to when its last digits are typed, and not before', async () => {
    const page = await write(numbers.fresh.full, 'Till er');
    await sendButton(page).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('031-390 •• ••').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await lookTwice(page, '0000');
    await dialog.getByText(/Det är inte de fyra sista siffrorna/).waitFor();
    await lookTwice(page, numbers.fresh.full);
    await story(page).waitFor(untilCalled);
    await expect.poll(() => axis(page, 'person')).toContain('Skrev de sista siffrorna');
  });
});

describe('a number that is new where the department wants a colleague’s approval', () => {
  let bjorn: Visitor;

  beforeAll(async () => {
    await operator.secondLook(departmentId, 'colleague');
    bjorn = await openVisitor(browser);
    await logInByBrowser(bjorn.page, house.mailboxOrigin, /Björn Ek/);
    await bjorn.page.goto(`${house.mailboxOrigin}/approvals?department=${departmentId}`);
    await bjorn.page.getByText('Inget väntar på godkännande.').waitFor();
  });
  afterAll(async () => {
    await bjorn.context.close();
    await operator.secondLook(departmentId, 'digits');
  });

  const asks = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Fråga en kollega' }).click();
    // the list says it, and what is open
    await page.getByText('Väntar på en kollegas godkännande').first().waitFor(untilCalled);
  };
  const row = () => bjorn.page.getByRole('row', { name: new RegExp(numbers.asked.national) });

  it('waits, and comes up at a colleague, who declines it with the reason', async () => {
    const page = await write(numbers.asked.full, 'Se bilagan');
    await page.getByText(/en kollega behöver godkänna/).waitFor();
    await asks(page);
    expect(await faultsOf(page)).toEqual([]);
    await row().click();
    await bjorn.page.locator('.sheet__picture[data-state=loaded]').first().waitFor();
    expect(await faultsOf(bjorn.page)).toEqual([]);
    await bjorn.page.getByRole('button', { name: 'Avböj' }).click();
    const dialog = bjorn.page.getByRole('dialog');
    await dialog.getByText('Numret är ett annat').click();
    await dialog.getByRole('button', { name: 'Avböj' }).click();
    await row().waitFor({ state: 'detached' });
    await page.getByText(/Det väntar inte på godkännande/).waitFor();
  });

  it('is asked about again by its writer, and goes when the colleague approves', async () => {
    const page = await open('/drafts');
    await page.getByRole('row', { name: /avböjt/ }).click();
    await page.getByText('Inte skickat: Björn Ek avböjde.').waitFor();
    await asks(page);
    await row().click();
    await bjorn.page
      .getByRole('button', { name: `Godkänn och skicka till ${numbers.asked.national}` })
      .click();
    await expect.poll(() => axis(bjorn.page, 'person')).toContain('Godkänt och skickat');
    await expect.poll(() => dialled(numbers.asked.full).length, untilCalled).toBe(1);
  });
});

describe("a message from a partner's system", () => {
  const filter = 'filter[messageStatus]=NEW';
  let sent: MessageData;

  it('stands among the faxes with organisation and function, and says what the partner wrote', async () => {
    const pdf = await readFile(samplePdf);
    const further = [{ name: 'provsvar.pdf', pdf }];
    sent = await (await openPartnerSystem(house)).send({ ...sampleLetter, pdf, further });
    const page = await open('/');
    await page.getByRole('row', { name: /Vårdcentralen Björken/ }).click();
    await page.getByText(sampleLetter.label).first().waitFor();
    await page.getByText(sampleLetter.text).waitFor();
    await page.locator('.sheet__picture[data-state=loaded]').first().waitFor();
    await page.getByRole('list', { name: 'Filer' }).getByText('remiss.pdf sida 1').waitFor();
    await page.locator('.leaf__file').getByText('provsvar.pdf').waitFor();
    const show = page.getByRole('button', { name: 'Visa uppgifter' });
    if (await show.isVisible()) await show.click();
    const panel = page.getByRole('complementary', { name: 'Uppgifter' });
    for (const said of ['VCB 2026/118', 'Anna Berg', 'det här meddelandet'])
      await panel.getByText(said, { exact: true }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it('is answered in its conversation, and the answer goes to no carrier', async () => {
    const { page } = anna;
    const calls = house.carrier.orders.faxes.length;
    await page.getByRole('button', { name: 'Svara i konversationen' }).click();
    await message(page).fill('Insatsen börjar på fredag.');
    await page.getByText(/hämtar meddelanden med sitt eget system/).waitFor();
    await sendButton(page).click();
    await page.locator('.answered').getByText('ligger klart för mottagaren').waitFor(untilCalled);
    await page.locator('.conversation').getByText('ligger klart för mottagaren').waitFor();
    await page.getByRole('button', { name: 'Dölj uppgifter' }).click();
    expect(house.carrier.orders.faxes).toHaveLength(calls);
  });

  it('has its answer fetched with every reference echoed; then it is said to be fetched, and never to be read', async () => {
    const { page } = anna;
    const system = await openPartnerSystem(house);
    const [ready] = await system.list(filter);
    const { attributes } = await system.fetch(ready?.id ?? '');
    expect(attributes).toMatchObject({
      conversationId: sent.attributes.messageId,
      refToMessageId: sent.attributes.messageId,
      recipientAttention: { referenceId: sampleLetter.references },
    });
    const pdf = attributes.digitalDocument?.[0]?.contentFiles?.[0]?.content ?? '';
    expect(Buffer.from(pdf, 'base64').toString('latin1', 0, 5)).toBe('%PDF-');
    expect((await system.remove(attributes.messageId)).status).toBe(202);
    const note = page.locator('.answered');
    await note.getByText('hämtat av deras system').waitFor(untilCalled);
    await note.getByRole('link', { name: 'Visa svaret' }).click();
    await story(page)
      .getByText('Mottagarens system har hämtat och kvitterat det')
      .first()
      .waitFor();
    expect(await axis(page, 'machine')).toContain('Hämtat av mottagarens system');
    expect(await axis(page, 'machine')).not.toMatch(/\bläst\b/i);
    expect(await faultsOf(page)).toEqual([]);
    expect(await system.list(filter)).toEqual([]);
  });

  it('is written by a part of the partner’s name, which stands among the contacts as secure', async () => {
    const page = await open('/');
    await page.getByRole('button', { name: 'Nytt meddelande' }).click();
    await number(page).pressSequentially('björken');
    const offered = page.getByRole('option', { name: /Vårdcentralen Björken/ });
    await offered.getByText('partner, säkert meddelande').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await number(page).press('ArrowDown');
    await number(page).press('Enter');
    await page.getByText(/hämtar meddelanden med sitt eget system/).waitFor();
    await page.getByRole('button', { name: 'Kasta' }).click();
    await page.getByText('Utkastet är kastat.').waitFor();
  });
});

describe('a message that came by SDK', () => {
  it('says so, and is answered by SDK: the other system confirms it, and its answer stands in the conversation', async () => {
    const calls = house.carrier.orders.faxes.length;
    await sendHospitalSample(house.messageService);
    const page = await open('/');
    await page.getByRole('row', { name: /Sjukhuset Granen/ }).click();
    const show = page.getByRole('button', { name: 'Visa uppgifter' });
    if (await show.isVisible()) await show.click();
    await page.getByText('SDK (säker digital kommunikation)', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Svara i konversationen' }).click();
    await message(page).fill('Hemtjänsten börjar på torsdag.');
    await page.getByText(/Sjukhuset Granen, Utskrivningen nås genom SDK/).waitFor();
    await sendButton(page).click();
    await page.locator('.answered').getByText('kvitterat av deras system').waitFor(untilCalled);
    const conversation = page.locator('.conversation');
    await conversation.getByText('kvitterat av deras system').waitFor();
    await conversation.getByRole('link', { name: 'Visa' }).nth(1).waitFor(untilCalled);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Dölj uppgifter' }).click();
    expect(house.carrier.orders.faxes).toHaveLength(calls);
  });
});

describe('a partner without any system', () => {
  let gunnel: Visitor;
  const label = 'Remiss: sårvård i hemmet';
  const pages = (page: Page) => page.locator('.room__page:visible').first();

  it('writes in the room: department, subject, file, Send', async () => {
    gunnel = await openVisitor(browser, { width: 390, height: 844 });
    const { page } = gunnel;
    await logInByBrowser(page, house.roomOrigin, /Gunnel Strand/);
    await page.getByText('Vårdcentralen Linden, Läkarexpeditionen').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Skriv ett meddelande' }).click();
    await page.getByLabel('Till', { exact: true }).selectOption('Socialtjänsten');
    await page.getByLabel('Vad det gäller').fill(label);
    await page.getByRole('button', { name: 'Skicka' }).click();
    await page.getByText('Skriv en text eller välj en fil.').waitFor();
    const files = page.getByLabel('Filer', { exact: true });
    await files.setInputFiles(samplePdf);
    const broken = { name: 'trasig.pdf', mimeType: 'application/pdf' };
    await files.setInputFiles({ ...broken, buffer: Buffer.from('%PDF-1.7 and no more') });
    await page.getByRole('button', { name: 'Skicka' }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'trasig.pdf' })
      .getByText('Filen går inte att läsa.')
      .waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Ta bort trasig.pdf' }).click();
    await page.getByRole('button', { name: 'Skicka' }).click();
    await page.getByRole('heading', { name: label }).waitFor();
    await page.getByText('Ingen där har tagit hand om det än.').waitFor();
  });

  it('has it taken in the mailbox, and answered without any carrier', async () => {
    const calls = house.carrier.orders.faxes.length;
    const page = await open('/');
    await page.getByRole('row', { name: /Vårdcentralen Linden/ }).click();
    await page.getByText(label).first().waitFor();
    await page.getByRole('button', { name: 'Ta', exact: true }).click();
    await answerButton(page).click();
    await page.getByText(/öppnar meddelanden i partnerrummet/).waitFor();
    await message(page).fill('Vi börjar på fredag.');
    await sendButton(page).click();
    await page.locator('.answered').getByText('framme').waitFor(untilCalled);
    expect(house.carrier.orders.faxes).toHaveLength(calls);
  });

  it('is told by itself, sees when it was taken and answered, and reads the answer', async () => {
    const { page } = gunnel;
    await page.getByText('Något nytt har kommit.').waitFor(untilCalled);
    await page.getByRole('link', { name: 'Visa det' }).click();
    await page.getByText(/^Omhändertaget \d\d:\d\d\.$/).waitFor();
    await page.getByText(/^Besvarat \d\d:\d\d\.$/).waitFor();
    await page.getByText('Socialtjänsten, Anna Lind').waitFor();
    await pages(page).evaluate('(picture) => picture.decode()');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Text').fill('Tack, det blir bra.');
    await page.getByRole('button', { name: 'Skicka' }).click();
    await page.getByText('Tack, det blir bra.').waitFor();
    expect(gunnel.complaints.filter((each) => !each.includes('status of 400'))).toEqual([]);
    await gunnel.context.close();
  });

  it('is known to have opened it: what people did, not what machines say', async () => {
    const { page } = anna;
    await page.locator('.answered').getByRole('link', { name: 'Visa svaret' }).click();
    await story(page).getByText('det ligger i mottagarens rum').waitFor();
    await expect.poll(() => axis(page, 'person')).toContain('Öppnat där');
    expect(await axis(page, 'machine')).toContain('Lagt i mottagarens rum');
    expect(await faultsOf(page)).toEqual([]);
  });
});

describe('what is written', () => {
  it('says what is wrong with a number, and keeps the text', async () => {
    const page = await write('0900-123 45', 'Text som är kvar');
    await page.getByText(/kostar extra/).waitFor();
    await isSaved(page);
    await page.reload();
    await expect.poll(() => message(page).inputValue()).toBe('Text som är kvar');
  });

  it('says at a file that it can not be faxed', async () => {
    const page = await write(numbers.other.full, 'Se bilagan');
    const file = { name: 'brev.docx', mimeType: 'application/msword', buffer: Buffer.from('x') };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText(/En fil av den här sorten går inte att skicka/).waitFor();
    await sendButton(page).click();
    await page.getByText(/En fil är inte bifogad/).waitFor();
    expect(dialled(numbers.other.full)).toEqual([]);
  });

  it('is still there after a session that ended in the middle of it', async () => {
    const page = await write(numbers.other.full, 'Före');
    await isSaved(page);
    const cookies = await anna.context.cookies();
    await anna.context.clearCookies();
    await message(page).fill('Före och efter');
    const [login] = await Promise.all([
      anna.context.waitForEvent('page'),
      page.getByRole('link', { name: 'Logga in i en ny flik' }).click(untilCalled),
    ]);
    await login
      .getByRole('link', { name: /SSO/ })
      .or(login.getByRole('button', { name: /SSO/ }))
      .click();
    await login.getByRole('button', { name: /Anna Lind/ }).click();
    await login.getByText('Du är inloggad igen').first().waitFor();
    await login.close();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect(await message(page).inputValue()).toBe('Före och efter');
    await isSaved(page);
    expect(await anna.context.cookies()).not.toEqual(cookies);
    await page.reload();
    await expect.poll(() => message(page).inputValue()).toBe('Före och efter');
  });
});

describe('writing and following for everybody (WCAG 2.2 AA)', () => {
  it.each([
    ['sv-SE', 'light'],
    ['en-GB', 'dark'],
  ] as const)('has no fault that axe finds: %s, %s', async (locale, colorScheme) => {
    const { context, page } = await openVisitor(browser, { locale, colorScheme });
    await logInByBrowser(page, house.mailboxOrigin, /Anna Lind/);
    await page.goto(`${house.mailboxOrigin}/sent`);
    await page.locator('.list__rows [role=row]').first().click();
    await story(page).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.goto(`${house.mailboxOrigin}/drafts`);
    await page.locator('.list__rows [role=row]').first().click();
    await page.locator('[name=number]').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await context.close();
  });

  it.each([
    [320, 568],
    [1280, 256],
  ])('needs no sideways scroll at %d × %d', async (width, height) => {
    const { context, page } = await openVisitor(browser, { width, height });
    await logInByBrowser(page, house.mailboxOrigin, /Anna Lind/);
    const overflow = (): Promise<number> =>
      page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    await page.goto(`${house.mailboxOrigin}/sent`);
    await page.locator('.list__rows [role=row]').first().click();
    await story(page).waitFor();
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.goto(`${house.mailboxOrigin}/drafts`);
    await page.locator('.list__rows [role=row]').first().click();
    await page.locator('[name=number]').waitFor();
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.goto(`${house.mailboxOrigin}/fax-share?department=${departmentId}`);
    await page.locator('.share__table').waitFor();
    expect(await overflow()).toBeLessThanOrEqual(0);
    expect(await faultsOf(page)).toEqual([]);
    await context.close();
  });
});

it('made the browser complain of nothing but the refusals that were brought about', () => {
  // a number that is none, pages of what was changed meanwhile, a session that ended, the token of that session, and a fax that was taken back
  const wanted = /status of (?:400|401|403|404|409)/;
  expect(anna.complaints.filter((complaint) => !wanted.test(complaint))).toEqual([]);
});
