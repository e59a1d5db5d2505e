import { html, type Html } from '../html.ts';
import type { AdminWords } from '../words/admin-en.ts';
import type { AdministeredMember, FoundPerson } from './administered.ts';
import { timeOf } from './department-parts.ts';
import type { DepartmentPage } from './department-page.ts';
import { adminForm, choiceField, roleChoices, textField } from './form-parts.ts';

/** Who was found to be added. */
export interface SearchedPeople {
  readonly text: string;
  readonly found: readonly FoundPerson[];
}

/** The members with their roles; what is changed of one is in that one's row. */
export const membersOf = (at: DepartmentPage, to: string, words: AdminWords): Html => {
  const { columns } = words.members;
  return html`<table class="admin__table" role="table">
    <thead role="rowgroup">
      <tr role="row">
        ${Object.values(columns).map((column) => html`<th scope="col" role="columnheader">${column}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${at.members.map((member) => memberRow(member, at, to, words))}
    </tbody>
  </table>`;
};

const memberRow = (
  member: AdministeredMember,
  at: DepartmentPage,
  to: string,
  words: AdminWords,
): Html => {
  const { columns, left, notOfLate } = words.members;
  const isLast = member.role === 'administrator' && at.department.administrators === 1;
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      ${
        at.scope === 'house'
          ? html`<a href="/admin/people/${member.id}"><bdi>${member.name}</bdi></a>`
          : html`<bdi>${member.name}</bdi>`
      }
      <span class="admin__hint"><bdi>${member.subject}</bdi></span>
      ${member.leftAt && html`<span class="admin__hint">${left(member.leftAt.toISOString().slice(0, 10))}</span>`}
      ${isLast && html`<span class="admin__hint">${words.forms.lastAdministrator}</span>`}
    </th>
    <td role="cell" data-label="${columns.role}">${roleOf(member, at, to, words)}</td>
    <td role="cell" data-label="${columns.since}">${timeOf(member.since, at)}</td>
    <td role="cell" data-label="${columns.seen}">
      ${member.seenAt ? timeOf(member.seenAt, at) : html`<span class="admin__soft">${notOfLate}</span>`}
    </td>
  </tr>`;
};

const roleOf = (
  member: AdministeredMember,
  at: DepartmentPage,
  to: string,
  words: AdminWords,
): Html => {
  const { forms, members } = words;
  if (member.id === at.personId)
    return html`${members.roles[member.role]} <span class="admin__hint">${forms.itself}</span>`;
  return html`${adminForm(
    at,
    { to, does: 'role', look: 'admin__row' },
    html`<input type="hidden" name="person" value="${member.id}" />
      ${choiceField({
        id: `role-${member.id}`,
        name: 'role',
        label: forms.roleOf(member.name),
        isUnseen: true,
        chosen: member.role,
        choices: roleChoices(words),
      })}
      <button
        class="button button--small"
        type="submit"
        aria-label="${forms.changeOf(member.name)}"
      >
        ${forms.change}
      </button>
      ${
        member.origin === 'hand' &&
        html`<button
          class="button button--small"
          type="submit"
          name="remove"
          value="1"
          aria-label="${forms.removeOf(member.name)}"
        >
          ${forms.remove}
        </button>`
      }`,
  )}
  ${member.origin === 'group' && html`<span class="admin__hint">${members.byGroup}: ${members.byGroupHint}</span>`}`;
};

/** First who it is, then with which role; who isn't known yet is made known. */
export const addMemberForm = (at: DepartmentPage, to: string, words: AdminWords): Html => {
  const { forms } = words;
  return html`<h3 id="add">${forms.add}</h3>
    ${adminForm(
      at,
      { to: `${to}#add`, does: 'find', look: 'admin__form' },
      html`${textField({ id: 'find', name: 'text', label: words.person.find, hint: forms.addHint, type: 'search', value: at.searched?.text ?? '' })}
        <button class="button" type="submit">${forms.search}</button>`,
    )}
    ${at.searched && foundOf(at.searched, at, to, words)}`;
};

const foundOf = (
  { text, found }: SearchedPeople,
  at: DepartmentPage,
  to: string,
  words: AdminWords,
): Html => {
  if (found.length === 0) return unknownForm(text, at, to, words);
  return html`<ul class="admin__list" role="status">
      ${found.slice(0, mostShown).map((person) => foundPerson(person, at, to, words))}
    </ul>
    ${found.length > mostShown && html`<p>${words.person.more}</p>`}`;
};

const mostShown = 20;

const foundPerson = (
  person: FoundPerson,
  at: DepartmentPage,
  to: string,
  words: AdminWords,
): Html => {
  const isMember = at.members.some(({ id }) => id === person.id);
  return html`<li>
    <span class="admin__grow">
      <bdi>${person.name}</bdi>
      <span class="admin__hint"
        ><bdi>${[person.subject, ...person.departments].join(' · ')}</bdi></span
      >
    </span>
    ${
      person.leftAt
        ? html`<span class="admin__hint"
            >${words.members.left(person.leftAt.toISOString().slice(0, 10))}</span
          >`
        : isMember
          ? html`<span class="admin__hint">${words.said.already(person.name)}</span>`
          : person.id === at.personId
            ? html`<span class="admin__hint">${words.forms.itself}</span>`
            : adminForm(
                at,
                { to, does: 'add', look: 'admin__row' },
                html`<input type="hidden" name="person" value="${person.id}" />
                  ${choiceField({
                    id: `add-${person.id}`,
                    name: 'role',
                    label: words.forms.roleOf(person.name),
                    isUnseen: true,
                    chosen: 'handler',
                    choices: roleChoices(words),
                  })}
                  <button
                    class="button button--small button--primary"
                    type="submit"
                    aria-label="${words.forms.addOf(person.name)}"
                  >
                    ${words.forms.addButton}
                  </button>`,
              )
    }
  </li>`;
};

const unknownForm = (text: string, at: DepartmentPage, to: string, words: AdminWords): Html => {
  const { forms } = words;
  return html`<p role="status">${forms.unknown(text)}</p>
    ${adminForm(
      at,
      { to, does: 'make-known', look: 'admin__form admin__form--wide' },
      html`${textField({ id: 'subject', name: 'subject', label: forms.subject, hint: forms.subjectHint, value: /\d/.test(text) ? text : '' })}
        ${textField({ id: 'new-name', name: 'name', label: forms.name, value: /\d/.test(text) ? '' : text })}
        ${choiceField({ id: 'new-role', name: 'role', label: forms.role, chosen: 'handler', choices: roleChoices(words) })}
        <button class="button button--primary" type="submit">${forms.makeKnown}</button>`,
    )}`;
};
