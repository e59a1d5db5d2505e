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

const send = async (
  staff: Staff,
  departmentId: string,
  { to, message }: (typeof faxes)[number],
): Promise<Sending> => {
  const { id, version, ...begun } = await staff.post<Draft>(
    `/api/departments/${departmentId}/drafts`,
    { requestId: crypto.randomUUID() },
  );
  const { subject, recipientName, cover, language, resolution } = begun;
  const text = { subject, recipientName, cover, language, resolution, to, message };
  const changed = await staff.put<Draft>(`/api/drafts/${id}`, { version, ...text });
  await staff.post(`/api/drafts/${id}/prepare`, { version: changed.version });
  return staff.post(`/api/drafts/${id}/send`, {
    version: changed.version,
    lastDigits: to.slice(-4),
  });
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

/** Answers the fax that is open, as far as the pages. */
export const write = async (page: Page, language: 'sv' | 'en'): Promise<void> => {
  await page.getByRole('button', { name: /^(?:Svara|Answer)$/ }).click();
  const message = page.locator('[name=message]');
  await message.waitFor();
  await page.locator('[name=subject]').fill(texts[language].subject);
  await message.fill(texts[language].message);
  await page
    .locator('.composer .mark')
    .getByText(/^(?:Sparat|Saved)/)
    .waitFor();
  const hasPagesBeside = (page.viewportSize()?.width ?? 0) >= 1100;
  if (hasPagesBeside)
    await page.locator('.composer .sheet__picture[data-state=loaded]').first().waitFor();
};
