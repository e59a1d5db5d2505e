import { levelsOfAssurance, meets, type LevelOfAssurance } from '@kuvert/shared/level-of-assurance';

import type { RoomDepartment, RoomFunction } from '../../../src/http/api.ts';
import { html, type Html } from '../html.ts';
import { noFunctionMain, roomFrame, type RoomPage } from './room-frame.ts';
import { roomWordsFor } from './room-words.ts';
import { strongerLogin } from './stronger-login.ts';
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
      ${to.departments.length === 0 && html`<p>${words.form.noDepartment}</p>`}
      ${levelsOfAssurance.flatMap((level) => guardedAt(at, level, to))}
      ${
        to.departments.some(({ demands }) => meets(at.loa, demands)) &&
        writeForm(at, id, { kind: 'new', ...to })
      }
    </main>`,
  );
};

/** The departments that demand a level which the login doesn't have, and the way there. */
const guardedAt = (
  at: RoomPage,
  level: LevelOfAssurance,
  {
    departments,
    chosen,
  }: { readonly departments: readonly RoomDepartment[]; readonly chosen: string | null },
): readonly Html[] => {
  const guarded = departments.filter(({ demands }) => demands === level && !meets(at.loa, demands));
  if (guarded.length === 0) return [];
  const { guarded: words } = roomWordsFor(at.locale);
  const names = new Intl.ListFormat(at.locale).format(guarded.map(({ name }) => name));
  const returnTo = chosen === null ? '/write' : `/write?department=${chosen}`;
  return [
    html`<section class="room__guarded">
      <p>${words.write(names, level)}</p>
      ${strongerLogin(at, level, returnTo)}
    </section>`,
  ];
};
