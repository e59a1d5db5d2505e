import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';

import { deskPage, type DeskPage } from './desk-page.ts';
import { html } from './html.ts';
import { strongerLoginUrl } from './stronger-login-url.ts';
import { lockedEn } from './words/locked-en.ts';
import { lockedSv } from './words/locked-sv.ts';

export interface LockedPage extends DeskPage {
  /** Of the login as it is. */
  readonly loa: LevelOfAssurance | null;
  readonly demands: LevelOfAssurance;
  readonly returnTo: string;
  /** What demands it, where that is no department. */
  readonly text?: string;
}

/** In place of what the login is too weak for: nothing of it, and one button to a login that comes back and opens it. */
export const lockedPage = (at: LockedPage): string => {
  const { locale, loa, demands, returnTo } = at;
  const words = locale === 'sv' ? lockedSv : lockedEn;
  return deskPage(
    at,
    words.title,
    html`<main class="desk__main">
      <h1 class="card__title">${words.title}</h1>
      <p>${at.text ?? words.text(demands)}</p>
      <p>${loa === null ? words.unsaid : words.now(loa)} ${words.hint}</p>
      <p>
        <a class="button button--primary" href="${strongerLoginUrl(demands, returnTo)}"
          >${words.logIn(demands)}</a
        >
      </p>
      <p class="field__hint">${words.helpless}</p>
      ${returnTo !== '/' && html`<p><a href="/">${words.others}</a></p>`}
    </main>`,
  );
};
