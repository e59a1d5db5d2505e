import type { Request, Response } from 'express';

import { adminWords } from '#web/admin/admin-page';
import { logWords } from '#web/log/entry';
import type { FirstPaintAt } from '#web/first-paint';
import { lockedPage } from '#web/locked-page';
import {
  appPage,
  choicePage,
  errorPage,
  leavingByFormPage,
  leavingPage,
  loggedInPage,
  loginPage,
  noDepartmentPage,
  printPage,
} from '#web/pages';
import { plainWordsFor } from '#web/words/plain-words';
import type { SamlDispatch } from '@kuvert/identity/saml/logout-messages';
import { retryAfter, type ProblemBody } from '@kuvert/platform/http/problem';
import type { Answer } from '@kuvert/platform/http/route';
import type { Randomness } from '@kuvert/shared/ids';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';

import type { Boot, Locale } from '#api';
import type { CardConfig } from '../login/card/card-config.ts';
import type { Session } from '../store/sessions.ts';
import type { Choices } from '../use-cases/finish-login.ts';
import { pagePolicy } from './headers.ts';
import { localeOf } from './language.ts';
import { ownPath } from './own-path.ts';
import type { Web } from './web.ts';

const page = (html: string, nonce?: string, status = 200, forms?: string): Answer => ({
  kind: 'bytes',
  status,
  contentType: 'text/html; charset=utf-8',
  bytes: html,
  headers: { 'content-security-policy': pagePolicy(nonce, forms) },
});

const languageOf = (request: Request): 'sv' | 'en' =>
  localeOf(null, request.get('accept-language'));

/** The application with its first rows; a page that says so for a person without a department. */
export const applicationAnswer = (
  web: Web,
  randomness: Pick<Randomness, 'token'>,
  boot: Boot,
  at: FirstPaintAt,
): Answer => {
  const { me } = boot;
  if (me.departments.length === 0 && me.frontDesk) return { kind: 'redirect', to: '/front-desk' };
  if (me.departments.length === 0 && me.auditor) return { kind: 'redirect', to: '/log' };
  if (me.departments.length === 0 && me.administrator) return { kind: 'redirect', to: '/admin' };
  if (me.departments.length === 0)
    return page(
      noDepartmentPage({
        locale: me.locale,
        assets: web.assets.plain,
        name: me.person.name,
        csrfToken: me.csrfToken,
      }),
    );
  const nonce = randomness.token(16);
  return page(appPage(boot, at, { assets: web.assets.app, nonce }), nonce);
};

interface LockedAt {
  readonly session: Session;
  readonly locale: Locale;
  readonly demands: LevelOfAssurance;
}

/** What an address names is of a department that demands a stronger login, or all of the person's are. */
export const lockedAnswer = (web: Web, at: LockedAt, returnTo: string, text?: string): Answer => {
  const { session, locale, demands } = at;
  const html = lockedPage({
    ...{ locale, demands, assets: web.assets.plain, name: session.name },
    ...{ csrfToken: session.csrfToken, loa: session.loa, returnTo: ownPath(returnTo) },
    ...(text !== undefined && { text }),
  });
  return page(html, undefined, 403);
};

/** Administration demands a stronger login than this. */
export const administrationLockedAnswer = (web: Web, at: LockedAt, returnTo: string): Answer =>
  lockedAnswer(web, at, returnTo, adminWords(at.locale).locked(at.demands));

/** The log demands a stronger login than this. */
export const logLockedAnswer = (web: Web, at: LockedAt, returnTo: string): Answer =>
  lockedAnswer(web, at, returnTo, logWords(at.locale).locked(at.demands));

export interface LoginPageOptions {
  readonly returnTo: string;
  readonly error?: string | undefined;
  readonly ended: boolean;
  /** Somebody logged out: at the identity provider as well, or perhaps here alone. */
  readonly left?: 'everywhere' | 'here' | undefined;
  /** What the login is to reach, where it is to be a stronger one than there is. */
  readonly loa?: LevelOfAssurance | undefined;
}

