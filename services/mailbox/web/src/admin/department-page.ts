import { showNumber } from '@kuvert/shared/phone';
import { levelsOfAssurance } from '@kuvert/shared/level-of-assurance';

import { html, type Html } from '../html.ts';
import type { AdminWords } from '../words/admin-en.ts';
import type { AdministeredException, DepartmentWithMembers, Said } from './administered.ts';
import { adminPage, adminWarning, adminWords, type AdminDesk } from './admin-page.ts';
import {
  demandsOf,
  lastFax,
  noteOf,
  numbersOf,
  warningsOf,
  type Shown,
} from './department-parts.ts';
import { adminForm, choiceField, saidOf, textField } from './form-parts.ts';
import { addMemberForm, membersOf, type SearchedPeople } from './members-part.ts';

export interface DepartmentPage extends AdminDesk, Shown, DepartmentWithMembers {
  /** Of who looks at it: their own membership is changed by another. */
  readonly personId: string;
  readonly searched?: SearchedPeople | undefined;
  readonly said?: Said | undefined;
}

/** One department: what it is, who its members are, and what may be changed of both. */
export const departmentPage = (at: DepartmentPage): string => {
  const words = adminWords(at.locale);
  const { department, scope } = at;
  const to = `/admin/departments/${department.id}`;
  return adminPage(
    at,
    'departments',
    department.name,
    html`<p class="admin__back"><a href="/admin/departments">${words.department.back}</a></p>
      <h1 class="card__title"><bdi>${department.name}</bdi></h1>
      ${department.unassigned && html`<p class="admin__lead">${words.departments.unassigned}</p>`}
      ${saidOf(at.said, at, to, words)} ${warningsOf(department, words).map(adminWarning)}
      ${noteOf(department, words)} ${closedDown(at, to, words)} ${factsOf(at, words)}
      <section class="admin__part" aria-labelledby="members">
        <h2 id="members">${words.members.title}</h2>
        ${at.members.length === 0 ? html`<p>${words.members.none}</p>` : membersOf(at, to, words)}
        ${addMemberForm(at, to, words)}
      </section>
      <section class="admin__part" aria-labelledby="settings">
        <h2 id="settings">${words.forms.settings}</h2>
        <div class="admin__forms">
          ${scope === 'house' && renameForm(at, to, words)} ${demandForm(at, to, words)}
          ${scope === 'house' && !department.closedDownAt && numberForms(at, to, words)}
          ${!department.closedDownAt && closedUntilForm(at, to, words)}
        </div>
        <p><a href="${to}/junk">${words.junk.title}</a></p>
      </section>
      <section class="admin__part" aria-labelledby="exceptions">
        <h2 id="exceptions">${words.forms.exceptions}</h2>
        <p class="admin__lead">${words.forms.exceptionsHint}</p>
        ${exceptionsOf(at, to, words)} ${scope === 'house' && exceptionForm(at, to, words)}
      </section>
      ${
        scope === 'house' &&
        !department.closedDownAt &&
        html`<section class="admin__part" aria-labelledby="close">
          <h2 id="close">${words.closing.title}</h2>
          <p class="admin__lead">${words.closing.lead}</p>
          <p><a class="button" href="${to}/close">${words.closing.link}</a></p>
        </section>`
      }`,
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

const renameForm = (at: DepartmentPage, to: string, { forms }: AdminWords): Html =>
  adminForm(
    at,
    { to, does: 'rename' },
    html`${textField({ id: 'name', name: 'name', label: forms.newName, value: at.department.name })}
      <button class="button" type="submit">${forms.rename}</button>`,
  );

const demandForm = (at: DepartmentPage, to: string, { forms }: AdminWords): Html =>
  adminForm(
    at,
    { to, does: 'demand' },
    html`${choiceField({
        id: 'level',
        name: 'level',
        label: forms.demand,
        chosen: at.department.demands,
        choices: levelsOfAssurance.map((level) => [level, level] as const),
      })}
      <button class="button" type="submit">${forms.setDemand}</button>
      <span class="field__hint"
        >${at.scope === 'house' ? forms.demandHint : forms.demandHintOwn}</span
      >`,
  );

const numberForms = (at: DepartmentPage, to: string, { forms }: AdminWords): Html =>
  html`<div class="admin__form admin__form--list">
    ${adminForm(
      at,
      { to, does: 'number-add', look: 'admin__line' },
      html`${textField({ id: 'number', name: 'number', label: forms.number, hint: forms.numberHint, most: 40, type: 'tel' })}
        <button class="button" type="submit">${forms.numberAdd}</button>`,
    )}
    ${
      at.department.numbers.length > 0 &&
      html`<ul class="admin__list">
        ${at.department.numbers.map((number) => {
          const { national } = showNumber(number, at.country);
          return html`<li>
            <span class="admin__numbers">${national}</span>
            ${adminForm(
              at,
              { to, does: 'number-remove', look: 'admin__small' },
              html`<input type="hidden" name="number" value="${number}" />
                <button
                  class="button button--small"
                  type="submit"
                  aria-label="${forms.numberRemoveOf(national)}"
                >
                  ${forms.numberRemove}
                </button>`,
            )}
          </li>`;
        })}
      </ul>`
    }
  </div>`;

/** That it is closed down, and the way back. */
const closedDown = (at: DepartmentPage, to: string, { closing }: AdminWords): Html | undefined => {
  const { closedDownAt } = at.department;
  if (!closedDownAt) return undefined;
  return html`<div class="notice">
    <div class="notice__body">
      <p class="notice__what">${closing.since(closedDownAt.toISOString().slice(0, 10))}</p>
      <p>${closing.stays}</p>
      ${
        at.scope === 'house' &&
        adminForm(
          at,
          { to, does: 'reopen', look: 'admin__undo' },
          html`<button class="button button--small" type="submit">${closing.reopen}</button>`,
        )
      }
    </div>
  </div>`;
};

const closedUntilForm = (at: DepartmentPage, to: string, { forms }: AdminWords): Html =>
  adminForm(
    at,
    { to, does: 'closed-until' },
    html`${textField({
        id: 'closed-until',
        name: 'until',
        label: forms.closedUntil,
        hint: forms.closedUntilHint,
        value: at.department.closedUntil ?? '',
        type: 'date',
        most: 10,
        isOptional: true,
      })} <button class="button" type="submit">${forms.setClosedUntil}</button>`,
  );

const lastDayOf = ({ endsAt }: AdministeredException): string =>
  new Date(endsAt.getTime() - 1).toISOString().slice(0, 10);

const exceptionsOf = (at: DepartmentPage, to: string, { forms }: AdminWords): Html =>
  at.exceptions.length === 0
    ? html`<p>${forms.noException}</p>`
    : html`<ul class="admin__list">
        ${at.exceptions.map(
          (exception) =>
            html`<li>
              <span class="admin__grow">
                <strong><bdi>${exception.name}</bdi></strong
                >: ${exception.demands ?? forms.exceptionAny},
                ${forms.exceptionUntilDay(lastDayOf(exception))}${exception.endsAt <= at.now && html` (${forms.exceptionOver})`}
                <span class="admin__hint"><bdi>${exception.reason}</bdi></span>
              </span>
              ${
                at.scope === 'house' &&
                adminForm(
                  at,
                  { to, does: 'exception-end', look: 'admin__small' },
                  html`<input type="hidden" name="name" value="${exception.name}" />
                    <button
                      class="button button--small"
                      type="submit"
                      aria-label="${forms.exceptionEndOf(exception.name)}"
                    >
                      ${forms.exceptionEnd}
                    </button>`,
                )
              }
            </li>`,
        )}
      </ul>`;

const exceptionForm = (at: DepartmentPage, to: string, { forms }: AdminWords): Html =>
  adminForm(
    at,
    { to, does: 'exception-add', look: 'admin__form admin__form--wide' },
    html`${textField({ id: 'exception', name: 'name', label: forms.exceptionName, most: 100 })}
      ${textField({ id: 'reason', name: 'reason', label: forms.exceptionReason, most: 500 })}
      ${choiceField({
        id: 'exception-level',
        name: 'level',
        label: forms.exceptionDemands,
        chosen: 'LoA2',
        choices: [
          ...levelsOfAssurance.slice(0, -1).map((level) => [level, level] as const),
          ['any', forms.exceptionAny] as const,
        ],
      })}
      ${textField({ id: 'until', name: 'until', label: forms.exceptionUntil, type: 'date', most: 10 })}
      <button class="button" type="submit">${forms.exceptionAdd}</button>`,
  );
