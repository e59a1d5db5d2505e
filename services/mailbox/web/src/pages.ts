import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';

import type { Boot, Locale } from '../../src/http/api.ts';
import type { Assets } from './assets.ts';
import { firstPaint, type FirstPaintAt } from './first-paint.ts';
import { html, Html, jsonForScript } from './html.ts';
import { wordmarkInside } from './wordmark-html.ts';
import { cardWords, type CardWords } from './words/card-words.ts';
import { lockedEn } from './words/locked-en.ts';
import { lockedSv } from './words/locked-sv.ts';
import { plainWordsFor } from './words/plain-words.ts';
import { samlWords } from './words/saml-words.ts';
import { wordsFor } from './words/words.ts';

export interface PageRefresh {
  readonly seconds: number;
  readonly to: string;
}

interface Head {
  readonly locale: Locale;
  readonly title: string;
  readonly assets: Assets;
  /** Of this answer's `style-src`; React Aria gives it to the one style element that it makes. */
  readonly nonce?: string;
  /** Where the browser goes on to by itself. */
  readonly refresh?: PageRefresh;
}

export const documentOf = ({ locale, title, assets, nonce, refresh }: Head, body: Html): string =>
  `<!doctype html>\n${
    html`<html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        ${refresh && html`<meta http-equiv="refresh" content="${refresh.seconds};url=${refresh.to}" />`}
        ${nonce && html`<meta property="csp-nonce" nonce="${nonce}" />`}
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        ${assets.font && html`<link rel="preload" href="${assets.font}" as="font" type="font/woff2" crossorigin />`}
        ${assets.styles.map((href) => html`<link rel="stylesheet" href="${href}" />`)}
        ${assets.modules.map((href) => html`<link rel="modulepreload" href="${href}" />`)}
        ${assets.script && html`<script type="module" src="${assets.script}"></script>`}
      </head>
      ${body}
    </html>`.text
  }`;

/** The application with its first rows; `assets` of the entry `app`. */
export const appPage = (
  boot: Boot,
  at: FirstPaintAt,
  { assets, nonce }: { readonly assets: Assets; readonly nonce: string },
): string => {
  // Its text was made, and escaped, by `html`.
  const rows = new Html(firstPaint(boot, at));
  return documentOf(
    { locale: boot.me.locale, title: 'Kuvert', assets, nonce },
    html`<body>
      <div id="root">${rows}</div>
      <script type="application/json" id="boot">
        ${jsonForScript(boot)}
      </script>
    </body>`,
  );
};

const card = (title: string, body: Html): Html =>
  html`<body class="plain">
    <main class="card">
      <p class="wordmark">${wordmarkInside}</p>
      <h1 class="card__title">${title}</h1>
      ${body}
    </main>
  </body>`;

/** `assets` of the entry `plain` for all pages below. */
export interface PlainPage {
  readonly locale: Locale;
  readonly assets: Assets;
}

interface LoginByCard {
  readonly url: string;
  readonly helpUrl: string | undefined;
}

