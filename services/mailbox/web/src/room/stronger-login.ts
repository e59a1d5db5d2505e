import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';

import { html, type Html } from '../html.ts';
import type { RoomPage } from './room-frame.ts';
import { roomWordsFor } from './room-words.ts';

/** How the login is now, and the button to one that reaches a level; it comes back to `returnTo`. */
export const strongerLogin = (at: RoomPage, level: LevelOfAssurance, returnTo: string): Html => {
  const { guarded } = roomWordsFor(at.locale);
  const query = new URLSearchParams({ loa: level, return: returnTo });
  return html`<p>${at.loa === null ? guarded.unsaid : guarded.now(at.loa)} ${guarded.hint}</p>
    <p>
      <a class="button button--primary" href="/login/start?${query.toString()}"
        >${guarded.logIn(level)}</a
      >
    </p>`;
};
