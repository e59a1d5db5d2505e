import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

import { provision } from '../provision/provision.ts';
import { settingsFrom } from '../provision/settings.ts';

/** Debian's Chromium, quiet: it asks nobody outside this machine for anything. */
export const startBrowser = async (): Promise<Browser> => {
  const found = await provision(['chromium'], {
    ...settingsFrom(process.env),
    report: () => undefined,
  });
  const { command, env } = found.program('chromium-headless-shell');
  return chromium.launch({
    executablePath: command,
    env: { ...process.env, ...env },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
};

export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser complained of: errors, and violations of the content security policy. */
  readonly complaints: string[];
}

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly locale?: 'sv-SE' | 'en-GB';
  readonly colorScheme?: 'light' | 'dark';
}

/** What axe finds wrong (WCAG 2.2 AA), each with the first element that it is about. */
export const faultsOf = async (page: Page): Promise<string[]> =>
  (await new AxeBuilder({ page }).analyze()).violations.map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.html}`,
  );

export const openVisitor = async (browser: Browser, look: Look = {}): Promise<Visitor> => {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1366, height: look.height ?? 768 },
    locale: look.locale ?? 'sv-SE',
    colorScheme: look.colorScheme ?? 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  });
  return { context, page, complaints };
};

/** From the mailbox through the provider, on another site, and back. */
export const logInByBrowser = async (
  page: Page,
  mailboxOrigin: string,
  name: RegExp,
  path = '/',
): Promise<void> => {
  await page.goto(`${mailboxOrigin}/login?return=${encodeURIComponent(path)}`);
  await page
    .getByRole('link', { name: /SSO/ })
    .or(page.getByRole('button', { name: /SSO/ }))
    .click();
  await page.getByRole('button', { name }).click();
  await page.getByRole('banner').getByText('Kuvert').waitFor();
};
