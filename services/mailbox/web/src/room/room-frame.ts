import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';

import type { RoomFunction } from '../../../src/http/api.ts';
import { html, type Html } from '../html.ts';
import { documentOf, logOutForm, type PlainPage } from '../pages.ts';
import type { TimeZoneAndLocale } from '../time/format-time.ts';
import { wordsFor } from '../words/words.ts';
import { wordmarkInside } from '../wordmark-html.ts';
import { roomWordsFor } from './room-words.ts';

/** What every page of the room has; `assets` of the entry `room`. */
export interface RoomPage extends PlainPage, TimeZoneAndLocale {
  readonly now: Date;
  /** Its own address, to come back to. */
  readonly path: string;
  /** Of who is logged in. */
  readonly name: string;
  readonly csrfToken: string;
  /** Of their login; null: the identity provider said none. */
  readonly loa: LevelOfAssurance | null;
  /** For which they speak. */
  readonly functions: readonly RoomFunction[];
  /** What the script compares, to say that something has come. */
  readonly newest: string;
}

const unitOf = ({ functions }: RoomPage): string =>
  functions.map(({ partner, name }) => `${partner}, ${name}`).join(' · ');

/** A whole page: which unit, who is logged in and the way out above `main`. */
export const roomFrame = (at: RoomPage, title: string, main: Html): string => {
  const words = roomWordsFor(at.locale);
  return documentOf(
    { locale: at.locale, assets: at.assets, title: `${title} – Kuvert` },
    html`<body class="desk" data-newest="${at.newest}">
      <header class="desk__bar room__bar">
        <a class="wordmark" href="/">${wordmarkInside}</a>
        <bdi class="room__unit">${unitOf(at) || words.name}</bdi>
        <bdi class="desk__person">${at.name}</bdi>
        ${languageForm(at)} ${logOutForm(at.locale, at.csrfToken)}
      </header>
      <div role="status" class="room__news" id="news">
        <template id="news-words"
          ><div class="notice">
            <div class="notice__body">
              <p class="notice__what">${words.news}</p>
              <a class="button button--small" href="">${words.showNews}</a>
            </div>
          </div></template
        >
      </div>
      ${main}
    </body>`,
  );
};

/** The page in the other language, from now on. */
const languageForm = ({ locale, path, csrfToken }: RoomPage): Html => {
  const other = locale === 'sv' ? 'en' : 'sv';
  return html`<form method="post" action="/language">
    <input type="hidden" name="csrf" value="${csrfToken}" />
    <input type="hidden" name="return" value="${path}" />
    <button class="button" name="locale" value="${other}" lang="${other}">
      ${wordsFor(other).language}
    </button>
  </form>`;
};

/** For somebody whom nobody has let in. */
export const noFunctionMain = (at: RoomPage): Html => {
  const { none } = roomWordsFor(at.locale);
  return html`<main class="desk__main">
    <h1 class="card__title">${none.title}</h1>
    <p>${none.text(at.name)}</p>
  </main>`;
};
