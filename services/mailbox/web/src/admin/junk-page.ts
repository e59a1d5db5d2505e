import { showNumber } from '@kuvert/shared/phone';

import { html, type Html } from '../html.ts';
import type { AdminWords } from '../words/admin-en.ts';
import type { JunkSender, JunkSendersOf, Said } from './administered.ts';
import { adminPage, adminWords, type AdminDesk } from './admin-page.ts';
import { timeOf, type Shown } from './department-parts.ts';
import { adminForm, saidOf, textField } from './form-parts.ts';

export interface JunkPage extends AdminDesk, Shown, JunkSendersOf {
  readonly said?: Said | undefined;
}

/** Numbers whose faxes are set aside: of the house, or of a department beside the house's. */
export const junkPage = (at: JunkPage): string => {
  const words = adminWords(at.locale);
  const { junk } = words;
  const { department } = at;
  const to = department ? `/admin/departments/${department.id}/junk` : '/admin/junk';
  return adminPage(
    at,
    department ? 'departments' : 'junk',
    junk.title,
    html`${
        department &&
        html`<p class="admin__back">
          <a href="/admin/departments/${department.id}"><bdi>${department.name}</bdi></a>
        </p>`
      }
      <h1 class="card__title">${junk.title}</h1>
      <p class="admin__lead">${junk.lead} ${department ? junk.leadOwn : junk.leadHouse}</p>
      ${saidOf(at.said, at, to, words)}
      ${at.senders.length === 0 ? html`<p>${junk.none}</p>` : tableOf(at, to, words)}
      ${addForm(at, to, words)}`,
  );
};

const tableOf = (at: JunkPage, to: string, words: AdminWords): Html => {
  const { columns } = words.junk;
  return html`<table class="admin__table" role="table">
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">${columns.number}</th>
        <th scope="col" role="columnheader">${columns.reason}</th>
        <th scope="col" role="columnheader">${columns.added}</th>
        <th scope="col" role="columnheader"><span class="unseen">${columns.change}</span></th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${at.senders.map((sender) => rowOf(sender, at, to, words))}
    </tbody>
  </table>`;
};

const rowOf = (sender: JunkSender, at: JunkPage, to: string, { junk }: AdminWords): Html => {
  const { national, full } = showNumber(sender.number, at.country);
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      <span class="admin__numbers">${national}</span>
      <span class="admin__hint">${full}</span>
    </th>
    <td role="cell" data-label="${junk.columns.reason}"><bdi>${sender.reason}</bdi></td>
    <td role="cell" data-label="${junk.columns.added}">
      ${timeOf(sender.createdAt, at)}
      <span class="admin__hint"><bdi>${sender.byName ?? junk.operator}</bdi></span>
    </td>
    <td role="cell">
      ${
        sender.ofHouse && at.department
          ? html`<span class="admin__soft">${junk.ofHouse}</span>`
          : adminForm(
              at,
              { to, does: 'junk-remove', look: 'admin__small' },
              html`<input type="hidden" name="number" value="${sender.number}" />
                <button
                  class="button button--small"
                  type="submit"
                  aria-label="${junk.removeOf(national)}"
                >
                  ${junk.remove}
                </button>`,
            )
      }
    </td>
  </tr>`;
};

const addForm = (at: JunkPage, to: string, { forms, junk }: AdminWords): Html =>
  adminForm(
    at,
    { to, does: 'junk-add', look: 'admin__form admin__form--wide' },
    html`${textField({ id: 'number', name: 'number', label: forms.number, hint: junk.numberHint, most: 40, type: 'tel' })}
      ${textField({ id: 'reason', name: 'reason', label: junk.columns.reason, most: 500 })}
      <button class="button button--primary" type="submit">${junk.add}</button>`,
  );