/** Where one logs in. `error` is a stable code of a login that failed; `ended` says that a session ran out, `left` that somebody logged out; `lead`: to what. */
export const loginPage = ({
  locale,
  assets,
  loginUrl,
  saml,
  card: byCard,
  error,
  ended = false,
  left,
  lead = plainWordsFor(locale).loginLead,
  demands,
}: PlainPage & {
  /** Starts the login with the provider, its `return` included, where one may. */
  readonly loginUrl?: string;
  /** Likewise by SAML; its name where another way is beside it. */
  readonly saml?: { readonly url: string; readonly name: string | undefined };
  /** Likewise by smart card, where one may, and where the house helps with it. */
  readonly card?: LoginByCard;
  readonly error?: string;
  readonly ended?: boolean;
  readonly left?: 'everywhere' | 'here' | undefined;
  readonly lead?: string;
  /** What the login is to reach, in place of a weaker one. */
  readonly demands?: LevelOfAssurance;
}): string => {
  const words = plainWordsFor(locale);
  const stronger = locale === 'sv' ? lockedSv : lockedEn;
  const title = demands === undefined ? words.loginTitle : stronger.title;
  const notice = error
    ? failure(error, locale)
    : (left && noticeOf(left === 'here' ? words.leftHere : words.leftEverywhere)) ||
      (ended && noticeOf(words.loginAgain));
  return documentOf(
    { locale, assets, title: `${title} – Kuvert` },
    card(
      title,
      html`<p class="card__lead">${demands === undefined ? lead : stronger.text(demands)}</p>
        ${notice} ${loginUrl && wayButton(loginUrl, words.loginButton, true)}
        ${saml && wayButton(saml.url, samlLabel(saml.name, locale), loginUrl === undefined)}
        ${byCard && cardLogin(byCard, cardWords[locale])}`,
    ),
  );
};

const noticeOf = (text: string): Html =>
  html`<div class="notice" role="status"><p>${text}</p></div>`;

/** Why nobody was logged in, or out, with what to do. */
const failure = (error: string, locale: Locale): Html => {
  const words = plainWordsFor(locale);
  const cardText = cardWords[locale];
  const sentences: Readonly<Record<string, readonly string[]>> = {
    'rate-limited': [words.loginTooMany],
    'card-refused': [cardText.refused, cardText.refusedHint],
    'logout-refused': [words.logoutRefused, words.loginFailedHint],
  };
  const said = sentences[error] ?? [words.loginFailed, words.loginFailedHint];
  return html`<div class="notice notice--failed" role="alert">
    ${said.map((sentence) => html`<p>${sentence}</p>`)}
    <p><code>${error}</code></p>
  </div>`;
};

const wayButton = (url: string, label: string, isFirst: boolean) =>
  html`<a class="button ${isFirst ? 'button--primary ' : ''}button--wide" href="${url}"
    >${label}</a
  >`;

const samlLabel = (name: string | undefined, locale: Locale): string =>
  name === undefined ? plainWordsFor(locale).loginButton : samlWords[locale].button(name);

/** What the browser asks for and shows is its own: what to do is said before. */
const cardLogin = ({ url, helpUrl }: LoginByCard, words: CardWords) =>
  html`<a class="button button--wide" href="${url}">${words.button}</a>
    <div class="login__how">
      <p>${words.how}</p>
      <p>${words.failed}</p>
      ${helpUrl && html`<p><a href="${helpUrl}">${words.help}</a></p>`}
    </div>`;

const errorSentence = (code: string, locale: Locale): string => {
  const { errors } = wordsFor(locale);
  switch (code) {
    case 'not-found':
      return errors.notFound;
    case 'path-unknown':
      return plainWordsFor(locale).notHere;
    case 'download-expired':
      return plainWordsFor(locale).linkExpired;
    default:
      return errors.unexpected;
  }
};

/** Something went wrong before the application could start. `message` is for people, `code` is the stable one. */
export const errorPage = ({
  locale,
  assets,
  code,
  message,
}: PlainPage & { readonly code: string; readonly message?: string }): string => {
  const words = plainWordsFor(locale);
  const text = message ?? errorSentence(code, locale);
  return documentOf(
    { locale, assets, title: `${words.errorTitle} – Kuvert` },
    card(
      words.errorTitle,
      html`<p class="card__lead">${text}</p>
        <p class="card__code"><code>${code}</code></p>
        <a class="button card__link" href="/">${words.errorHome}</a>`,
    ),
  );
};

/** Where a login in a second tab ends: the first one has what was written, and goes on by itself. */
export const loggedInPage = ({ locale, assets }: PlainPage): string => {
  const words = plainWordsFor(locale);
  return documentOf(
    { locale, assets, title: `${words.loggedInTitle} – Kuvert` },
    card(words.loggedInTitle, html`<p class="card__lead">${words.loggedIn}</p>`),
  );
};

