import { logPage } from './log/log-page.ts';
import { reviewPage } from './log/reviews-page.ts';
import { describe, expect, it } from 'vitest';
import type { Assets } from './assets.ts';
import { frontDeskPage } from './front-desk-page.ts';
import {
  appPage,
  errorPage,
  loggedInPage,
  loginPage,
  noDepartmentPage,
  printPage,
} from './pages.ts';
import { boot, me, now } from './testing/data.ts';

const assets: Assets = {
  script: '/assets/main-1.js',
  modules: [],
  styles: ['/assets/main-1.css'],
  font: '/assets/font-1.woff2',
};
const hostile = '</script><script>alert(1)</script>"\'';

const person = { id: hostile, name: hostile, isSystem: false };
const entry = {
  seq: 1,
  at: now.toISOString(),
  isService: true,
  person,
  action: hostile,
  department: { id: hostile, name: hostile },
  messageId: hostile,
  receivedAt: now.toISOString(),
  detail: hostile,
  about: hostile,
};

const all = {
  app: appPage(
    boot({ me: me({ person: { id: 'a', name: hostile } }) }),
    { now },
    { assets, nonce: 'n0' },
  ),
  login: loginPage({
    locale: 'en',
    assets,
    loginUrl: `/login/start?return=${hostile}`,
    card: { url: `/login/card/start?return=${hostile}`, helpUrl: `https://example.se/${hostile}` },
    error: hostile,
  }),
  error: errorPage({ locale: 'sv', assets, code: hostile, message: hostile }),
  loggedIn: loggedInPage({ locale: 'sv', assets }),
  noDepartment: noDepartmentPage({ locale: 'sv', assets, name: hostile, csrfToken: hostile }),
  frontDesk: frontDeskPage({
    locale: 'en',
    assets,
    name: hostile,
    csrfToken: hostile,
    timeZone: 'Europe/Stockholm',
    now,
    form: { number: hostile, day: hostile, days: 7 },
    answer: {
      isMore: false,
      demands: null,
      faxes: [
        {
          id: hostile,
          departmentId: hostile,
          department: hostile,
          from: { full: hostile, national: hostile },
          to: { full: hostile, national: hostile },
          receivedAt: now.toISOString(),
          state: { kind: 'failed', reason: 'no-document' },
        },
      ],
    },
  }),
  log: logPage({
    locale: 'en',
    assets,
    name: hostile,
    csrfToken: hostile,
    timeZone: 'Europe/Stockholm',
    now,
    departments: [{ id: hostile, name: hostile }],
    form: {
      name: hostile,
      department: hostile,
      document: hostile,
      patient: hostile,
      from: hostile,
      until: hostile,
      readsOnly: true,
    },
    answer: {
      kind: 'rows',
      isMore: true,
      unasked: null,
      person: { ...person, departments: [] },
      rows: [entry],
    },
  }),
  review: reviewPage({
    locale: 'sv',
    assets,
    name: hostile,
    csrfToken: hostile,
    timeZone: 'Europe/Stockholm',
    note: hostile,
    review: {
      id: hostile,
      from: now.toISOString(),
      until: now.toISOString(),
      population: 3,
      size: 1,
      drawnBy: hostile,
      drawnAt: now.toISOString(),
      signed: null,
    },
    rows: [{ number: 1, verdict: 'ask', entry }],
  }),
  print: printPage({ locale: 'en', assets, title: hostile, pages: [hostile] }),
};

describe.each(Object.entries(all))('the page %s', (_, page) => {
  it('lets nothing that it is given become markup', () => {
    expect(page).not.toContain('alert(1)</script>');
    expect(page).not.toContain('<script>');
  });

  it('has no inline style, script or handler', () => {
    expect(page.replace(/<script type="(application\/json|module)"/g, '')).not.toMatch(
      /<script| style="|<style| on[a-z]+="/,
    );
  });

  it('says its language and loads its style sheet', () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="(sv|en)">/);
    expect(page).toContain('<link rel="stylesheet" href="/assets/main-1.css"');
  });
});

it('hands the boot data to the application unchanged', () => {
  const data = /<script type="application\/json" id="boot">(.*?)<\/script>/s.exec(all.app)?.[1];
  expect(JSON.parse(data ?? '')).toEqual(boot({ me: me({ person: { id: 'a', name: hostile } }) }));
});

it('gives React Aria the nonce of this answer', () => {
  expect(all.app).toContain('<meta property="csp-nonce" nonce="n0"');
});

it('logs out by a form that carries the token', () => {
  const page = noDepartmentPage({ locale: 'en', assets, name: 'Anna', csrfToken: 'token-1' });
  expect(page).toMatch(
    /<form method="post" action="\/logout">\s*<input type="hidden" name="csrf" value="token-1"/,
  );
});

const login = (ended: boolean) => loginPage({ locale: 'en', assets, loginUrl: '/', ended });

it('says that a session ran out only when one did', () => {
  expect(login(true)).toContain('Your session has ended');
  expect(login(false)).not.toContain('Your session has ended');
});

const withCard = (helpUrl: string | undefined) =>
  loginPage({ locale: 'en', assets, loginUrl: '/', card: { url: '/card', helpUrl } });

it('leads to where the house helps with cards, where there is such a page', () => {
  expect(withCard('https://kort.example.se/hjalp')).toContain(
    '<a href="https://kort.example.se/hjalp">Help with the card</a>',
  );
  expect(withCard(undefined)).not.toContain('Help with the card');
});
