import { deskPage, type DeskPage } from '../desk-page.ts';
import { html, type Html } from '../html.ts';
import { logWords } from '../log/entry.ts';
import { logNav } from '../log/log-nav.ts';
import type { TimeZoneAndLocale } from '../time/format-time.ts';
import type { GlassWords } from '../words/glass-en.ts';
import { glassWords, lookOf, type ShownLook } from './look.ts';

/** As auditors see it. */
export interface LoggedLook extends ShownLook {
  /** How often something was read by it, and the messages that it was of. */
  readonly acts: number;
  readonly messages: readonly string[];
}

export interface LoggedGlassPage extends DeskPage, TimeZoneAndLocale {
  readonly now: Date;
  readonly looks: readonly LoggedLook[];
}

/** As many as a page has. */
const pageLooks = 50;

/** Who looked into another department, why, and what they opened. */
export const loggedGlassPage = (at: LoggedGlassPage): string => {
  const words = glassWords(at.locale);
  const log = logWords(at.locale);
  const { looks } = at;
  const last = looks.length === pageLooks ? looks.at(-1) : undefined;
  return deskPage(
    at,
    words.logTitle,
    html`<main class="desk__main log glass">
      <h1 class="card__title">${words.logTitle}</h1>
      <p>${words.logLead}</p>
      ${logNav('glass', log)}
      ${
        looks.length === 0
          ? html`<p>${words.never}</p>`
          : html`<ol class="glass__looks">
              ${looks.map((look) => lookOf(look, at, words, openedOf(look, words)))}
            </ol>`
      }
      ${last && html`<p><a href="/log/break-glass?before=${last.at}">${log.older}</a></p>`}
    </main>`,
  );
};

const openedOf = ({ acts, messages }: LoggedLook, words: GlassWords): Html =>
  html`<p class="glass__opened">
    ${
      messages.length === 0
        ? words.nothingOpened
        : html`${words.opened(acts, messages.length)}
          ${messages.map((id) => html`<code>${id.slice(0, 8)}</code> `)}`
    }
  </p>`;
