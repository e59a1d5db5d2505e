import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { demonstrationHospital } from '@kuvert/infra/local/demonstration';
import {
  openPartnerSystem,
  sampleLetter,
  samplePdf,
  sampleReferral,
  sendReferral,
} from '@kuvert/infra/local/partner-system';
import type { Draft, Message, MessageSummary } from '@kuvert/mailbox/http/api';
import type { AnsweringStep, ReferralState } from '@kuvert/shared/referrals/states';
import { messageOf } from '@kuvert/simulators/partner/message';
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
import { startTestHouse, type TestHouse } from '../support/test-house.ts';

/** Ten seconds of undo, then the way there; an open page looks every fifteen seconds. */
const untilThere = { timeout: 45_000 };
/** Some of them wait for that three times. */
const patient = { timeout: 180_000 };

let house: TestHouse;
let browser: Browser;
let staff: Staff;
let operator: Operator;
let departmentId: string;
let anna: Visitor;

beforeAll(async () => {
  [house, browser] = await Promise.all([startTestHouse(), startBrowser()]);
  staff = await staffAt(house.mailboxOrigin, 'anna');
  operator = operatorOf(house.ownerUrl);
  departmentId = (await staff.departments())[0]?.id ?? '';
  anna = await openVisitor(browser);
  await logInByBrowser(anna.page, house.mailboxOrigin, /Anna Lind/);
});
afterAll(async () => {
  await browser.close();
  await house.remove();
});

/** The newest message to Anna's department that came that way. */
const newest = async (carrier: MessageSummary['carrier']): Promise<string> => {
  const found = async () =>
    (await staff.list(departmentId)).messages.find((each) => each.carrier === carrier)?.id;
  await expect.poll(found, untilThere).toBeDefined();
  return (await found()) ?? '';
};

/** What stands on a reminder that the department hasn't answered yet. */
const reminder = 'Er remiss är inte besvarad än';
const remindersOf = async (id: string): Promise<Message['reminders']> =>
  (await staff.get<Message>(`/api/messages/${id}`)).reminders;

const stateOf = async (id: string): Promise<ReferralState | undefined> =>
  (await staff.get<Message>(`/api/messages/${id}`)).referral?.state;

/** Answers in the conversation; the answer does that with the referral. */
const answer = async (replyTo: string, referralStep: AnsweringStep, words: string) => {
  const request = { requestId: randomUUID(), replyTo, referralStep };
  const draft = await staff.post<Draft>(`/api/departments/${departmentId}/drafts`, request);
  const { id, version, cover, language, resolution, wishesFax, recipientName, subject } = draft;
  const changed = await staff.put<Draft>(`/api/drafts/${id}`, {
    ...{ version, cover, language, resolution, wishesFax, recipientName, subject },
    ...{ message: words, to: draft.to?.full ?? null },
  });
  const { version: ready } = await staff.post<Draft>(`/api/drafts/${id}/prepare`, {
    version: changed.version,
  });
  await staff.post(`/api/drafts/${id}/send`, { version: ready });
};

/** How the open referral is, and what one may do with it. */
const bar = (page: Page) => page.getByRole('region', { name: 'Remiss', exact: true });

/** Presses a step that is said in words, and sends them. */
const answerOnPage = async (step: string, words: string): Promise<void> => {
  const { page } = anna;
  await bar(page).getByRole('button', { name: step }).click();
  await page.getByRole('textbox', { name: 'Meddelande' }).fill(words);
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: /^Skicka till/ }).click();
};

