import type { Locale } from '../../../src/http/api.ts';
import { deskPage, type DeskPage } from '../desk-page.ts';
import { html, type Html } from '../html.ts';
import { fullTime, type TimeZoneAndLocale } from '../time/format-time.ts';
import { adminEn, type AdminWords } from '../words/admin-en.ts';
import { adminSv } from '../words/admin-sv.ts';
import type { HouseTold } from './administered.ts';

/** The frame of every page of administration. */
export interface AdminDesk extends DeskPage, TimeZoneAndLocale {
  /** Of who is logged in: the whole house, or departments of theirs. */
  readonly scope: 'house' | 'departments';
  /** What others did to the house's roles, until it was seen. */
  readonly told: readonly HouseTold[];
}

interface Place {
  readonly path: string;
  readonly for: AdminDesk['scope'];
}

/** The parts in their order; `house` is for who looks after the whole house alone. */
const places = {
  departments: { path: '/admin/departments', for: 'departments' },
  numbers: { path: '/admin/numbers', for: 'house' },
  providers: { path: '/admin/providers', for: 'house' },
  people: { path: '/admin/people', for: 'house' },
  sessions: { path: '/admin/sessions', for: 'house' },
  junk: { path: '/admin/junk', for: 'house' },
} as const satisfies Record<keyof AdminWords['places'], Place>;

export type AdminPlace = keyof typeof places;

export const adminWords = (locale: Locale): AdminWords => (locale === 'sv' ? adminSv : adminEn);

/** A page of administration: its parts beside `body`, which begins with a heading. */
export const adminPage = (at: AdminDesk, here: AdminPlace, title: string, body: Html): string => {
  const words = adminWords(at.locale);
  return deskPage(
    at,
    `${title} – ${words.title}`,
    html`<div class="admin">
      ${navOf(at, here, words)}
      <main class="admin__main" id="main" tabindex="-1">
        ${at.told.length > 0 && toldOf(at, words)} ${body}
      </main>
    </div>`,
    { to: 'main', word: words.skip },
  );
};

const navOf = ({ scope }: AdminDesk, here: AdminPlace, words: AdminWords): Html =>
  html`<nav class="admin__nav" aria-label="${words.nav}">
    <p class="admin__title">${words.title}</p>
    <ul>
      ${Object.entries<Place>(places)
        .filter(([, place]) => scope === 'house' || place.for === 'departments')
        .map(
          ([key, { path }]) =>
            html`<li>
              <a href="${path}" ${key === here && html`aria-current="page"`}
                >${words.places[key as AdminPlace]}</a
              >
            </li>`,
        )}
    </ul>
  </nav>`;

const toldOf = (at: AdminDesk, { told: words, person }: AdminWords): Html =>
  html`<section class="admin__told" aria-label="${words.label}">
    <ul>
      ${at.told.map(
        (told) =>
          html`<li class="notice notice--attention">
            <div class="notice__body">
              <p class="notice__what">
                ${words[told.kind](told.person, person.houseRoles[told.role], told.byName ?? words.operator)}
                <time class="admin__hint" datetime="${told.at.toISOString()}"
                  >${fullTime(told.at.toISOString(), at)}</time
                >
              </p>
              <form class="admin__undo" method="post" action="/admin/announcements">
                <input type="hidden" name="csrf" value="${at.csrfToken}" />
                <input type="hidden" name="id" value="${told.id}" />
                <button
                  class="button button--small"
                  type="submit"
                  aria-label="${words.seenOf(told.person)}"
                >
                  ${words.seen}
                </button>
              </form>
              <a href="/admin/people/${told.personId}">${words.look}</a>
            </div>
          </li>`,
      )}
    </ul>
  </section>`;

/** Something that whoever looks after it should see to: icon, word and colour. */
export const adminWarning = (text: string): Html =>
  html`<p class="admin__warning">
    <svg
      class="icon icon--small"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d="m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3" />
      <path d="M12 9v4" />
      <path d="M12 17h.01" />
    </svg>
    <span>${text}</span>
  </p>`;
