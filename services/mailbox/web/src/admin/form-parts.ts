import { memberRoles, type MemberRole } from '@kuvert/shared/member-role';

import { html, type Html } from '../html.ts';
import type { AdminWords } from '../words/admin-en.ts';
import type { Said } from './administered.ts';
import type { AdminDesk } from './admin-page.ts';

/** A form of ours: its token, what it does, and the fields. */
export const adminForm = (
  { csrfToken }: Pick<AdminDesk, 'csrfToken'>,
  { to, does, look = 'admin__form' }: { to: string; does: string; look?: string },
  fields: Html,
): Html =>
  html`<form class="${look}" method="post" action="${to}">
    <input type="hidden" name="csrf" value="${csrfToken}" />
    <input type="hidden" name="does" value="${does}" />
    ${fields}
  </form>`;

export interface TextField {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly hint?: string;
  readonly most?: number;
  readonly type?: 'text' | 'tel' | 'date' | 'search';
  readonly isOptional?: boolean;
}

export const textField = ({
  id,
  name,
  label,
  value,
  hint,
  most = 200,
  type,
  isOptional,
}: TextField): Html =>
  html`<div class="field">
    <label class="field__label" for="${id}">${label}</label>
    <input
      class="field__input"
      id="${id}"
      name="${name}"
      type="${type ?? 'text'}"
      ${!isOptional && html`required`}
      maxlength="${most}"
      autocomplete="off"
      ${hint !== undefined && html`aria-describedby="${id}-hint"`}
      value="${value ?? ''}"
    />
    ${hint !== undefined && html`<span class="field__hint" id="${id}-hint">${hint}</span>`}
  </div>`;

export interface ChoiceField {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly chosen: string;
  readonly choices: readonly (readonly [value: string, word: string])[];
  /** The label is for who doesn't see what stands beside it. */
  readonly isUnseen?: boolean;
}

export const choiceField = ({ id, name, label, chosen, choices, isUnseen }: ChoiceField): Html =>
  html`<div class="field">
    <label class="${isUnseen ? 'unseen' : 'field__label'}" for="${id}">${label}</label>
    <select class="field__input" id="${id}" name="${name}">
      ${choices.map(
        ([value, word]) =>
          html`<option value="${value}" ${value === chosen && html`selected`}>${word}</option>`,
      )}
    </select>
  </div>`;

export const roleChoices = ({ members }: AdminWords): ChoiceField['choices'] =>
  memberRoles.map((role) => [role, members.roles[role]] as const);

/** The form that takes back what was done. */
const undoForm = (
  at: Pick<AdminDesk, 'csrfToken'>,
  to: string,
  { personId, role }: { readonly personId: string; readonly role: MemberRole },
  words: AdminWords,
): Html =>
  adminForm(
    at,
    { to, does: 'restore', look: 'admin__undo' },
    html`<input type="hidden" name="person" value="${personId}" />
      <input type="hidden" name="role" value="${role}" />
      <button class="button button--small" type="submit">${words.forms.undo}</button>`,
  );

const faults: ReadonlySet<Said['what']> = new Set<Said['what']>([
  ...(['already', 'self', 'by-group', 'unknown', 'name-taken', 'lower', 'beyond'] as const),
  ...(['exception-form', 'number-invalid', 'number-unknown', 'form'] as const),
  ...(['close-unassigned', 'close-untaken', 'close-addresses', 'close-nobody'] as const),
  ...(['close-nowhere', 'last-reader', 'number-nowhere'] as const),
  ...(['role-already', 'role-unknown', 'role-self', 'role-last'] as const),
  ...(['junk-own', 'junk-verified', 'junk-full'] as const),
]);

/** What came of the form before; `to` is where what takes it back is sent. */
export const saidOf = (
  said: Said | undefined,
  at: Pick<AdminDesk, 'csrfToken'>,
  to: string,
  words: AdminWords,
): Html | undefined => {
  if (!said) return undefined;
  const isFault = faults.has(said.what);
  const word = words.said[said.what];
  return html`<div
    class="notice ${isFault ? 'notice--attention' : 'notice--secure'}"
    role="${isFault ? 'alert' : 'status'}"
  >
    <div class="notice__body">
      <p class="notice__what">${typeof word === 'string' ? word : word(said.about ?? '')}</p>
      ${said.undo && undoForm(at, to, said.undo, words)}
    </div>
  </div>`;
};
