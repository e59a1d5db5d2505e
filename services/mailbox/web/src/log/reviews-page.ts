import { deskPage, type DeskPage } from '../desk-page.ts';
import { html, type Html } from '../html.ts';
import type { TimeZoneAndLocale } from '../time/format-time.ts';
import { inputTime } from '../time/input-time.ts';
import type { LogWords } from '../words/log-en.ts';
import { documentOf, entryTime, logWords, whatOf, whoOf, type LogEntry } from './entry.ts';
import { logNav } from './log-nav.ts';

/** A random sample of what people read in a time. */
export interface ShownReview {
  readonly id: string;
  readonly from: string;
  readonly until: string;
  readonly population: number;
  readonly size: number;
  readonly drawnBy: string;
  readonly drawnAt: string;
  readonly signed: {
    readonly by: string;
    readonly at: string;
    readonly note: string | null;
  } | null;
}

export interface ShownReviewRow {
  readonly number: number;
  readonly verdict: 'fine' | 'ask' | null;
  readonly entry: LogEntry;
}

interface Desk extends DeskPage, TimeZoneAndLocale {}

export interface ReviewsPage extends Desk {
  readonly reviews: readonly ShownReview[];
  readonly form: { readonly from: string; readonly until: string; readonly size: number };
  readonly problem?: 'form' | 'nothing';
}

const day = (iso: string, { timeZone }: TimeZoneAndLocale): string =>
  inputTime(new Date(iso), timeZone).slice(0, 10);

/** The first and the last of its days: it ends with the one before `until`. */
const daysOf = ({ from, until }: ShownReview, at: TimeZoneAndLocale, words: LogWords): string =>
  words.reviewOf(day(from, at), day(new Date(Date.parse(until) - 1).toISOString(), at));

const time = (iso: string, at: TimeZoneAndLocale): string =>
  inputTime(new Date(iso), at.timeZone).replace('T', ' ');

const stateOf = ({ signed }: ShownReview, at: TimeZoneAndLocale, words: LogWords): string =>
  signed ? words.signedBy(signed.by, time(signed.at, at)) : words.unsigned;

/** The samples, and the form that draws another one. */
export const reviewsPage = (at: ReviewsPage): string => {
  const words = logWords(at.locale);
  const { form, reviews, problem } = at;
  return deskPage(
    at,
    words.reviews,
    html`<main class="desk__main log">
      <h1 class="card__title">${words.reviews}</h1>
      <p>${words.reviewsLead}</p>
      ${logNav('reviews', words)}
      <form class="log__form" method="post" action="/log/reviews">
        <input type="hidden" name="csrf" value="${at.csrfToken}" />
        ${dayField('from', words.from, form.from)} ${dayField('until', words.until, form.until)}
        <div class="field">
          <label class="field__label" for="size">${words.sampleSize}</label>
          <input
            class="field__input"
            id="size"
            name="size"
            type="number"
            min="1"
            max="200"
            required
            value="${form.size}"
          />
        </div>
        <div class="log__buttons">
          <button class="button button--primary" type="submit">${words.draw}</button>
        </div>
        ${
          problem &&
          html`<p class="field__error" role="alert">
            ${problem === 'form' ? words.problems.form : words.nothingRead}
          </p>`
        }
      </form>
      ${
        reviews.length === 0
          ? html`<p>${words.noReviews}</p>`
          : html`<ul class="log__reviews">
              ${reviews.map(
                (review) =>
                  html`<li>
                    <a href="/log/reviews/${review.id}">${daysOf(review, at, words)}</a>
                    <span>${words.reviewSize(review.size, review.population)}</span>
                    <span class="log__hint"><bdi>${stateOf(review, at, words)}</bdi></span>
                  </li>`,
              )}
            </ul>`
      }
    </main>`,
  );
};

const dayField = (name: string, label: string, value: string): Html =>
  html`<div class="field">
    <label class="field__label" for="${name}">${label}</label>
    <input class="field__input" id="${name}" name="${name}" type="date" required value="${value}" />
  </div>`;

export interface ReviewPage extends Desk {
  readonly review: ShownReview;
  readonly rows: readonly ShownReviewRow[];
  /** What was written for the signature that was not taken. */
  readonly note: string;
  readonly said?: 'kept' | 'signProblem';
}

/** One sample: each row is judged, the whole is signed. */
export const reviewPage = (at: ReviewPage): string => {
  const words = logWords(at.locale);
  const { review } = at;
  return deskPage(
    at,
    words.reviews,
    html`<main class="desk__main log">
      <h1 class="card__title">${words.reviews}: ${daysOf(review, at, words)}</h1>
      <p>
        ${words.reviewSize(review.size, review.population)}.
        <bdi>${words.drawnBy(review.drawnBy, time(review.drawnAt, at))}.</bdi>
        <bdi>${stateOf(review, at, words)}.</bdi>
      </p>
      ${logNav('reviews', words)}
      ${review.signed ? signedOf(at, review.signed.note ?? '', words) : judging(at, words)}
    </main>`,
  );
};

const judging = (at: ReviewPage, words: LogWords): Html =>
  html`<form class="log__judging" method="post" action="/log/reviews/${at.review.id}">
    <input type="hidden" name="csrf" value="${at.csrfToken}" />
    <ol class="log__sample">
      ${at.rows.map((row) => judgedRow(row, at, words))}
    </ol>
    <div class="field">
      <label class="field__label" for="note">${words.note}</label>
      <textarea
        class="field__input"
        id="note"
        name="note"
        rows="4"
        maxlength="4000"
        aria-describedby="note-hint"
      >
${at.note}</textarea>
      <span id="note-hint" class="field__hint">${words.noteHint}</span>
    </div>
    ${at.said === 'signProblem' && html`<p class="field__error" role="alert">${words.signProblem}</p>`}
    ${at.said === 'kept' && html`<p role="status">${words.kept}</p>`}
    <div class="log__buttons">
      <button class="button button--primary" type="submit" name="act" value="sign">
        ${words.sign}
      </button>
      <button class="button" type="submit" name="act" value="keep">${words.keep}</button>
    </div>
  </form>`;

const judgedRow = (row: ShownReviewRow, at: ReviewPage, words: LogWords): Html =>
  html`<li>
    <fieldset class="log__judged">
      <legend>${storyOf(row.entry, at, words)}</legend>
      ${(['fine', 'ask'] as const).map(
        (verdict) =>
          html`<label
            ><input
              type="radio"
              name="row-${row.number}"
              value="${verdict}"
              ${row.verdict === verdict && html`checked`}
            />
            ${words.verdicts[verdict]}</label
          >`,
      )}
    </fieldset>
  </li>`;

/** "2026-11-12 10:41 Anna Ek read a page: page 2 · Home care · 1a2b3c4d, came …" */
const storyOf = (entry: LogEntry, at: ReviewPage, words: LogWords): Html =>
  html`${entryTime(entry.at, at)} <bdi>${whoOf(entry, words)}</bdi> ${whatOf(entry, words)}
    <span class="log__hint"
      >${[entry.department?.name, documentOf(entry, at, words)].filter(Boolean).join(' · ')}</span
    >`;

const signedOf = (at: ReviewPage, note: string, words: LogWords): Html =>
  html`<ol class="log__sample">
      ${at.rows.map(
        (row) =>
          html`<li>
            ${storyOf(row.entry, at, words)}
            ${row.verdict && html`<strong>${words.verdicts[row.verdict]}</strong>`}
          </li>`,
      )}
    </ol>
    <h2>${words.note}</h2>
    <p class="log__note">${note}</p>`;
