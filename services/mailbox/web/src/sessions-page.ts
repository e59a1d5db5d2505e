import type { BrowserProgram } from '@kuvert/shared/browser-program';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import { deskPage, type DeskPage } from './desk-page.ts';
import { html, type Html } from './html.ts';
import { fullTime, shortTime, type TimeZoneAndLocale } from './time/format-time.ts';
import { sessionsEn, type SessionsWords } from './words/sessions-en.ts';
import { sessionsSv } from './words/sessions-sv.ts';

export interface ShownSession {
  readonly reference: string;
  /** The one that looks. */
  readonly isThis: boolean;
  /** Null: nobody noted it. */
  readonly program: BrowserProgram | null;
  readonly loa: LevelOfAssurance | null;
  readonly since: string;
  readonly seenAt: string;
}

export interface ShownSessions {
  /** Null: one's own. */
  readonly of: { readonly id: string; readonly name: string } | null;
  readonly sessions: readonly ShownSession[];
}

export interface SessionsPage extends DeskPage, TimeZoneAndLocale, ShownSessions {
  readonly now: Date;
  /** How many were ended just now. */
  readonly ended?: number;
}

/** Where somebody is logged in, and the way out of each. */
export const sessionsPage = (at: SessionsPage): string => {
  const words = at.locale === 'sv' ? sessionsSv : sessionsEn;
  const { of, sessions, ended } = at;
  const title = of === null ? words.title : words.titleOf(of.name);
  const others = sessions.filter(({ isThis }) => !isThis);
  return deskPage(
    at,
    title,
    html`<main class="desk__main">
      <h1 class="card__title"><bdi>${title}</bdi></h1>
      <p>${of === null ? words.lead : words.leadOf}</p>
      ${
        ended !== undefined &&
        html`<div class="notice notice--secure" role="status">
          <div class="notice__body"><p>${words.ended(ended)}</p></div>
        </div>`
      }
      ${
        sessions.length === 0
          ? html`<p>${words.none}</p>`
          : html`<ul class="glass__looks">
              ${sessions.map((session) => sessionOf(session, at, words))}
            </ul>`
      }
      <div class="sessions__all">
        ${of === null && others.length > 0 && ending(at, 'others', words.endOthers)}
        ${sessions.length > 0 && ending(at, 'all', of === null ? words.endAll : words.endAllOf)}
      </div>
    </main>`,
  );
};

const sessionOf = (session: ShownSession, at: SessionsPage, words: SessionsWords): Html => {
  const time = (iso: string): Html =>
    html`<time datetime="${iso}" title="${fullTime(iso, at)}">${shortTime(iso, at.now, at)}</time>`;
  const { program, loa, isThis } = session;
  return html`<li class="glass__look sessions__one">
    <div>
      <p>
        <strong>${program === null ? words.unknown : words.programs[program]}</strong>
        ${isThis && html`<span class="sessions__this">${words.isThis}</span>`}
      </p>
      <p class="glass__when">
        ${words.since} ${time(session.since)} · ${words.seen} ${time(session.seenAt)} ·
        ${loa ?? words.noLevel}
      </p>
    </div>
    ${!isThis && ending(at, session.reference, words.end)}
  </li>`;
};

const ending = ({ of, csrfToken }: SessionsPage, which: string, verb: string): Html =>
  html`<form method="post" action="${of === null ? '/sessions' : `/sessions/${of.id}`}">
    <input type="hidden" name="csrf" value="${csrfToken}" />
    <button class="button" type="submit" name="which" value="${which}">${verb}</button>
  </form>`;