/** Of somebody with several identities, or several commissions: which one it is now. */
export const choicePage = ({
  locale,
  assets,
  token,
  choices,
}: PlainPage & {
  readonly token: string;
  readonly choices: { readonly of: 'identity' | 'commission'; readonly names: readonly string[] };
}): string => {
  const plain = plainWordsFor(locale);
  const words =
    choices.of === 'identity'
      ? plain
      : { choiceTitle: plain.commissionTitle, choice: plain.commission };
  return documentOf(
    { locale, assets, title: `${words.choiceTitle} – Kuvert` },
    card(
      words.choiceTitle,
      html`<p class="card__lead">${words.choice}</p>
        <form method="post" action="/login/choose" class="card__choices">
          <input type="hidden" name="login" value="${token}" />
          ${choices.names.map(
            (each) =>
              html`<button class="button button--wide" name="identity" value="${each}">
                ${each}
              </button>`,
          )}
        </form>`,
    ),
  );
};

/** Leads on to where one logs out as well, by a form. */
export const leavingByFormPage = ({
  locale,
  assets,
  url,
  fields,
}: PlainPage & {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}): string => {
  const words = plainWordsFor(locale);
  return documentOf(
    { locale, assets, title: `${words.leavingTitle} – Kuvert` },
    card(
      words.leavingTitle,
      html`<p class="card__lead">${words.leavingByForm}</p>
        <form method="post" action="${url}">
          ${Object.entries(fields).map(
            ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
          )}
          <button class="button button--primary button--wide">${words.leave}</button>
        </form>`,
    ),
  );
};

/** Leads on to where one logs out as well, by itself and by a link. */
export const leavingPage = ({
  locale,
  assets,
  to,
}: PlainPage & { readonly to: string }): string => {
  const words = plainWordsFor(locale);
  return documentOf(
    { locale, assets, title: `${words.leavingTitle} – Kuvert`, refresh: { seconds: 0, to } },
    card(
      words.leavingTitle,
      html`<p class="card__lead">${words.leaving}</p>
        <a class="button button--wide" href="${to}">${words.leave}</a>`,
    ),
  );
};

/** The way out of a page without a script. */
export const logOutForm = (locale: Locale, csrfToken: string): Html =>
  html`<form method="post" action="/logout">
    <input type="hidden" name="csrf" value="${csrfToken}" /><button class="button" type="submit">
      ${wordsFor(locale).frame.logOut}
    </button>
  </form>`;

/** Logged in, but a member of no department. */
export const noDepartmentPage = ({
  locale,
  assets,
  name,
  csrfToken,
}: PlainPage & { readonly name: string; readonly csrfToken: string }): string => {
  const words = plainWordsFor(locale);
  return documentOf(
    { locale, assets, title: `${words.noDepartmentTitle} – Kuvert` },
    card(
      words.noDepartmentTitle,
      html`<p class="card__lead">${words.noDepartment(name)}</p>
        <div class="card__actions">
          <a class="button button--primary" href="/">${words.noDepartmentAgain}</a>
          ${logOutForm(locale, csrfToken)}
        </div>`,
    ),
  );
};

/** All pages as pictures, one a sheet; its script (entry `print`) opens the print dialog when they have loaded. */
export const printPage = ({
  locale,
  assets,
  title,
  pages,
}: PlainPage & { readonly title: string; readonly pages: readonly string[] }): string => {
  const words = plainWordsFor(locale);
  return documentOf(
    { locale, assets, title: words.printTitle(title) },
    html`<body class="print">
      <main>
        <h1 class="unseen">${words.printTitle(title)}</h1>
        ${pages.map(
          (src, index) =>
            html`<img
              class="print__page"
              src="${src}"
              alt="${words.printPage(index + 1, pages.length)}"
            />`,
        )}
      </main>
    </body>`,
  );
};