describe('a referral from the room', patient, () => {
  const label = 'Sårvård i hemmet';
  let gunnel: Visitor;

  /** What an open page says has come, is shown. */
  const news = async (): Promise<Page> => {
    const { page } = gunnel;
    await page.getByText('Något nytt har kommit.').waitFor(untilThere);
    await page.getByRole('link', { name: 'Visa det' }).click();
    return page;
  };

  it('is sent with a PDF and the day by which an answer is wanted', async () => {
    gunnel = await openVisitor(browser, { width: 390, height: 844 });
    const { page } = gunnel;
    await logInByBrowser(page, house.roomOrigin, /Gunnel Strand/, '/write');
    await page.getByLabel('Till', { exact: true }).selectOption('Socialtjänsten');
    await page.getByLabel('Vad det gäller').fill(label);
    const day = page.getByLabel('Svar önskas senast');
    expect(await day.isVisible()).toBe(false);
    await page.getByLabel('Det är en remiss').check();
    await day.fill((await day.getAttribute('max')) ?? '');
    await page.getByLabel('Filer', { exact: true }).setInputFiles(samplePdf);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Skicka' }).click();
    await page.getByRole('heading', { name: label }).waitFor();
    await page.getByText('Mottagen').waitFor();
    await page.getByText(/^Svar senast /).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it('is taken, and completion is asked for: the partner sees it, and completes it in the conversation', async () => {
    const desk = anna.page;
    await desk.getByRole('row', { name: /Vårdcentralen Linden/ }).click();
    await desk.getByRole('button', { name: 'Ta', exact: true }).click();
    await bar(desk).getByText('Remiss att bedöma').waitFor();
    await bar(desk)
      .getByText(/^Svar senast /)
      .waitFor();
    await answerOnPage('Begär komplettering', 'Vi behöver läkemedelslistan.');
    await bar(desk).getByText('Remiss som väntar på komplettering').waitFor(untilThere);
    const page = await news();
    await page.getByText('Komplettering begärd').waitFor();
    await page.getByRole('link', { name: 'Svara här' }).click();
    await page.getByRole('heading', { name: 'Komplettera remissen' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Text').fill('Alvedon 500 mg vid behov.');
    await page.getByRole('button', { name: 'Skicka' }).click();
    await page.getByText('Alvedon 500 mg vid behov.').waitFor();
    await page.getByText('Mottagen').waitFor();
    await bar(desk).getByText('Remiss att bedöma').waitFor(untilThere);
  });

  it('is accepted: the partner sees it, in the list as well', async () => {
    await bar(anna.page).getByRole('button', { name: 'Acceptera', exact: true }).click();
    await bar(anna.page).getByText('Remiss, accepterad').waitFor();
    const page = await news();
    await page.getByText('Accepterad').waitFor();
    await page.getByRole('link', { name: 'Alla meddelanden' }).click();
    await page.getByText('Accepterad').waitFor();
    await page.getByText(/^Svar senast /).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: /Socialtjänsten/ }).click();
  });

  it('that is not answered by its day: a message in the conversation says that it is not forgotten', async () => {
    const { messages } = await staff.list(departmentId);
    const received =
      messages.find(({ carrier, referral }) => carrier === 'room' && referral !== null)?.id ?? '';
    await operator.remindNow(received);
    const reminded = async () => (await remindersOf(received)).map(({ state }) => state);
    await expect.poll(reminded, untilThere).toEqual(['delivered']);
    const page = await news();
    await page.getByText('Socialtjänsten, Kuvert').waitFor();
    await page.getByText('Accepterad').waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it('is answered: the partner sees it, and reads the answer', async () => {
    await answerOnPage('Besvara remissen', 'Vi börjar på fredag.');
    await bar(anna.page).getByText('Remiss, besvarad').waitFor(untilThere);
    const { page } = gunnel;
    await page.getByRole('heading', { name: label }).waitFor();
    const answers = page.getByText('Socialtjänsten, Anna Lind');
    await expect
      .poll(async () => {
        await page.reload();
        return answers.count();
      }, untilThere)
      .toBe(2);
    await page.getByText('Besvarad').waitFor();
    await page.getByRole('link', { name: 'Se svaret' }).click();
    const pages = page.locator('.room__page:visible').first();
    await pages.evaluate('(picture) => picture.decode()');
    expect(await faultsOf(page)).toEqual([]);
    // pages of a draft that was sent while they were fetched
    const wanted = /status of 404/;
    expect(anna.complaints.filter((complaint) => !wanted.test(complaint))).toEqual([]);
    expect(gunnel.complaints).toEqual([]);
    await gunnel.context.close();
  });
});

describe('a referral by SDK', patient, () => {
  let received: string;
  const labels = (): readonly string[] => house.messageService.received.map(({ label }) => label);

  it('is marked as one by the department: SDK has no field for it', async () => {
    const messageId = randomUUID();
    const letter = { ...sampleLetter, label: 'Remiss: hemsjukvård', messageId };
    const pdf = await readFile(samplePdf);
    const message = messageOf(demonstrationHospital.correspondence, { ...letter, pdf });
    await house.messageService.deliver(message.data.attributes);
    received = await newest('sdk');
    const desk = anna.page;
    await desk.goto(`${house.mailboxOrigin}/m/${received}`);
    await desk.getByRole('button', { name: 'Ta', exact: true }).click();
    await desk.getByRole('button', { name: 'Markera som remiss', exact: true }).click();
    await desk.getByRole('dialog').getByRole('button', { name: 'Markera', exact: true }).click();
    await bar(desk).getByText('Remiss att bedöma').waitFor();
    expect(await stateOf(received)).toBe('received');
  });

  it('has completion asked for by SDK; the answer that comes by SDK completes it', async () => {
    await answerOnPage('Begär komplettering', 'Vi behöver läkemedelslistan.');
    await bar(anna.page).getByText('Remiss som väntar på komplettering').waitFor(untilThere);
    await expect.poll(labels, untilThere).toContain('Begäran om komplettering av remiss');
    await bar(anna.page).getByText('Remiss att bedöma').waitFor(untilThere);
    expect(await stateOf(received)).toBe('received');
  });

  it('that is not answered by its day: its sender is reminded by SDK', async () => {
    await operator.remindNow(received);
    await expect.poll(labels, untilThere).toContain(reminder);
    expect(await remindersOf(received)).toMatchObject([
      { reminds: 'not-answered', channel: 'sdk' },
    ]);
  });

  it('is accepted and answered by SDK: the partner gets each in its conversation', async () => {
    await answer(received, 'accepted', 'Vi åtar oss det.');
    await expect.poll(labels, untilThere).toContain('Remissen är mottagen');
    await bar(anna.page).getByText('Remiss, accepterad').waitFor(untilThere);
    await answerOnPage('Besvara remissen', 'Vi börjar på fredag.');
    await bar(anna.page).getByText('Remiss, besvarad').waitFor(untilThere);
    await expect.poll(() => house.messageService.received.length, untilThere).toBe(4);
    const conversations = house.messageService.received.map(({ conversationId }) => conversationId);
    expect(new Set(conversations).size).toBe(1);
    expect(await stateOf(received)).toBe('answered');
  });
});

describe('a referral of a partner’s system', () => {
  it('is one from its filing on, and its system sees each step as a FHIR Task', async () => {
    const system = await openPartnerSystem(house);
    const pdf = await readFile(samplePdf);
    const id = await sendReferral(system, { ...sampleReferral, pdf });
    const task = async () => {
      const { body } = await system.tasks();
      const [entry] = Object(body).entry ?? [];
      return { id: entry?.resource.id, status: entry?.resource.status };
    };
    expect(await task()).toEqual({ id, status: 'received' });
    const received = await newest('gateway');
    await staff.post(`/api/messages/${received}/take`);
    await staff.post(`/api/messages/${received}/referral/step`, { step: 'accepted' });
    expect(await task()).toEqual({ id, status: 'accepted' });
    await operator.remindNow(received);
    const ready = async () => (await system.list()).map(({ attributes }) => attributes.label);
    await expect.poll(ready, untilThere).toContain(reminder);
    await answer(received, 'answered', 'Vi börjar på fredag.');
    expect(await task()).toEqual({ id, status: 'completed' });
  });
});

describe('a referral by fax', () => {
  it('that is not answered by its day: a verified contact that sent it is reminded by fax', async () => {
    const from = '+46317004402';
    const sender = { name: 'Skolan', number: from, note: null, verified: 'called' };
    await staff.post(`/api/departments/${departmentId}/contacts`, sender);
    const { message = '' } = await house.carrier.send(
      { bytes: await readFile(samplePdf), from, to: '+46846500410' },
      { publicOrigin: house.ingestOrigin },
    );
    const { id } = await staff.untilFiled(message);
    await staff.put(`/api/messages/${id}/referral`, { answerBy: null });
    await operator.remindNow(id);
    const called = () => house.carrier.orders.faxes.filter(({ to }) => to === from).length;
    await expect.poll(called, untilThere).toBe(1);
    const state = async () => (await remindersOf(id)).map((each) => each.state);
    await expect.poll(state, untilThere).toEqual(['delivered']);
  });
});
