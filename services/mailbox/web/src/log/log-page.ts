import { deskPage, type DeskPage } from '../desk-page.ts';
import { html, type Html } from '../html.ts';
import { fullTime, type TimeZoneAndLocale } from '../time/format-time.ts';
import type { LogWords } from '../words/log-en.ts';
import { documentOf, entryTime, logWords, whatOf, whoOf, type LogEntry } from './entry.ts';
import { logNav } from './log-nav.ts';

export type LogProblem = 'form' | 'document' | 'patient' | 'nobody' | 'extract';

export interface LogPersonChoice {
  readonly id: string;
  readonly name: string;
  readonly departments: readonly string[];
}

export type LogAnswer =
  | {
      readonly kind: 'rows';
      readonly rows: readonly LogEntry[];
      readonly isMore: boolean;
      /** Where somebody was searched for whom they concern: documents read in these days of which nobody has said that. */
      readonly unasked: number | null;
      /** Whose rows they are. */
      readonly person: LogPersonChoice | null;
    }
  /** Several have that in their name. */
  | { readonly kind: 'people'; readonly people: readonly LogPersonChoice[] }
  | { readonly kind: 'problem'; readonly problem: LogProblem };

export interface LogForm {
  readonly name: string;
  readonly department: string | null;
  readonly document: string;
  readonly patient: string;
  readonly from: string;
  readonly until: string;
  readonly readsOnly: boolean;
}

export interface LogPage extends DeskPage, TimeZoneAndLocale {
  readonly now: Date;
  readonly departments: readonly { readonly id: string; readonly name: string }[];
  readonly form: LogForm;
  readonly answer?: LogAnswer;
}

/** The form's own id: buttons among the rows belong to it. */
const form = 'log-search';

/** The log, searched: plain HTML, and no document anywhere. */
export const logPage = (at: LogPage): string => {
  const words = logWords(at.locale);
  return deskPage(
    at,
    words.title,
    html`<main class="desk__main log">
      <h1 class="card__title">${words.title}</h1>
      <p>${words.lead}</p>
      ${logNav('search', words)} ${formOf(at, words)} ${at.answer && answerOf(at.answer, at, words)}
    </main>`,
  );
};

const field = (id: string, label: string, input: Html, hint?: string): Html =>
  html`<div class="field">
    <label class="field__label" for="${id}">${label}</label>
    ${input} ${hint !== undefined && html`<span id="${id}-hint" class="field__hint">${hint}</span>`}
  </div>`;

const text = (name: 'name' | 'document' | 'patient', value: string, problem: boolean): Html =>
  html`<input
    class="field__input"
    id="${name}"
    name="${name}"
    type="text"
    maxlength="200"
    autocomplete="off"
    aria-describedby="${name}-hint"
    ${problem && html`aria-invalid="true"`}
    value="${value}"
  />`;

const day = (name: 'from' | 'until', value: string): Html =>
  html`<input
    class="field__input"
    id="${name}"
    name="${name}"
    type="date"
    required
    value="${value}"
  />`;

const formOf = (
  { form: asked, departments, csrfToken, answer }: LogPage,
  words: LogWords,
): Html => {
  const problem = answer?.kind === 'problem' ? answer.problem : undefined;
  const person = answer?.kind === 'rows' ? answer.person : null;
  return html`<form class="log__form" id="${form}" method="post" action="/log">
    <input type="hidden" name="csrf" value="${csrfToken}" />
    ${person && html`<input type="hidden" name="person" value="${person.id}" />`}
    ${person && html`<input type="hidden" name="personName" value="${person.name}" />`}
    ${field('name', words.employee, text('name', person?.name ?? asked.name, problem === 'nobody'), words.employeeHint)}
    ${field('document', words.document, text('document', asked.document, problem === 'document'), words.documentHint)}
    ${field('patient', words.patient, text('patient', asked.patient, problem === 'patient'), words.patientHint)}
    ${field(
      'department',
      words.department,
      html`<select class="field__input" id="department" name="department">
        <option value="">${words.everyDepartment}</option>
        ${departments.map(
          ({ id, name }) =>
            html`<option value="${id}" ${id === asked.department && html`selected`}>
              ${name}
            </option>`,
        )}
      </select>`,
    )}
    ${field('from', words.from, day('from', asked.from))}
    ${field('until', words.until, day('until', asked.until))}
    <label class="log__reads"
      ><input type="checkbox" name="reads" value="1" ${asked.readsOnly && html`checked`} />
      ${words.readsOnly}</label
    >
    <div class="log__buttons">
      <button class="button button--primary" type="submit">${words.find}</button>
      <button class="button" type="submit" formaction="/log/extract">${words.extract}</button>
      <span class="field__hint">${words.recorded}</span>
    </div>
    ${problem && html`<p class="field__error" role="alert">${words.problems[problem]}</p>`}
  </form>`;
};

