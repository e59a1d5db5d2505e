import { readFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';

import { createProgress, type Progress } from '@kuvert/infra/local/progress';

import type { SecondLook } from '@kuvert/shared/sending/second-look';

import { actingPdf } from '../support/acting-pdf.ts';
import { logInByBrowser, openVisitor, startBrowser, type Look } from '../support/browser.ts';
import { mixedFax } from '../support/mixed-fax.ts';
import { readSample } from '../support/samples.ts';
import { operatorOf } from '../support/operator.ts';
import { staffAt, type Staff } from '../support/staff.ts';
import { checkout, startTestHouse, type TestHouse } from '../support/test-house.ts';
import { untilConfirmed } from '../support/until-confirmed.ts';
import { fromPartner } from './partner.ts';
import { askForCompletion, markReferrals } from './referral.ts';
import { inRoom } from './room.ts';
import { samlBeside } from './saml.ts';
import {
  addContacts,
  askSome,
  impatient,
  offered,
  reportDelivered,
  sendInHouse,
  sendSome,
  verifiedContact,
  write,
  writeInHouse,
} from './sending.ts';

/** `pnpm pictures [NAME …]`: photographs every state of the mailbox in the real house, or those, in both languages. */
const wanted = process.argv.slice(2);
const folder = join(checkout, 'docs/pictures');
const progress: Progress = createProgress((text) => process.stdout.write(text));

const isWanted = (part: string): boolean =>
  wanted.length === 0 || wanted.some((name) => name.includes(part));

interface Stage {
  readonly house: TestHouse;
  readonly browser: Browser;
  readonly anna: Staff;
  /** One page to Socialtjänsten from a number; its id. */
  readonly send: (from: string) => Promise<string>;
  /** Messages of Socialtjänsten by what is special about them. */
  readonly messages: Readonly<
    Record<
      | 'plain'
      | 'damaged'
      | 'partial'
      | 'mixed'
      | 'noisy'
      | 'attention'
      | 'long'
      | 'resent'
      | 'pdf'
      | 'partner'
      | 'referral'
      | 'forwarded',
      string
    >
  >;
}

type Language = 'sv' | 'en';
const languages: readonly Language[] = ['sv', 'en'];
const browserLocale = { sv: 'sv-SE', en: 'en-GB' } as const;
const socialServices = '+46846500410';

const longName = `Vårdcentralen ${'Norra Storängsbacken och Södra Kvarnhöjden '.repeat(6)}`;

const setStage = async (): Promise<Stage> => {
  const [house, browser] = await Promise.all([
    startTestHouse({
      readsText: true,
      extra: { outbound: impatient, mailbox: await samlBeside() },
    }),
    startBrowser(),
  ]);
  const anna = await staffAt(house.mailboxOrigin, 'anna');
  const send = async (bytes: Uint8Array, from: string, tsi: string, pages?: number) => {
    const { message = '' } = await house.carrier.send(
      { bytes, from, to: socialServices, tsi, ...(pages === undefined ? {} : { pages }) },
      { publicOrigin: house.ingestOrigin },
    );
    return (await anna.untilFiled(message)).id;
  };
  const referral = await readFile(join(checkout, 'infra/local/samples/referral.tif'));
  const threePages = await readSample('sp-3pages.tif');
  const names = [
    'TINGSRATTEN',
    'LASARETTET KIR',
    'VC NORR',
    'BUP MOTTAGNING',
    'POLISEN REG',
    'HVB HEMMET',
    'APOTEKET',
    'SKOLHALSAN',
  ];
  for (const [index, name] of names.entries())
    await send(
      index % 3 === 0 ? threePages : referral,
      `+468465004${50 + index}`,
      name,
      index % 3 === 0 ? 3 : 1,
    );
  const taken = await send(referral, '+46317001299', 'AKUTEN');
  await (await staffAt(house.mailboxOrigin, 'bjorn')).post(`/api/messages/${taken}/take`);
  const mine = await send(referral, '+46317001298', 'MODRAVARDEN');
  await anna.post(`/api/messages/${mine}/take`);
  const html = Buffer.from('<!doctype html><title>404</title><p>Not found');
  await send(threePages, '+46317001266', 'VC SODER', 3);
  const messages = {
    attention: await send(html, '+46317001211', 'VC SYD'),
    partial: await send(
      await readSample('hyla-ecm-cut-page1.tif'),
      '+46317001222',
      'REMOTE CLINIC',
      3,
    ),
    damaged: await send(
      await readSample('hyla-from-efax-noisy-badlines.tif'),
      '+46317001233',
      'EFAX SENDER',
      1,
    ),
    noisy: await send(
      await readSample('ocr/sv_sans.std.noisy.tif'),
      '+46317001255',
      'VC BRUSVIK',
      1,
    ),

    resent: await send(threePages, '+46317001266', 'VC SODER', 3),
    pdf: await send(actingPdf(referral), '+46317001277', 'VC VASTER', 1),
    mixed: await send(await mixedFax(), '+46317001244', 'VC OST', 4),
    long: await send(referral, 'anonymous', longName.slice(0, 240), 1),
    partner: await fromPartner(house, anna),
    referral: await send(referral, '+46317001244', 'VC LUGNET', 1),
    forwarded: await send(referral, '+46317001288', 'HEMTJANSTEN', 1),
    plain: await send(referral, '+46317001234', 'VC AKERSBERGA', 1),
  };
  const [elsewhere] = await (await staffAt(house.mailboxOrigin, 'cecilia')).departments();
  await anna.post(`/api/messages/${messages.forwarded}/forward`, {
    departmentId: elsewhere?.id,
    reason: 'Gäller hemtjänsten',
  });
  const waiting = await send(threePages, '+46317001245', 'LASARETTET MED', 3);
  if (isWanted('referral')) await markReferrals(anna, [messages.referral, waiting]);
  const showsSending =
    wanted.length === 0 ||
    wanted.some((name) => /compose|sent|incident|wrong|approval|share/.test(name));
  if (showsSending) {
    await sendSome(anna);
    await reportDelivered(anna);
  }
  await addContacts(anna);
  const showsText = wanted.length === 0 || wanted.some((name) => name.includes('text'));
  // the last of twenty, that all wait for one reader
  for (const id of showsText ? [messages.noisy, messages.mixed, messages.plain] : [])
    await anna.untilRead(id, 600_000);
  const sendOne = (from: string) => send(referral, from, 'VC NORR', 1);
  return { house, browser, anna, messages, send: sendOne };
};

const save = async (page: Page, name: string): Promise<void> => {
  const png = await page.screenshot();
  await sharp(png)
    .png({ palette: true, compressionLevel: 9, effort: 10 })
    .toFile(join(folder, `${name}.png`));
  progress.say(`  ${name}`);
};

const calm = (page: Page): Promise<unknown> =>
  page.waitForLoadState('networkidle').catch(() => undefined);

/** Opens a visitor who is logged in, lets `show` bring the state about, and takes the picture. */
const photograph = async (
  { browser, house }: Stage,
  name: string,
  who: RegExp | undefined,
  path: string,
  look: Look,
  show: (page: Page) => Promise<unknown> = () => Promise.resolve(),
  origin = house.mailboxOrigin,
): Promise<void> => {
  if (wanted.length > 0 && !wanted.some((each) => name.replace(/-(sv|en)$/, '') === each)) return;
  const { context, page } = await openVisitor(browser, look);
  if (who) await logInByBrowser(page, origin, who, path);
  else await page.goto(`${origin}${path}`);
  await show(page);
  await page.waitForTimeout(400);
  await save(page, name);
  await context.close();
};

const picture = (page: Page) => page.locator('img[src*="/pages/1"][data-state=loaded]').waitFor();

const text = async (page: Page): Promise<void> => {
  await picture(page);
  await page.keyboard.press('s');
  await page.locator('.text__sheet').waitFor();
  await calm(page);
};

/** The message as it is while the machine reads, or after it gave up. */
const textAs =
  (state: object) =>
  async (page: Page): Promise<void> => {
    await page.route(/\/api\/messages\/[^/]+$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), text: state } });
    });
    await page.reload();
    await text(page);
  };
