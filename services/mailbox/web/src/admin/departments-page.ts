import type { JudgedProvider } from '@kuvert/shared/providers/advice';

import type { AdministeredDepartment, Said } from './administered.ts';
import { html, type Html } from '../html.ts';
import type { AdminWords } from '../words/admin-en.ts';
import { adminPage, adminWarning, adminWords, type AdminDesk } from './admin-page.ts';
import { nameOf, providersWords, stateIcon } from './provider-state.ts';
import { adminForm, saidOf, textField } from './form-parts.ts';
import {
  demandsOf,
  lastFax,
  numbersOf,
  noteOf,
  warningsOf,
  type Shown,
} from './department-parts.ts';

export interface NewDepartment {
  /** As it was written. */
  readonly name: string;
}

export interface DepartmentsPage extends AdminDesk, Shown {
  readonly departments: readonly AdministeredDepartment[];
  /** What the house leans on and is down. */
  readonly down: readonly JudgedProvider[];
  readonly said?: Said | undefined;
  readonly isNew?: NewDepartment | undefined;
}

/** Every department that one looks after, with what there is to see to. */
export const departmentsPage = (at: DepartmentsPage): string => {
  const words = adminWords(at.locale);
  const { title, lead, leadOwn, none } = words.departments;
  return adminPage(
    at,
    'departments',
    title,
    html`<h1 class="card__title">${title}</h1>
      <p class="admin__lead">${at.scope === 'house' ? lead : leadOwn}</p>
      ${at.down.length > 0 && downLine(at)} ${saidOf(at.said, at, '/admin/departments', words)}
      ${at.departments.length === 0 ? html`<p>${none}</p>` : tableOf(at, words)}
      ${at.scope === 'house' && addForm(at, words)}`,
  );
};

/** That faxes may not come or go, before anything else. */
const downLine = ({ down, locale }: DepartmentsPage): Html => {
  const words = providersWords(locale);
  return html`<p class="providers__blame providers__blame--failing">
    ${stateIcon('failing', 'large')}
    <span
      >${words.front(down.map((each) => nameOf(each, words)).join(', '))}
      <a href="/admin/providers">${words.frontLink}</a></span
    >
  </p>`;
};

const tableOf = (at: DepartmentsPage, words: AdminWords): Html => {
  const { columns } = words.departments;
  return html`<table class="admin__table" role="table">
    <thead role="rowgroup">
      <tr role="row">
        ${Object.values(columns).map((column) => html`<th scope="col" role="columnheader">${column}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${at.departments.map((department) => rowOf(department, at, words))}
    </tbody>
  </table>`;
};

const rowOf = (
  department: AdministeredDepartment,
  at: DepartmentsPage,
  words: AdminWords,
): Html => {
  const { columns } = words.departments;
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      <a href="/admin/departments/${department.id}"><bdi>${department.name}</bdi></a>
      ${department.unassigned && html`<span class="admin__hint">${words.departments.unassigned}</span>`}
      ${department.closedDownAt && html`<span class="admin__hint">${words.closing.since(department.closedDownAt.toISOString().slice(0, 10))}</span>`}
      ${warningsOf(department, words).map(adminWarning)} ${noteOf(department, words)}
    </th>
    <td role="cell" data-label="${columns.numbers}">${numbersOf(department, at, words)}</td>
    <td role="cell" data-label="${columns.members}">
      ${words.departments.members(department.members)}
      <span class="admin__hint">${words.departments.handlers(department.handlers)}</span>
    </td>
    <td role="cell" data-label="${columns.last}">${lastFax(department, at, words)}</td>
    <td role="cell" data-label="${columns.demands}">${demandsOf(department, words)}</td>
  </tr>`;
};

const addForm = (at: DepartmentsPage, { forms }: AdminWords): Html =>
  html`<section class="admin__part" aria-labelledby="new">
    <h2 id="new">${forms.department}</h2>
    ${adminForm(
      at,
      { to: '/admin/departments', does: 'add' },
      html`${textField({ id: 'name', name: 'name', label: forms.newName, hint: forms.departmentHint, value: at.isNew?.name ?? '' })}
        <button class="button button--primary" type="submit">${forms.departmentAdd}</button>`,
    )}
  </section>`;
