import type { RoomDepartment, RoomFunction } from '../../../src/http/api.ts';
import { html } from '../html.ts';
import { noFunctionMain, roomFrame, type RoomPage } from './room-frame.ts';
import { roomWordsFor } from './room-words.ts';
import { writeForm } from './write-form.ts';

/** A new message to a department. `id` is the message's: sent twice it is one. */
export const writePage = (
  at: RoomPage,
  {
    id,
    ...to
  }: {
    readonly id: string;
    readonly functions: readonly RoomFunction[];
    readonly departments: readonly RoomDepartment[];
    readonly chosen: string | null;
    readonly answerBy: { readonly first: string; readonly last: string };
  },
): string => {
  const words = roomWordsFor(at.locale);
  if (to.functions.length === 0) return roomFrame(at, words.name, noFunctionMain(at));
  return roomFrame(
    at,
    words.form.title,
    html`<main class="desk__main">
      <p><a href="/">${words.back}</a></p>
      <h1 class="card__title">${words.form.title}</h1>
      ${
        to.departments.length === 0
          ? html`<p>${words.form.noDepartment}</p>`
          : writeForm(at, id, { kind: 'new', ...to })
      }
    </main>`,
  );
};
