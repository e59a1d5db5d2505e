import type { FaxState, FoundFax, FrontDeskAnswer } from '../../src/http/api.ts';
import { deskPage, type DeskPage } from './desk-page.ts';
import { html, type Html } from './html.ts';
import { strongerLoginUrl } from './stronger-login-url.ts';
import { fullTime, shortTime, type TimeZoneAndLocale } from './time/format-time.ts';
import { frontDeskEn, type FrontDeskWords } from './words/front-desk-en.ts';
import { frontDeskSv } from './words/front-desk-sv.ts';
import { wordsFor } from './words/words.ts';

export interface FrontDeskForm {
  readonly number: string;
  /** Such as `2026-11-27`. */
  readonly day: string;
  readonly days: number;
}

export type FrontDeskProblem = keyof FrontDeskWords['problems'];

export interface FrontDesk extends DeskPage, TimeZoneAndLocale {
  readonly now: Date;
  readonly form: FrontDeskForm;
  readonly answer?: FrontDeskAnswer;
  readonly problem?: FrontDeskProblem;
}

/** "Did my fax arrive?": a form and what it found, without a script and without a page of any fax. */
export const frontDeskPage = (at: FrontDesk): string => {
  const { locale, answer } = at;
  const words = locale === 'sv' ? frontDeskSv : frontDeskEn;
  return deskPage(
    at,
    words.title,
    html`<main class="desk__main">
      <h1 class="card__title">${words.title}</h1>
      <p>${words.lead}</p>
      ${formOf(at, words)} ${answer && answerOf(answer, at, words)}
    </main>`,
  );
};

const periods = [1, 7, 31] as const;

const formOf = ({ form, csrfToken, problem }: FrontDesk, words: FrontDeskWords): Html =>
  html`<form class="desk__form" method="post" action="/front-desk">
    <input type="hidden" name="csrf" value="${csrfToken}" />
    <div class="field desk__number">
      <label class="field__label" for="number">${words.number}</label>
      <input
        class="field__input"
        id="number"
        name="number"
        type="tel"
        required
        maxlength="40"
        autocomplete="off"
        aria-describedby="number-hint"
        ${problem && html`aria-invalid="true"`}
        value="${form.number}"
      />
      ${
        problem
          ? html`<span id="number-hint" class="field__error" role="alert"
              >${words.problems[problem]}</span
            >`
          : html`<span id="number-hint" class="field__hint">${words.numberHint}</span>`
      }
    </div>
    <div class="field">
      <label class="field__label" for="day">${words.day}</label>
      <input class="field__input" id="day" name="day" type="date" required value="${form.day}" />
    </div>
    <div class="field">
      <label class="field__label" for="days">${words.days}</label>
      <select class="field__input" id="days" name="days">
        ${periods.map(
          (days) =>
            html`<option value="${days}" ${form.days === days && html`selected`}>
              ${words.periods[days]}
            </option>`,
        )}
      </select>
    </div>
    <button class="button button--primary desk__find" type="submit">${words.find}</button>
    <p class="field__hint desk__recorded">${words.recorded}</p>
  </form>`;

const answerOf = (
  { faxes, isMore, demands }: FrontDeskAnswer,
  at: FrontDesk,
  words: FrontDeskWords,
): Html => {
  const unseen =
    demands &&
    html`<div class="notice notice--attention" role="status">
      <div class="notice__body">
        <p>${words.locked}</p>
        <p>
          <a class="button button--small" href="${strongerLoginUrl(demands, '/front-desk')}"
            >${words.logIn(demands)}</a
          >
        </p>
      </div>
    </div>`;
  if (faxes.length === 0)
    return html`${unseen}
      <div class="notice" role="status">
        <div class="notice__body">
          <p class="notice__what">${words.none}</p>
          <p>${words.noneMore}</p>
        </div>
      </div>`;
  return html`${unseen}
    <h2>${words.found(faxes.length)}</h2>
    <ol class="found">
      ${faxes.map((fax) => foundOf(fax, at, words))}
    </ol>
    ${isMore && html`<p>${words.isMore}</p>`}`;
};

const foundOf = (fax: FoundFax, at: FrontDesk, words: FrontDeskWords): Html => {
  const { from, to, department, receivedAt, state, id } = fax;
  const { tone, what, more } = storyOf(state, at, words);
  return html`<li class="found__fax found__fax--${tone}">
    <time class="found__time" datetime="${receivedAt}" title="${fullTime(receivedAt, at)}"
      >${shortTime(receivedAt, at.now, at)}</time
    >
    <div class="found__story">
      <p class="found__what">${icons[tone]} ${what}</p>
      ${more.map((sentence) => html`<p>${sentence}</p>`)}
      <p class="found__route">
        <bdi>${words.route(from.national || words.withheld, to.national, department)}</bdi>
      </p>
      <p class="found__route">${words.reference(id.slice(0, 8))}</p>
    </div>
  </li>`;
};

type Tone = 'whole' | 'damaged' | 'failed' | 'arriving';

const storyOf = (
  state: FaxState,
  at: FrontDesk,
  words: FrontDeskWords,
): { readonly tone: Tone; readonly what: string; readonly more: readonly string[] } => {
  switch (state.kind) {
    case 'arriving':
      return { tone: 'arriving', what: words.arriving, more: [] };
    case 'failed': {
      const { what } = wordsFor(at.locale).attentionReasons[state.reason];
      return { tone: 'failed', what: words.failed, more: [what] };
    }
    case 'arrived':
      return {
        tone: state.mark === 'whole' ? 'whole' : 'damaged',
        what: words.arrived(state.pages),
        more: [integrityOf(state, words), handlingOf(state, at, words)],
      };
  }
};

type Arrived = Extract<FaxState, { kind: 'arrived' }>;

const integrityOf = (
  { mark, damagedLines, pages, announcedPages }: Arrived,
  { marks }: FrontDeskWords,
): string => {
  switch (mark) {
    case 'whole':
      return marks.whole;
    case 'damaged':
      return marks.damaged(damagedLines);
    case 'partial':
      return announcedPages !== null && announcedPages > pages
        ? marks.partial(pages, announcedPages)
        : marks.partialEnd;
  }
};

const handlingOf = (
  { handling, handledAt }: Arrived,
  at: FrontDesk,
  words: FrontDeskWords,
): string =>
  handling === 'new' || handledAt === null
    ? words.handling.new
    : words.handling[handling](shortTime(handledAt, at.now, at));

const icon = (paths: Html): Html =>
  html`<svg
    class="icon"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${paths}
  </svg>`;

/** Lucide's, as the application draws them. */
const icons: Readonly<Record<Tone, Html>> = {
  whole: icon(html`<path d="M20 6 9 17l-5-5" />`),
  damaged: icon(html`<circle cx="12" cy="12" r="10" /><path d="M12 8v4" /><path d="M12 16h.01" />`),
  failed: icon(
    html`<path d="m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3" /><path
        d="M12 9v4"
      /><path d="M12 17h.01" />`,
  ),
  arriving: icon(html`<circle cx="12" cy="12" r="10" /><path d="M12 6v6l4 2" />`),
};