const answerOf = (answer: LogAnswer, at: LogPage, words: LogWords): Html | false => {
  switch (answer.kind) {
    case 'problem':
      return false;
    case 'people':
      return html`<section role="status">
        <p>${words.problems.people}</p>
        <ul class="log__people">
          ${answer.people.map(
            ({ id, name, departments }) =>
              html`<li>
                <button
                  class="button button--small"
                  type="submit"
                  form="${form}"
                  name="pick"
                  value="${id}"
                >
                  <bdi>${name}</bdi>
                </button>
                <span class="log__hint">${departments.join(', ')}</span>
              </li>`,
          )}
        </ul>
      </section>`;
    case 'rows':
      return answer.rows.length === 0
        ? html`<p role="status">${words.none}</p>
            ${unaskedOf(answer.unasked, words)}`
        : html`${unaskedOf(answer.unasked, words)}
            <div role="status"><h2>${words.found(answer.rows.length)}</h2></div>
            ${tableOf(answer.rows, at, words, choosing)}
            ${
              answer.isMore &&
              html`<button
                class="button log__older"
                type="submit"
                form="${form}"
                name="before"
                value="${answer.rows.at(-1)?.seq ?? 0}"
              >
                ${words.older}
              </button>`
            }`;
  }
};

/** What a search by whom documents concern can't find. */
const unaskedOf = (unasked: number | null, words: LogWords): Html | false =>
  unasked !== null && unasked > 0 && html`<p>${words.unasked(unasked)}</p>`;

/** A name that searches for its rows, where there is a form to do so. */
type Naming = (entry: LogEntry, who: string) => Html;
const choosing: Naming = ({ person }, who) =>
  person === null
    ? html`<bdi>${who}</bdi>`
    : html`<button class="log__pick" type="submit" form="${form}" name="pick" value="${person.id}">
        <bdi>${who}</bdi>
      </button>`;
const naming: Naming = (_entry, who) => html`<bdi>${who}</bdi>`;

export const tableOf = (
  rows: readonly LogEntry[],
  at: TimeZoneAndLocale,
  words: LogWords,
  name: Naming = naming,
): Html => {
  const { columns } = words;
  return html`<table class="log__table" role="table">
    <thead role="rowgroup">
      <tr role="row">
        ${[columns.time, columns.who, columns.what, columns.department, columns.document].map(
          (column) => html`<th scope="col" role="columnheader">${column}</th>`,
        )}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        (entry) =>
          html`<tr role="row">
            <td role="cell" class="log__time">${entryTime(entry.at, at)}</td>
            <td role="cell">${name(entry, whoOf(entry, words))}</td>
            <td role="cell">${whatOf(entry, words)}</td>
            <td role="cell"><bdi>${entry.department?.name ?? ''}</bdi></td>
            <td role="cell" class="log__document">${documentOf(entry, at, words)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
};

export interface LogExtract extends DeskPage, TimeZoneAndLocale {
  readonly now: Date;
  /** Days, as they were chosen. */
  readonly from: string;
  readonly until: string;
  readonly most: number;
  readonly rows: readonly LogEntry[];
  readonly isMore: boolean;
  readonly unasked: number | null;
}

/** What is handed to somebody who asks who read about them: who, in which department, when and what; to be printed. */
export const logExtractPage = (at: LogExtract): string => {
  const words = logWords(at.locale);
  return deskPage(
    at,
    words.extractTitle,
    html`<main class="desk__main log">
      <h1 class="card__title">${words.extractTitle}</h1>
      <p>${words.extractLead(at.from, at.until)}</p>
      ${at.rows.length === 0 ? html`<p>${words.none}</p>` : tableOf(at.rows, at, words)}
      ${at.isMore && html`<p>${words.extractMore(String(at.most))}</p>`}
      ${unaskedOf(at.unasked, words)}
      <p class="field__hint">${words.extractNote}</p>
      <p class="field__hint">${words.extractMade(fullTime(at.now.toISOString(), at))}</p>
      <p class="log__screen"><a class="button button--small" href="/log">${words.back}</a></p>
    </main>`,
  );
};
