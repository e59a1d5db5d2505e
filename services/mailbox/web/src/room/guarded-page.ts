import type { GuardedConversation } from '../../../src/http/api.ts';
import { html } from '../html.ts';
import { strongerLogin } from './stronger-login.ts';
import { roomFrame, type RoomPage } from './room-frame.ts';
import { roomWordsFor } from './room-words.ts';

/** A conversation that the login is too weak for: nothing of it, and the way to a stronger one, which comes back to it. */
export const guardedPage = (
  at: RoomPage,
  { id, department, demands }: GuardedConversation,
): string => {
  const words = roomWordsFor(at.locale);
  return roomFrame(
    at,
    words.guarded.title,
    html`<main class="desk__main">
      <p><a href="/">${words.back}</a></p>
      <h1 class="card__title">${words.guarded.title}</h1>
      <p>${words.guarded.text(department, demands)}</p>
      ${strongerLogin(at, demands, `/c/${id}`)}
    </main>`,
  );
};
