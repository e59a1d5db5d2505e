import { showNumber } from '@kuvert/shared/phone';

import { html, type Html } from '../html.ts';
import type { AdminWords } from '../words/admin-en.ts';
import type { AdministeredDepartment, Said } from './administered.ts';
import { adminPage, adminWords, type AdminDesk } from './admin-page.ts';
import { openOf, type Shown } from './department-parts.ts';
import { adminForm, choiceField, saidOf, textField } from './form-parts.ts';

export interface NumbersPage extends AdminDesk, Shown {
  readonly departments: readonly AdministeredDepartment[];
  readonly said?: Said | undefined;
}

const to = '/admin/numbers';

/** Every number of the house, and where it leads. */
export const numbersPage = (at: NumbersPage): string => {
  const words = adminWords(at.locale);
  const { forms } = words;
  const unassigned = at.departments.find((department) => department.unassigned)?.name ?? null;
  const rows = at.departments
    .flatMap((department) => department.numbers.map((number) => ({ number, department })))
    .toSorted((one, other) => one.number.localeCompare(other.number));
  return adminPage(
    at,
    'numbers',
    forms.numbersTitle,
    html`<h1 class="card__title">${forms.numbersTitle}</h1>
      <p class="admin__lead">${forms.numbersLead} ${forms.numbersHint(unassigned)}</p>
      ${saidOf(at.said, at, to, words)}
      ${
        rows.length === 0
          ? html`<p>${forms.noNumbers}</p>`
          : html`<table class="admin__table" role="table">
              <thead role="rowgroup">
                <tr role="row">
                  <th scope="col" role="columnheader">${forms.numbersColumns.number}</th>
                  <th scope="col" role="columnheader">${forms.numbersColumns.department}</th>
                </tr>
              </thead>
              <tbody role="rowgroup">
                ${rows.map((row) => rowOf(row, at, words))}
              </tbody>
            </table>`
      }
      ${at.departments.length > 0 && addForm(at, words)}`,
  );
};

const choicesOf = ({ departments }: NumbersPage) =>
  openOf(departments).map(({ id, name }) => [id, name] as const);

const rowOf = (
  { number, department }: { readonly number: string; readonly department: AdministeredDepartment },
  at: NumbersPage,
  { forms }: AdminWords,
): Html => {
  const { national, full } = showNumber(number, at.country);
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      <span class="admin__numbers">${national}</span>
      <span class="admin__hint">${full}</span>
    </th>
    <td role="cell" data-label="${forms.numbersColumns.department}">
      ${adminForm(
        at,
        { to, does: 'put', look: 'admin__row' },
        html`<input type="hidden" name="number" value="${number}" />
          ${choiceField({
            id: `department-${number.slice(1)}`,
            name: 'department',
            label: forms.departmentOf(national),
            isUnseen: true,
            chosen: department.id,
            choices: choicesOf(at),
          })}
          <button class="button button--small" type="submit" aria-label="${forms.moveOf(national)}">
            ${forms.move}
          </button>
          <button
            class="button button--small"
            type="submit"
            name="remove"
            value="1"
            aria-label="${forms.numberRemoveOf(national)}"
          >
            ${forms.numberRemove}
          </button>`,
      )}
    </td>
  </tr>`;
};

const addForm = (at: NumbersPage, { forms }: AdminWords): Html =>
  adminForm(
    at,
    { to, does: 'put', look: 'admin__form admin__form--wide' },
    html`${textField({ id: 'number', name: 'number', label: forms.number, hint: forms.numberHint, most: 40, type: 'tel' })}
      ${choiceField({
        id: 'department',
        name: 'department',
        label: forms.numbersColumns.department,
        chosen: '',
        choices: choicesOf(at),
      })} <button class="button button--primary" type="submit">${forms.numberAdd}</button>`,
  );
