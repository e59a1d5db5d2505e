import { html, type Html } from '../html.ts';
import type { AdminWords } from '../words/admin-en.ts';
import type { FoundPerson, HouseSessions } from './administered.ts';
import { adminPage, adminWarning, adminWords, type AdminDesk } from './admin-page.ts';
import { timeOf, type Shown } from './department-parts.ts';
import { adminForm, textField } from './form-parts.ts';
import type { SearchedPeople } from './members-part.ts';

export interface HouseSessionsPage extends AdminDesk, Shown {
  readonly house: HouseSessions;
  readonly searched?: SearchedPeople;
}

/** Who is logged in: names and numbers, the way to each one's sessions, and the way to end all. */
export const houseSessionsPage = (at: HouseSessionsPage): string => {
  const words = adminWords(at.locale);
  const { sessions } = words;
  return adminPage(
    at,
    'sessions',
    sessions.title,
    html`<h1 class="card__title">${sessions.title}</h1>
      <p class="admin__lead">${sessions.lead}</p>
      ${adminForm(
        at,
        { to: '/admin/sessions', does: 'find' },
        html`${textField({ id: 'find', name: 'text', label: words.person.find, hint: words.person.findHint, type: 'search', value: at.searched?.text ?? '' })}
          <button class="button button--primary" type="submit">${words.person.search}</button>`,
      )}
      ${at.searched && foundOf(at.searched.found, words)}
      <section class="admin__part" aria-labelledby="now">
        <h2 id="now">${sessions.now(at.house.people, at.house.sessions)}</h2>
        ${tableOf(at, words)}
        ${at.house.people > at.house.loggedIn.length && html`<p>${sessions.more}</p>`}
      </section>
      <section class="admin__part" aria-labelledby="end">
        <h2 id="end">${sessions.endTitle}</h2>
        <p class="admin__lead">${sessions.endLead}</p>
        <p><a class="button" href="/admin/sessions/end">${sessions.endLink}</a></p>
      </section>`,
  );
};

const foundOf = (found: readonly FoundPerson[], { person, sessions }: AdminWords): Html =>
  found.length === 0
    ? html`<p role="status">${person.nobody}</p>`
    : html`<ul class="admin__list" role="status">
        ${found.map(
          ({ id, name, subject }) =>
            html`<li>
              <span class="admin__grow">
                <bdi>${name}</bdi>
                <span class="admin__hint"><bdi>${subject}</bdi></span>
              </span>
              <a href="/sessions/${id}" aria-label="${sessions.lookOf(name)}">${sessions.look}</a>
            </li>`,
        )}
      </ul>`;

const tableOf = (at: HouseSessionsPage, words: AdminWords): Html => {
  const { columns, look, lookOf } = words.sessions;
  return html`<table class="admin__table" role="table">
    <thead role="rowgroup">
      <tr role="row">
        ${Object.values(columns).map((column) => html`<th scope="col" role="columnheader">${column}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${at.house.loggedIn.map(
        ({ id, name, subject, sessions, seenAt }) =>
          html`<tr role="row">
            <th scope="row" role="rowheader">
              <bdi>${name}</bdi>
              <span class="admin__hint"><bdi>${subject}</bdi></span>
            </th>
            <td role="cell" data-label="${columns.sessions}">${sessions}</td>
            <td role="cell" data-label="${columns.seen}">${timeOf(seenAt, at)}</td>
            <td role="cell" data-label="${columns.look}">
              <a href="/sessions/${id}" aria-label="${lookOf(name)}">${look}</a>
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
};

export interface EndSessionsPage extends AdminDesk {
  readonly house: HouseSessions;
}

/** Before everybody is logged out: what happens then. */
export const endSessionsPage = (at: EndSessionsPage): string => {
  const words = adminWords(at.locale);
  const { sessions } = words;
  return adminPage(
    at,
    'sessions',
    sessions.endTitle,
    html`<p class="admin__back"><a href="/admin/sessions">${sessions.back}</a></p>
      <h1 class="card__title">${sessions.endTitle}</h1>
      ${adminWarning(sessions.endNow(at.house.people, at.house.sessions))}
      <ul class="admin__points">
        ${sessions.endPoints.map((point) => html`<li>${point}</li>`)}
      </ul>
      <div class="admin__choice">
        ${adminForm(
          at,
          { to: '/admin/sessions/end', does: 'end-all', look: 'admin__small' },
          html`<button class="button button--primary" type="submit">${sessions.endButton}</button>`,
        )}
        <a class="button" href="/admin/sessions">${words.forms.cancel}</a>
      </div>`,
  );
};