/** Who looks twice at a new number in Anna's department; with a colleague, something waits for her. */
const wantsApproval = async ({ house, anna: staff }: Stage, who: SecondLook): Promise<void> => {
  const [department] = await staff.departments();
  await operatorOf(house.ownerUrl).secondLook(department?.id ?? '', who);
  const isWanted = wanted.length === 0 || wanted.some((name) => name.includes('approval'));
  if (who === 'colleague' && isWanted && department?.sending.toApprove === 0)
    await askSome(await staffAt(house.mailboxOrigin, 'bjorn'), department.id);
};
const anna = /Anna Lind/;

const inLanguage = async (stage: Stage, language: Language): Promise<void> => {
  const { messages, anna: staff } = stage;
  const locale = browserLocale[language];
  const named = (name: string): string => `${name}-${language}`;
  const at = (
    name: string,
    path: string,
    show?: (page: Page) => Promise<unknown>,
    look: Look = {},
  ) => photograph(stage, named(name), anna, path, { locale, ...look }, show);
  const message = (key: keyof Stage['messages']): string => `/m/${messages[key]}`;

  await photograph(stage, named('login'), undefined, '/login', { locale });
  await photograph(stage, named('logged-out'), undefined, '/login?left=here', { locale });
  await at('reader', message('plain'), picture);
  await at('reader-dark', message('plain'), picture, { colorScheme: 'dark' });
  await at('damaged', message('damaged'), picture);
  await at('partial', message('partial'), picture);
  await at('pages', message('mixed'), async (page) => {
    await picture(page);
    await page.locator('.toolbar__position').click();
    await page.getByRole('menuitemradio').nth(1).click();
    await page.locator('img[src*="/pages/2"][data-state=loaded]').waitFor();
    await page.locator('.toolbar__position').click();
  });
  await at('pdf', message('pdf'), picture);
  await at('resend', message('resent'), async (page) => {
    await picture(page);
    await page.locator('.row .mark--resend').first().waitFor();
  });
  await at('text', message('plain'), text);
  await at('text-noisy', message('noisy'), text);
  await at('text-dark', message('noisy'), text, { colorScheme: 'dark' });
  await at('text-pages', message('mixed'), text);
  await at('text-pending', message('plain'), textAs({ state: 'pending' }));
  const failed = { state: 'failed', reason: 'time-limit' };
  await at('text-failed', message('plain'), textAs(failed));
  await at('phone-text', message('noisy'), text, { width: 390, height: 844 });
  await at('zoomed-400-percent-text', message('noisy'), text, { width: 320, height: 256 });
  const partner = async (page: Page) => {
    await picture(page);
    await page.keyboard.press('i');
    await page.locator('.conversation').waitFor();
    await calm(page);
  };
  await at('partner', message('partner'), partner);
  await at('partner-dark', message('partner'), partner, { colorScheme: 'dark' });
  await at('phone-partner', message('partner'), picture, { width: 390, height: 844 });
  const referral = `${message('referral')}?view=referrals`;
  await at('referral', referral, picture);
  await at('referral-dark', referral, picture, { colorScheme: 'dark' });
  await at('phone-referral', referral, picture, { width: 390, height: 844 });
  await at('referral-completion', referral, async (page) => {
    await picture(page);
    await askForCompletion(page, language);
  });
  await at('compose', message('plain'), (page) => write(page, language));
  const dark = { colorScheme: 'dark' } as const;
  await at('compose-dark', message('plain'), (page) => write(page, language), dark);
  const phone = { width: 390, height: 844 };
  await at('phone-compose', message('plain'), (page) => write(page, language), phone);
  await at('offered', '/', offered);
  await at('offered-dark', '/', offered, dark);
  await at('phone-offered', message('plain'), offered, phone);
  const inHouse = (page: Page) => writeInHouse(page, language);
  await at('in-house', '/', inHouse);
  await at('in-house-dark', '/', inHouse, dark);
  await at('phone-in-house', message('plain'), inHouse, phone);
  const sent = (state: string) => async (page: Page) => {
    await page
      .locator('.row', { has: page.locator(`.mark--outgoing-${state}`) })
      .first()
      .click();
    await picture(page);
  };
  await at('sent', '/sent', sent('arrived'));
  await at('sent-busy', '/sent', sent('waits'));
  await at('sent-unknown', '/sent', sent('unknown'));
  await at('sent-dark', '/sent', sent('unknown'), dark);
  await at('phone-sent', '/sent', sent('unknown'), phone);
  await at('wrong-recipient', '/sent', async (page) => {
    await sent('unknown')(page);
    await page.getByRole('button', { name: /^(Fel mottagare|Wrong recipient)$/ }).click();
    await page.getByRole('dialog').waitFor();
  });
  const incident = (what: RegExp) => async (page: Page) => {
    await page.locator('.row', { hasText: what }).first().click();
    await page.locator('.deadline').first().waitFor();
    await calm(page);
  };
  const gone = incident(/Gick till|Went to/);
  await at('incident', '/incidents', gone);
  await at('incident-came', '/incidents', incident(/Kom hit|Came here/));
  await at('incident-dark', '/incidents', gone, dark);
  await at('phone-incident', '/incidents', gone, phone);
  const atDesk = (name: string, number: string, look: Look = {}) =>
    photograph(
      stage,
      named(name),
      /Frida Vik/,
      '/front-desk',
      { locale, ...look },
      async (page) => {
        await page.locator('#number').fill(number);
        await page.locator('#number').press('Enter');
        await page.locator('.found, .desk .notice').waitFor();
      },
    );
  await atDesk('front-desk', '08-465 004 10');
  await atDesk('front-desk-dark', '08-465 004 10', dark);
  await atDesk('front-desk-none', '0226-64 50 00');
  await atDesk('phone-front-desk', '08-465 004 10', phone);
  if (isWanted('log'))
    for (const page of [1, 2, 3])
      await stage.anna.bytes(`/api/messages/${stage.messages.mixed}/pages/${page}?width=900`);
  const atLog = (name: string, show: (page: Page) => Promise<unknown>, look: Look = {}) =>
    photograph(stage, named(name), /Gun Lag/, '/log', { locale, ...look }, show);
  const search = async (page: Page) => {
    await page.locator('#name').fill('anna');
    await page.locator('#name').press('Enter');
    await page.locator('.log__table').waitFor();
  };
  await atLog('log', search);
  await atLog('log-dark', search, dark);
  await atLog('phone-log', search, phone);
  await atLog('log-extract', async (page) => {
    await page.locator('#name').fill('anna');
    await page.locator('[formaction="/log/extract"]').click();
    await page.locator('.log__table').waitFor();
  });
  const [lookedAfter] = await stage.anna.departments();
  const atAdmin = (name: string, path: string, look: Look = {}) =>
    photograph(stage, named(name), /Erik Sand/, path, { locale, ...look }, calm);
  await atAdmin('admin', '/admin');
  await atAdmin('admin-dark', '/admin', dark);
  await atAdmin('phone-admin', '/admin', phone);
  await atAdmin('admin-department', `/admin/departments/${lookedAfter?.id ?? ''}`);
  await atAdmin('providers', '/admin/providers');
  await atAdmin('admin-sessions', '/admin/sessions');
  const contact = async (page: Page) => {
    await page.locator('.row', { hasText: 'Vårdcentralen Norr' }).click();
    await page.locator('.contact').waitFor();
    await calm(page);
  };
  await at('contacts', '/contacts', contact);
  await at('contacts-dark', '/contacts', contact, dark);
  await at('phone-contacts', '/contacts', contact, phone);
  await wantsApproval(stage, 'colleague');
  const waiting = async (page: Page) => {
    await page.locator('.row').first().click();
    await picture(page);
  };
  await at('approval', '/approvals', waiting);
  await at('approval-dark', '/approvals', waiting, dark);
  await at('phone-approval', '/approvals', waiting, phone);
  await wantsApproval(stage, 'digits');
  await at('forward', message('plain'), async (page) => {
    await picture(page);
    await page.keyboard.press('f');
    await page.getByRole('dialog').locator('option').nth(1).waitFor({ state: 'attached' });
  });
  await at('give-back', message('plain'), async (page) => {
    await picture(page);
    await page.keyboard.press('f');
    await page.getByRole('radio').nth(1).check({ force: true });
    await page.getByRole('textbox').last().fill('08-465 004 20');
  });
  await at('forwarded', message('forwarded'), async (page) => {
    await page.locator('.reader .notice').first().waitFor();
    await page.keyboard.press('i');
    await calm(page);
  });
  await at('attention', message('attention'), calm);
  await at('long-names', message('long'), picture);
  await at('not-found', '/m/00000000-0000-4000-8000-000000000000', calm);
  await at('phone-list', '/', calm, { width: 390, height: 844 });
  await at('phone-reader', message('plain'), picture, { width: 390, height: 844 });
  await at('tablet', message('plain'), picture, { width: 834, height: 1112 });
  await at('zoomed-400-percent', message('plain'), picture, { width: 320, height: 256 });
  await at('shortcuts', '/', async (page) => {
    await page.getByRole('button', { name: /^(Nytt meddelande|New message)$/ }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
  });
  await photograph(stage, named('empty'), /Dana Holm/, '/', { locale }, calm);

  const [department] = await staff.departments();
  await at('loading', '/', async (page) => {
    await page.route('**/api/messages/**', () => undefined);
    await page.goto(
      `${stage.house.mailboxOrigin}${message('plain')}?department=${department?.id}&view=all`,
    );
  });
  await at('error', '/', async (page) => {
    await page.route('**/api/messages/**', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'about:blank',
          title: 'x',
          status: 503,
          code: 'object-store-failed',
        }),
      }),
    );
    await page.goto(`${stage.house.mailboxOrigin}${message('plain')}`);
    await calm(page);
  });
  await at('session-ended', message('plain'), async (page) => {
    await picture(page);
    await page.context().clearCookies();
    await page.keyboard.press('t');
  });
  await at('offline', '/', async (page) => {
    await page.route('**/api/events', (route) => route.abort());
    await page.goto(`${stage.house.mailboxOrigin}${message('plain')}`);
    await picture(page);
    await page.waitForTimeout(5_000);
  });
};

