import { meets } from '@kuvert/shared/level-of-assurance';

import type { RoomDepartment, RoomFunction } from '../../../src/http/api.ts';
import { html, jsonForScript, type Html } from '../html.ts';
import type { RoomPage } from './room-frame.ts';
import { dayName } from '../time/format-time.ts';
import { roomWordsFor } from './room-words.ts';
import { strongerLoginUrl } from '../stronger-login-url.ts';
import { demandsBeyond, returnToForm } from './stronger-login.ts';

/** To whom, and in which conversation: chosen in the form, or fixed where it is an answer. */
export type WriteTo =
  | {
      readonly kind: 'new';
      readonly functions: readonly RoomFunction[];
      readonly departments: readonly RoomDepartment[];
      readonly chosen: string | null;
      /** Days between which an answer to a referral may be wanted, as `2027-01-07`. */
      readonly answerBy: { readonly first: string; readonly last: string };
    }
  | {
      readonly kind: 'answer';
      readonly functionId: string;
      readonly departmentId: string;
      readonly conversationId: string;
      readonly answers: string | null;
      readonly label: string;
    };

/** Works without its script, which adds dropping, progress and what is wrong beside the button. */
export const writeForm = (at: RoomPage, id: string, to: WriteTo): Html => {
  const words = roomWordsFor(at.locale);
  const { form } = words;
  return html`<form
    class="room__form"
    method="post"
    action="/send"
    enctype="multipart/form-data"
    id="write"
  >
    <input type="hidden" name="csrf" value="${at.csrfToken}" />
    <input type="hidden" name="id" value="${id}" />
    ${to.kind === 'new' ? chosenFields(at, to) : fixedFields(to)}
    <div class="field">
      <label class="field__label" for="text">${form.text}</label>
      <textarea class="field__input" id="text" name="text" rows="4" maxlength="20000"></textarea>
    </div>
    <div class="field room__drop" id="drop">
      <label class="field__label" for="file">${form.file}</label>
      <input
        class="field__input"
        id="file"
        name="file"
        type="file"
        multiple
        accept=".pdf,.png,.jpg,.jpeg,.tif,.tiff,.txt"
        aria-describedby="file-hint"
      />
      <span id="file-hint" class="field__hint">${form.fileHint}</span>
      <ul class="files room__files" id="files" aria-live="polite" aria-label="${form.files}"></ul>
      <p class="field__error" id="files-problem" role="alert"></p>
      <template id="file-row"
        ><li class="file">
          <div class="file__line">
            <bdi class="file__name"></bdi>
            <span class="file__size"></span>
            <button class="button button--small" type="button" aria-label="${form.removeFile}">
              ${form.removeFile}
            </button>
          </div>
          <p class="field__error" role="alert"></p></li
      ></template>
    </div>
    <div class="room__send">
      <button class="button button--primary" type="submit" id="send">${form.send}</button>
      <progress
        class="room__progress"
        id="progress"
        max="1"
        value="0"
        hidden
        aria-label="${form.progress}"
      ></progress>
    </div>
    <p class="field__error" id="problem" role="alert"></p>
    <script type="application/json" id="form-words">
      ${jsonForScript({ problems: words.problems, sending: form.sending, send: form.send, inFile: form.inFile })}
    </script>
  </form>`;
};

const optionOf = (at: RoomPage, { name, closedUntil, demands }: RoomDepartment): string => {
  const { form } = roomWordsFor(at.locale);
  if (!meets(at.loa, demands)) return form.optionGuarded(name, demands);
  return closedUntil === null ? name : form.optionClosed(name, dayName(closedUntil, at));
};

const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}" />`;

const fixedFields = (to: Extract<WriteTo, { kind: 'answer' }>): Html =>
  html`${hidden('function', to.functionId)} ${hidden('department', to.departmentId)}
  ${hidden('conversation', to.conversationId)} ${hidden('label', to.label)}
  ${to.answers !== null && hidden('answers', to.answers)}`;

const chosenFields = (
  at: RoomPage,
  { functions, departments, chosen, answerBy }: Extract<WriteTo, { kind: 'new' }>,
): Html => {
  const { form, guarded } = roomWordsFor(at.locale);
  const [only] = functions;
  return html`${
      functions.length === 1 && only
        ? hidden('function', only.id)
        : html`<div class="field">
            <label class="field__label" for="function">${form.from}</label>
            <select class="field__input" id="function" name="function">
              ${functions.map(
                ({ id, partner, name }) => html`<option value="${id}">${partner}, ${name}</option>`,
              )}
            </select>
          </div>`
    }
    <div class="field">
      <label class="field__label" for="department">${form.to}</label>
      <select class="field__input" id="department" name="department" required>
        ${departments.map(
          (department) =>
            html`<option
              value="${department.id}"
              ${!meets(at.loa, department.demands) && html`disabled`}
              ${department.id === chosen && html`selected`}
            >
              ${optionOf(at, department)}
            </option>`,
        )}
      </select>
      ${demandsBeyond(at, departments).map(
        ({ level, names }) =>
          html`<span class="field__hint"
            >${guarded.write(names, level)}
            <a href="${strongerLoginUrl(level, returnToForm(chosen))}"
              >${guarded.logIn(level)}</a
            ></span
          >`,
      )}
    </div>
    <div class="field">
      <label class="field__label" for="label">${form.label}</label>
      <input
        class="field__input"
        id="label"
        name="label"
        required
        maxlength="256"
        autocomplete="off"
        aria-describedby="label-hint"
      />
      <span id="label-hint" class="field__hint">${form.labelHint}</span>
    </div>
    ${referralFields(at, answerBy)}`;
};

/** The day is asked for of a referral alone. */
const referralFields = (
  at: RoomPage,
  { first, last }: { readonly first: string; readonly last: string },
): Html => {
  const { form } = roomWordsFor(at.locale);
  return html`<div class="room__ask">
    <div class="field">
      <span class="room__check">
        <input
          type="checkbox"
          id="referral"
          name="referral"
          value="yes"
          aria-describedby="referral-hint"
        />
        <label class="field__label" for="referral">${form.referral}</label>
      </span>
      <span id="referral-hint" class="field__hint">${form.referralHint}</span>
    </div>
    <div class="field room__answer-by">
      <label class="field__label" for="answer-by">${form.answerBy}</label>
      <input
        class="field__input"
        type="date"
        id="answer-by"
        name="answer-by"
        min="${first}"
        max="${last}"
        aria-describedby="answer-by-hint"
      />
      <span id="answer-by-hint" class="field__hint">${form.answerByHint}</span>
    </div>
  </div>`;
};
