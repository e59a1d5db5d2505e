import type { Page } from 'playwright-core';

import type { Staff } from '../support/staff.ts';

const dayMs = 24 * 60 * 60_000;

/** So many days from now, as the house has it. */
const dayFrom = (days: number): string =>
  new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

/** Faxes that somebody waits for an answer to: one is accepted. */
export const markReferrals = async (
  staff: Staff,
  [first, ...others]: readonly string[],
): Promise<void> => {
  for (const [index, id] of [first, ...others].entries())
    await staff.put(`/api/messages/${id}/referral`, { answerBy: dayFrom(5 + index * 9) });
  await staff.post(`/api/messages/${first}/referral/step`, { step: 'accepted' });
};

const completion = {
  sv: {
    ask: 'Begär komplettering',
    text: 'Vi saknar provsvaren från den 12 november. Remissen väntar hos oss tills de har kommit.',
  },
  en: {
    ask: 'Ask for completion',
    text: 'We lack the test results of 12 November. The referral waits with us until they have come.',
  },
} as const;

/** What is missing is asked for, and is being written. */
export const askForCompletion = async (page: Page, language: 'sv' | 'en'): Promise<void> => {
  const { ask, text } = completion[language];
  await page.getByRole('button', { name: ask, exact: true }).click();
  const message = page.locator('textarea[name=message]');
  await message.fill(text);
  await message.blur();
  await page.locator('.composer img[data-state=loaded]').first().waitFor();
};