/** How much goes by fax, where one went within the house: among what is sent it stands in no other picture. */
const faxShare = async (stage: Stage): Promise<void> => {
  if (wanted.length > 0 && !wanted.some((name) => name.includes('share'))) return;
  await sendInHouse(stage.anna);
  const department = (await stage.anna.departments())[0]?.id ?? '';
  for (const language of languages)
    for (const [name, look] of [
      ['fax-share', {}],
      ['fax-share-dark', { colorScheme: 'dark' }],
      ['phone-fax-share', { width: 390, height: 844 }],
    ] as const)
      await photograph(
        stage,
        `${name}-${language}`,
        anna,
        '/',
        { locale: browserLocale[language], ...look },
        async (page) => {
          await page.goto(`${stage.house.mailboxOrigin}/fax-share?department=${department}`);
          await page.locator('.share__table').waitFor();
        },
      );
};

/** A fax whose sender was told that it came, and that somebody took it. After all else: it stands in no other picture. */
const withConfirmations = async (stage: Stage): Promise<void> => {
  if (wanted.length > 0 && !wanted.some((name) => name.includes('confirmed'))) return;
  const { house, anna: staff, send } = stage;
  const operator = operatorOf(house.ownerUrl);
  await operator.confirmations((await staff.departments())[0]?.id ?? '', 'on');
  const id = await send(verifiedContact);
  await untilConfirmed(staff, operator, id, 1);
  await staff.post(`/api/messages/${id}/take`);
  await untilConfirmed(staff, operator, id, 2);
  for (const language of languages)
    for (const [name, look] of [
      ['confirmed', {}],
      ['confirmed-dark', { colorScheme: 'dark' }],
    ] as const)
      await photograph(
        stage,
        `${name}-${language}`,
        anna,
        `/m/${id}`,
        { locale: browserLocale[language], ...look },
        async (page) => {
          await picture(page);
          await page.keyboard.press('i');
        },
      );
};

/** What somebody of a partner without a system sees. After all else: what it leaves stands in no other picture. */
const inPartnersRoom = async (stage: Stage): Promise<void> => {
  if (wanted.length > 0 && !wanted.some((name) => name.includes('room'))) return;
  const { house, anna: staff } = stage;
  const conversation = await inRoom(house, staff);
  const paths = { room: '/', 'room-write': '/write', 'room-conversation': `/c/${conversation}` };
  for (const language of languages)
    for (const [name, path] of Object.entries(paths))
      for (const [named, look] of [
        [name, {}],
        [`${name}-dark`, { colorScheme: 'dark' }],
        [`phone-${name}`, { width: 390, height: 844 }],
      ] as const)
        await photograph(
          stage,
          `${named}-${language}`,
          /Gunnel Strand/,
          path,
          { locale: browserLocale[language], ...look },
          calm,
          house.roomOrigin,
        );
};

await mkdir(folder, { recursive: true });
const stage = await progress.step('the house and its faxes', setStage);
try {
  for (const language of languages) await inLanguage(stage, language);
  await faxShare(stage);
  await withConfirmations(stage);
  await inPartnersRoom(stage);
} finally {
  await stage.browser.close();
  await stage.house.remove();
}
