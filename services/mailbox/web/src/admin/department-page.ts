import type { AdministeredDepartment, AdministeredMember } from './administered.ts';
import { html, type Html } from '../html.ts';
import type { AdminWords } from '../words/admin-en.ts';
import { adminPage, adminWarning, adminWords, type AdminDesk } from './admin-page.ts';
import {
  demandsOf,
  lastFax,
  numbersOf,
  timeOf,
  warningsOf,
  type Shown,
} from './department-parts.ts';

export interface DepartmentPage extends AdminDesk, Shown {
  readonly department: AdministeredDepartment;
  readonly members: readonly AdministeredMember[];
}

/** One department: what it is, and who its members are. */
export const departmentPage = (at: DepartmentPage): string => {
  const words = adminWords(at.locale);
  const { department } = at;
  return adminPage(
    at,
    'departments',
    department.name,
    html`<p class="admin__back"><a href="/admin/departments">${words.department.back}</a></p>
      <h1 class="card__title"><bdi>${department.name}</bdi></h1>
      ${department.unassigned && html`<p class="admin__lead">${words.departments.unassigned}</p>`}
      ${warningsOf(department, words).map(adminWarning)} ${factsOf(at, words)}
      <h2>${words.members.title}</h2>
      ${at.members.length === 0 ? html`<p>${words.members.none}</p>` : membersOf(at, words)}`,
  );
};

const factsOf = (at: DepartmentPage, words: AdminWords): Html =>
  html`<dl class="admin__facts" aria-label="${words.department.facts}">
    <div>
      <dt>${words.department.numbers}</dt>
      <dd>${numbersOf(at.department, at, words)}</dd>
    </div>
    <div>
      <dt>${words.department.lastFax}</dt>
      <dd>${lastFax(at.department, at, words)}</dd>
    </div>
    <div>
      <dt>${words.department.demands}</dt>
      <dd>${demandsOf(at.department, words)}</dd>
    </div>
  </dl>`;

const membersOf = (at: DepartmentPage, words: AdminWords): Html => {
  const { columns } = words.members;
  return html`<table class="admin__table" role="table">
    <thead role="rowgroup">
      <tr role="row">
        ${Object.values(columns).map((column) => html`<th scope="col" role="columnheader">${column}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${at.members.map((member) => memberRow(member, at, words))}
    </tbody>
  </table>`;
};

const memberRow = (member: AdministeredMember, at: DepartmentPage, words: AdminWords): Html => {
  const { columns, roles, byGroup, byGroupHint, left, notOfLate } = words.members;
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      <bdi>${member.name}</bdi>
      <span class="admin__hint"><bdi>${member.subject}</bdi></span>
      ${member.leftAt && html`<span class="admin__hint">${left(member.leftAt.toISOString().slice(0, 10))}</span>`}
    </th>
    <td role="cell" data-label="${columns.role}">
      ${roles[member.role]}
      ${member.origin === 'group' && html`<span class="admin__hint" title="${byGroupHint}">${byGroup}</span>`}
    </td>
    <td role="cell" data-label="${columns.since}">${timeOf(member.since, at)}</td>
    <td role="cell" data-label="${columns.seen}">
      ${member.seenAt ? timeOf(member.seenAt, at) : html`<span class="admin__soft">${notOfLate}</span>`}
    </td>
  </tr>`;
};
