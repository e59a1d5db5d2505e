import { glassMinutes, glassReasons } from '@kuvert/shared/break-glass';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import { deskPage, type DeskPage } from '../desk-page.ts';
import { html, type Html } from '../html.ts';
import { strongerLoginUrl } from '../stronger-login-url.ts';
import type { TimeZoneAndLocale } from '../time/format-time.ts';
import type { GlassWords } from '../words/glass-en.ts';
import { glassWords, lookOf, type ShownLook } from './look.ts';

export type { LoggedLook } from './logged-glass-page.ts';
export type { ShownLook } from './look.ts';

export interface GlassDesk {
  readonly mayBreak: boolean;
  readonly departments: readonly {
    readonly id: string;
    readonly name: string;
    readonly isReached: boolean;
    readonly demands: LevelOfAssurance;
  }[];
  readonly looks: readonly ShownLook[];
}

export interface GlassForm {
  readonly department: string;
  readonly kind: string;
  readonly reason: string;
  readonly minutes: string;
}

export type GlassProblem = keyof GlassWords['problems'];

export interface GlassPage extends DeskPage, TimeZoneAndLocale {
  readonly now: Date;
  readonly desk: GlassDesk;
  readonly form: GlassForm;
  readonly problem?: GlassProblem;
}

/** Another department for a stated reason, and who did that; without a script. */
export const glassPage = (at: GlassPage): string => {
  const words = glassWords(at.locale);
  const { mayBreak, looks } = at.desk;
  const open = looks.filter(({ isMine, isOpen }) => isMine && isOpen);
  return deskPage(
    at,
    words.title,
    html`<main class="desk__main glass">
      <h1 class="card__title">${words.title}</h1>
      ${open.map((look) => openOf(look, at, words))}
      ${mayBreak ? asking(at, words) : html`<p>${words.notYou}</p>`}
      ${
        looks.length > 0 &&
        html`<h2>${words.looks}</h2>
          <ol class="glass__looks">
            ${looks.map((look) => lookOf(look, at, words))}
          </ol>`
      }
    </main>`,
  );
};

/** The way out of what is open. */
const openOf = (look: ShownLook, at: GlassPage, words: GlassWords): Html =>
  html`<form class="notice notice--damaged" method="post" action="/break-glass/end">
    <div class="notice__body">
      <p class="notice__what">${words.open(look.department)}</p>
      <input type="hidden" name="csrf" value="${at.csrfToken}" />
      <input type="hidden" name="id" value="${look.id}" />
      <p class="notice__actions"><button class="button" type="submit">${words.end}</button></p>
    </div>
  </form>`;

const asking = (at: GlassPage, words: GlassWords): Html => {
  const { departments } = at.desk;
  const reached = departments.filter(({ isReached }) => isReached);
  const [locked] = departments.filter(({ isReached }) => !isReached);
  return html`<p>${words.lead}</p>
    <div class="notice notice--damaged">
      <div class="notice__body">
        <p class="notice__what">${words.loud}</p>
        <p>${words.loudMore}</p>
      </div>
    </div>
    ${
      locked &&
      html`<p>
        ${words.locked(departments.length - reached.length)}
        <a href="${strongerLoginUrl(locked.demands, '/break-glass')}">${words.logIn}</a>
      </p>`
    }
    ${at.problem && html`<p class="field__error" role="alert">${words.problems[at.problem]}</p>`}
    ${reached.length === 0 ? html`<p>${words.none}</p>` : formOf(at, reached, words)}`;
};

const formOf = (
  { form, csrfToken }: GlassPage,
  departments: GlassDesk['departments'],
  words: GlassWords,
): Html =>
  html`<form class="glass__form" method="post" action="/break-glass">
    <input type="hidden" name="csrf" value="${csrfToken}" />
    <div class="field">
      <label class="field__label" for="department">${words.department}</label>
      <select class="field__input" id="department" name="department" required>
        <option value="">${words.choose}</option>
        ${departments.map(
          ({ id, name }) =>
            html`<option value="${id}" ${id === form.department && html`selected`}>
              ${name}
            </option>`,
        )}
      </select>
    </div>
    <fieldset class="glass__kinds">
      <legend class="field__label">${words.kind}</legend>
      ${glassReasons.map(
        (kind) =>
          html`<label class="glass__kind"
            ><input
              type="radio"
              name="kind"
              value="${kind}"
              required
              ${kind === form.kind && html`checked`}
            />
            ${words.kinds[kind]}</label
          >`,
      )}
    </fieldset>
    <div class="field">
      <label class="field__label" for="reason">${words.reason}</label>
      <textarea
        class="field__input"
        id="reason"
        name="reason"
        rows="3"
        required
        minlength="3"
        maxlength="2000"
        aria-describedby="reason-hint"
      >
${form.reason}</textarea>
      <span id="reason-hint" class="field__hint">${words.reasonHint}</span>
    </div>
    <div class="field">
      <label class="field__label" for="minutes">${words.minutes}</label>
      <select class="field__input glass__minutes" id="minutes" name="minutes">
        ${glassMinutes.map(
          (minutes) =>
            html`<option value="${minutes}" ${String(minutes) === form.minutes && html`selected`}>
              ${words.minutesOf(minutes)}
            </option>`,
        )}
      </select>
    </div>
    <div><button class="button button--primary" type="submit">${words.verb}</button></div>
  </form>`;
