import { meets } from '@kuvert/shared/level-of-assurance';

import type { RoomDepartment, RoomFunction } from '../../../src/http/api.ts';
import { html, type Html } from '../html.ts';
import { noFunctionMain, roomFrame, type RoomPage } from './room-frame.ts';
import { roomWordsFor } from './room-words.ts';
import { demandsBeyond, returnToForm, strongerLogin } from './stronger-login.ts';
import { writeForm } from './write-form.ts';

interface Choice {
  readonly functions: readonly RoomFunction[];
  readonly departments: readonly RoomDepartment[];
  readonly chosen: string | null;
  readonly answerBy: { readonly first: string; readonly last: string };
}

/** A new message to a department. `id` is the message's: sent twice it is one. */
export const writePage = (
  at: RoomPage,
  { id, ...to }: { readonly id: string } & Choice,
): string => {
  const words = roomWordsFor(at.locale);
  if (to.functions.length === 0) return roomFrame(at, words.name, noFunctionMain(at));
  return roomFrame(
    at,
    words.form.title,
    html`<main class="desk__main">
      <p><a href="/">${words.back}</a></p>
      <h1 class="card__title">${words.form.title}</h1>
      ${writeMain(at, id, to)}
    </main>`,
  );
};

/** The form; or why there is none, and what helps. */
const writeMain = (at: RoomPage, id: string, to: Choice): Html => {
  const { form, guarded } = roomWordsFor(at.locale);
  if (to.departments.some(({ demands }) => meets(at.loa, demands)))
    return writeForm(at, id, { kind: 'new', ...to });
  const [lowest] = demandsBeyond(at, to.departments);
  if (!lowest) return html`<p>${form.noDepartment}</p>`;
  return html`<p>${guarded.write(lowest.names, lowest.level)}</p>
    ${strongerLogin(at, lowest.level, returnToForm(to.chosen))}`;
};
