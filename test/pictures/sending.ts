import { setTimeout as pause } from 'node:timers/promises';

import type { Page } from 'playwright-core';

import type { Draft, Sending, SendingPage } from '@kuvert/mailbox/http/api';

import type { Staff } from '../support/staff.ts';

/** Settings of outbound: a call that goes on and on is given up as unknown at the first look. */
export const impatient = { KUVERT_LONGEST_SECONDS: '15', KUVERT_SILENT_SECONDS: '15' };

const patienceMs = 90_000;
const askEveryMs = 500;

/** Numbers that end each in their own way, and what is faxed there. */
const faxes = [
  { to: '+46313900606', end: 'unknown', message: 'Ring oss när ni har läst det.' },
  // once, and it is tried again
  { to: '+46313900602', end: 'queued', message: 'Handlingarna kommer i ett eget fax.' },
  { to: '+46313900601', end: 'delivered', message: 'Vi hör av oss i morgon.' },
] as const;

/** Sends one that arrives, one to a number that is busy and will be called again, and one that nobody knows the end of. */
export const sendSome = async (staff: Staff): Promise<void> => {
  const [department] = await staff.departments();
  const sent = await Promise.all(faxes.map((fax) => send(staff, department?.id ?? '', fax)));
  const deadline = Date.now() + patienceMs;
  for (const [index, { id }] of sent.entries())
    for (;;) {
      const { delivery } = await staff.get<Sending>(`/api/sendings/${id}`);
      const end = faxes[index]?.end;
      if (delivery.state === end && delivery.automatic === (end === 'queued')) break;
      if (Date.now() > deadline) throw new Error(`a fax is still ${delivery.state}`);
      await pause(askEveryMs);
    }
};

/** The one that arrived was somebody else's, who called. */
export const reportDelivered = async (staff: Staff): Promise<void> => {
  const [department] = await staff.departments();
  const { sendings } = await staff.get<SendingPage>(`/api/departments/${department?.id}/sendings`);
  const gone = sendings.find(({ delivery }) => delivery.state === 'delivered');
  const note = 'De ringde och läste upp koden. De lämnar papperet i vår reception i dag.';
  await staff.post(`/api/sendings/${gone?.id}/incident`, { how: 'receiver-told', note });
};

/** Sends to another department of the house, which is no fax. */
export const sendInHouse = async (staff: Staff): Promise<void> => {
  const [department] = await staff.departments();
  const message = 'Ärendet är ert.';
  await send(staff, department?.id ?? '', { to: '+46846500420', message });
};

const send = async (
  staff: Staff,
  departmentId: string,
  { to, message }: { readonly to: string; readonly message: string },
): Promise<Sending> => {
  const { id, version } = await prepare(staff, departmentId, { to, message });
  return staff.post(`/api/drafts/${id}/send`, { version, lastDigits: to.slice(-4) });
};

/** The number of one that {@link addContacts} adds. */
export const verifiedContact = '+46226645011';

/** Whom the department faxes: two numbers that somebody has verified, and one that nobody has. */
export const addContacts = async (staff: Staff): Promise<void> => {
  const [department] = await staff.departments();
  const contacts = [
    { name: 'Vårdcentralen Norr', number: '0226-64 50 11', verified: 'called' },
    { name: 'Tingsrätten, inkommande', number: '0226-64 50 22', verified: 'published' },
    { name: 'Hemtjänsten Söder', number: '0226-64 50 33', verified: null },
  ];
  for (const contact of contacts)
    await staff.post(`/api/departments/${department?.id}/contacts`, { note: null, ...contact });
};

/** Two faxes to new numbers, of which one is nearly a number that a fax has arrived at, wait for a colleague. */
export const askSome = async (staff: Staff, departmentId: string): Promise<void> => {
  const message = 'Handlingarna som ni bad om följer här.';
  for (const to of ['+46313900610', '+46313900745']) {
    const { id, version } = await prepare(staff, departmentId, { to, message });
    await staff.post(`/api/drafts/${id}/approval`, { version });
  }
};

const prepare = async (
  staff: Staff,
  departmentId: string,
  { to, message }: { readonly to: string; readonly message: string },
): Promise<Pick<Draft, 'id' | 'version'>> => {
  const { id, version, ...begun } = await staff.post<Draft>(
    `/api/departments/${departmentId}/drafts`,
    { requestId: crypto.randomUUID() },
  );
  const { subject, recipientName, cover, language, resolution } = begun;
  const text = { subject, recipientName, cover, language, resolution, to, message };
  const changed = await staff.put<Draft>(`/api/drafts/${id}`, { version, ...text });
  await staff.post(`/api/drafts/${id}/prepare`, { version: changed.version });
  return { id, version: changed.version };
};

const texts = {
  sv: {
    subject: 'Remiss 2026/04817',
    message: 'Remissen har kommit och är fördelad. Kallelse skickas inom en vecka.',
  },
  en: {
    subject: 'Referral 2026/04817',
    message: 'The referral has come and is with us. The appointment is sent within a week.',
  },
} as const;

/** Writes to a number that is another department's of the house. */
export const writeInHouse = async (page: Page, language: 'sv' | 'en'): Promise<void> => {
  // on a telephone by answering one: there is no rail
  const begin = page.getByRole('button', {
    name: /^(?:Nytt meddelande|New message|Svara|Answer)$/,
  });
  await begin.first().click();
  const number = page.locator('[name=number]');
  await number.fill('08-465 004 20');
  await number.press('Tab');
  await page.locator('[name=subject]').fill(texts[language].subject);
  await page.locator('.notice--secure').waitFor();
  await pagesAreMade(page);
};

/** Types a part of what two recipients are called, a contact and a partner. */
export const offered = async (page: Page): Promise<void> => {
  await page
    .getByRole('button', { name: /^(?:Nytt meddelande|New message|Svara|Answer)$/ })
    .first()
    .click();
  const number = page.locator('[name=number]');
  await number.fill('');
  await number.pressSequentially('vårdc');
  await page.locator('.offered .mark--partner').first().waitFor();
};

/** Answers the fax that is open, as far as the pages. */
export const write = async (page: Page, language: 'sv' | 'en'): Promise<void> => {
  await page.getByRole('button', { name: /^(?:Svara|Answer)$/ }).click();
  const message = page.locator('[name=message]');
  await message.waitFor();
  await page.locator('[name=subject]').fill(texts[language].subject);
  await message.fill(texts[language].message);
  await pagesAreMade(page);
};

const pagesAreMade = async (page: Page): Promise<void> => {
  await page
    .locator('.composer .mark')
    .getByText(/^(?:Sparat|Saved)/)
    .waitFor();
  const hasPagesBeside = (page.viewportSize()?.width ?? 0) >= 1100;
  if (hasPagesBeside)
    await page.locator('.composer .sheet__picture[data-state=loaded]').first().waitFor();
};
