import { levelsOfAssurance, meets, type LevelOfAssurance } from '@kuvert/shared/level-of-assurance';

import type { RoomDepartment } from '../../../src/http/api.ts';
import { html, type Html } from '../html.ts';
import { strongerLoginUrl } from '../stronger-login-url.ts';
import type { RoomPage } from './room-frame.ts';
import { roomWordsFor } from './room-words.ts';

/** How the login is now, and the button to one that reaches a level. */
export const strongerLogin = (at: RoomPage, level: LevelOfAssurance, returnTo: string): Html => {
  const { guarded } = roomWordsFor(at.locale);
  return html`<p>${at.loa === null ? guarded.unsaid : guarded.now(at.loa)} ${guarded.hint}</p>
    <p>
      <a class="button button--primary" href="${strongerLoginUrl(level, returnTo)}"
        >${guarded.logIn(level)}</a
      >
    </p>`;
};

/** Where the form of a new message comes back to. */
export const returnToForm = (chosen: string | null): string =>
  chosen === null ? '/write' : `/write?department=${chosen}`;

/** Levels that the login doesn't reach and departments demand, from the lowest on, with the names of those. */
export const demandsBeyond = (
  at: RoomPage,
  departments: readonly RoomDepartment[],
): readonly { readonly level: LevelOfAssurance; readonly names: string }[] =>
  levelsOfAssurance
    .filter((level) => !meets(at.loa, level))
    .map((level) => ({
      level,
      names: departments.filter(({ demands }) => demands === level).map(({ name }) => name),
    }))
    .filter(({ names }) => names.length > 0)
    .map(({ level, names }) => ({ level, names: new Intl.ListFormat(at.locale).format(names) }));
