import { houseRoles, type HouseRole } from '@kuvert/shared/house-roles';

import { html, type Html } from '../html.ts';
import type { AdminWords } from '../words/admin-en.ts';
import type { AdministeredPerson, FoundPerson, HouseRoleHolder, Said } from './administered.ts';
import { adminPage, adminWords, type AdminDesk } from './admin-page.ts';
import { timeOf, type Shown } from './department-parts.ts';
import { adminForm, saidOf, textField } from './form-parts.ts';
import type { SearchedPeople } from './members-part.ts';

export interface PeoplePage extends AdminDesk, Shown {
  readonly searched?: SearchedPeople;
  readonly holders: readonly HouseRoleHolder[];
}

const mostShown = 20;

/** Where one looks for somebody. */
export const peoplePage = (at: PeoplePage): string => {
  const words = adminWords(at.locale);
  const { person } = words;
  return adminPage(
    at,
    'people',
    person.title,
    html`<h1 class="card__title">${person.title}</h1>
      <p class="admin__lead">${person.lead}</p>
      ${adminForm(
        at,
        { to: '/admin/people', does: 'find' },
        html`${textField({ id: 'find', name: 'text', label: person.find, hint: person.findHint, type: 'search', value: at.searched?.text ?? '' })}
          <button class="button button--primary" type="submit">${person.search}</button>`,
      )}
      ${at.searched && foundOf(at.searched.found, words)}
      <section class="admin__part" aria-labelledby="roles">
        <h2 id="roles">${person.roles}</h2>
        <p class="admin__lead">${person.rolesLead}</p>
        ${holdersOf(at.holders, words)}
      </section>`,
  );
};

const holdersOf = (holders: readonly HouseRoleHolder[], { person, members }: AdminWords): Html =>
  html`<ul class="admin__list">
    ${holders.map(
      ({ id, name, subject, role, leftAt }) =>
        html`<li>
          <span class="admin__grow">
            <a href="/admin/people/${id}"><bdi>${name}</bdi></a>
            <span class="admin__hint"><bdi>${subject}</bdi></span>
          </span>
          <span>
            ${person.houseRoles[role]}
            ${leftAt && html`<span class="admin__hint">${members.left(leftAt.toISOString().slice(0, 10))}</span>`}
          </span>
        </li>`,
    )}
  </ul>`;

const foundOf = (found: readonly FoundPerson[], { person, members }: AdminWords): Html =>
  found.length === 0
    ? html`<p role="status">${person.nobody}</p>`
    : html`<ul class="admin__list" role="status">
          ${found.slice(0, mostShown).map(
            ({ id, name, subject, departments, leftAt }) =>
              html`<li>
                <span class="admin__grow">
                  <a href="/admin/people/${id}"><bdi>${name}</bdi></a>
                  <span class="admin__hint"
                    ><bdi>${[subject, ...departments].join(' · ')}</bdi></span
                  >
                </span>
                ${leftAt && html`<span class="admin__hint">${members.left(leftAt.toISOString().slice(0, 10))}</span>`}
              </li>`,
          )}
        </ul>
        ${found.length > mostShown && html`<p>${person.more}</p>`}`;

export interface PersonPage extends AdminDesk, Shown {
  readonly person: AdministeredPerson;
  /** Of who looks at it: nobody changes a role of their own. */
  readonly personId: string;
  readonly said?: Said;
}

const fact = (name: string, value: Html): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

/** Somebody: who they are, what they are a member of, and when they were here last. */
export const personPage = (at: PersonPage): string => {
  const words = adminWords(at.locale);
  const { person } = at;
  return adminPage(
    at,
    'people',
    person.name,
    html`<p class="admin__back"><a href="/admin/people">${words.person.back}</a></p>
      <h1 class="card__title"><bdi>${person.name}</bdi></h1>
      ${saidOf(at.said, at, `/admin/people/${person.id}`, words)}
      ${person.leftAt && html`<p>${words.person.left(person.leftAt.toISOString().slice(0, 10))}</p>`}
      <dl class="admin__facts">
        ${fact(words.person.identity, html`<bdi>${person.subject}</bdi>`)}
        ${fact(words.person.issuer, html`<bdi>${person.issuer}</bdi>`)}
        ${fact(words.person.knownSince, timeOf(person.knownSince, at))}
        ${fact(words.person.lastLogin, person.lastLogin ? timeOf(person.lastLogin, at) : html`${words.person.never}`)}
        ${fact(words.person.sessions, html`<a href="/sessions/${person.id}">${person.sessions}</a>`)}
      </dl>
      <section class="admin__part" aria-labelledby="departments">
        <h2 id="departments">${words.person.departments}</h2>
        ${departmentsOf(person, words)}
      </section>
      <section class="admin__part" aria-labelledby="roles">
        <h2 id="roles">${words.person.roles}</h2>
        ${rolesOf(at, words)}
      </section>`,
  );
};

const departmentsOf = ({ memberships }: AdministeredPerson, words: AdminWords): Html =>
  memberships.length === 0
    ? html`<p>${words.person.none}</p>`
    : html`<ul class="admin__list">
        ${memberships.map(
          ({ id, name, role, origin }) =>
            html`<li>
              <span class="admin__grow">
                <a href="/admin/departments/${id}"><bdi>${name}</bdi></a>
                <span class="admin__hint">
                  ${words.members.roles[role]}${origin === 'group' && html`, ${words.members.byGroup}`}
                </span>
              </span>
            </li>`,
        )}
      </ul>`;

const rolesOf = (at: PersonPage, words: AdminWords): Html => {
  const { person } = words;
  const isOwn = at.person.id === at.personId;
  return html`<ul class="admin__list">
      ${houseRoles.map(
        (role) =>
          html`<li>
            <span class="admin__grow">
              <strong>${person.houseRoles[role]}</strong>:
              ${at.person.houseRoles.includes(role) ? person.hasRole : person.hasNotRole}
              <span class="admin__hint">${person.roleHints[role]}</span>
            </span>
            ${!isOwn && roleForm(at, role, words)}
          </li>`,
      )}
      ${
        at.person.frontDesk &&
        html`<li>
          <span class="admin__grow"><strong>${person.frontDesk}</strong>: ${person.hasRole}</span>
        </li>`
      }
    </ul>
    <p class="field__hint">${isOwn ? person.rolesOwn : person.rolesHint}</p>`;
};

const roleForm = (at: PersonPage, role: HouseRole, { person }: AdminWords): Html => {
  const has = at.person.houseRoles.includes(role);
  // nobody who has left is given one
  if (!has && at.person.leftAt) return html``;
  const word = person.houseRoles[role];
  return adminForm(
    at,
    {
      to: `/admin/people/${at.person.id}`,
      does: has ? 'role-take' : 'role-give',
      look: 'admin__small',
    },
    html`<input type="hidden" name="role" value="${role}" />
      <button
        class="button button--small"
        type="submit"
        aria-label="${has ? person.takeOf(word) : person.giveOf(word)}"
      >
        ${has ? person.take : person.give}
      </button>`,
  );
};