export interface LoginPageParts {
  readonly leads?: Readonly<Record<Locale, string>>;
  /** By OpenID Connect; true unless told. */
  readonly sso?: boolean;
  /** By SAML, by its name where there is another way; undefined: not by SAML. */
  readonly saml?: { readonly name: string | undefined } | undefined;
  /** One may log in by smart card as well. */
  readonly card?: Pick<CardConfig, 'helpUrl'> | undefined;
}

export const loginAnswer = (
  web: Web,
  request: Request,
  options: LoginPageOptions,
  { leads, sso = true, saml, card }: LoginPageParts = {},
): Answer => {
  const { returnTo, error, ended, left, loa } = options;
  const locale = languageOf(request);
  const query = new URLSearchParams({ return: returnTo, ...(loa && { loa }) }).toString();
  return page(
    loginPage({
      ...{ locale, ended, left },
      ...(leads && { lead: leads[locale] }),
      ...(loa && { demands: loa }),
      assets: web.assets.plain,
      ...(sso && { loginUrl: `/login/start?${query}` }),
      ...(saml && { saml: { url: `/saml/start?${query}`, name: saml.name } }),
      ...(card && { card: { url: `/login/card/start?${query}`, helpUrl: card.helpUrl } }),
      ...(error === undefined ? {} : { error }),
    }),
  );
};

/** Whom somebody logs in as, who is known as several, or in which commission. */
export const choiceAnswer = (web: Web, request: Request, token: string, choices: Choices): Answer =>
  page(choicePage({ locale: languageOf(request), assets: web.assets.plain, token, choices }));

/** From here one goes on to log out at the provider: no form of ours may lead there. */
export const leavingAnswer = (web: Web, request: Request, to: string): Answer =>
  page(leavingPage({ locale: languageOf(request), assets: web.assets.plain, to }));

/** Likewise by SAML, where a form may have to lead: that page's policy allows it. */
export const samlLeavingAnswer = (web: Web, request: Request, to: SamlDispatch): Answer => {
  if (to.binding === 'redirect') return leavingAnswer(web, request, to.url);
  const { url, fields } = to;
  const html = leavingByFormPage({
    ...{ locale: languageOf(request), assets: web.assets.plain, url, fields },
  });
  // from there it goes on to whoever else is logged out
  return page(html, undefined, 200, `${new URL(url).origin} https:`);
};

/** The end of a login beside a window that waits for it. */
export const loggedInAnswer = (web: Web, locale: Locale): Answer =>
  page(loggedInPage({ locale, assets: web.assets.plain }));

/** A page that was made whole. */
export const plainAnswer = (html: string, status = 200): Answer => page(html, undefined, status);

export const printAnswer = (
  web: Web,
  locale: 'sv' | 'en',
  title: string,
  pages: readonly string[],
): Answer => page(printPage({ locale, assets: web.assets.print, title, pages }));

/** For a browser that navigated to something that failed. */
export const sendErrorPage = (
  web: Web,
  request: Request,
  response: Response,
  error: {
    readonly status: number;
    readonly code: string;
    readonly details?: ProblemBody['details'];
  },
): void => {
  const html = errorPage({
    locale: languageOf(request),
    assets: web.assets.plain,
    code: error.code,
    ...(error.code === 'rate-limited' && { message: tooManyWords(request, error.details) }),
  });
  response
    .status(error.status)
    .set({
      'content-security-policy': pagePolicy(),
      'cache-control': 'no-store',
      ...retryAfter(error.details),
    })
    .type('html')
    .send(html);
};

/** When to come again, and that nothing is the matter with whoever reads it. */
const tooManyWords = (request: Request, details: ProblemBody['details']): string =>
  plainWordsFor(languageOf(request)).tooMany(Number(details?.['retryAfterSeconds'] ?? 60));
