import { meets } from '@kuvert/shared/level-of-assurance';

import type { RoomConversation, RoomConversations } from '../../../src/http/api.ts';
import { html, type Html } from '../html.ts';
import { fullTime, shortTime } from '../time/format-time.ts';
import { referralLine } from './referral-line.ts';
import { noFunctionMain, roomFrame, type RoomPage } from './room-frame.ts';
import { roomWordsFor } from './room-words.ts';

/** Conversations with departments, the newest first; nothing of them is opened here. */
export const conversationsPage = (
  at: RoomPage,
  list: RoomConversations & { readonly isFirst: boolean },
): string => {
  const words = roomWordsFor(at.locale);
  if (at.functions.length === 0) return roomFrame(at, words.name, noFunctionMain(at));
  const { conversations, older, isFirst } = list;
  return roomFrame(
    at,
    words.conversations,
    html`<main class="desk__main">
      <div class="room__head">
        <h1 class="card__title">${words.conversations}</h1>
        <a class="button button--primary" href="/write">${words.write}</a>
      </div>
      ${
        conversations.length === 0
          ? html`<p>${words.empty}</p>`
          : html`<ol class="room__list">
              ${conversations.map((each) => rowOf(each, at))}
            </ol>`
      }
      <p class="room__pager">
        ${!isFirst && html`<a href="/">${words.newest}</a>`}
        ${
          older !== null &&
          html`<a href="/?${new URLSearchParams({ before: older }).toString()}">${words.older}</a>`
        }
      </p>
    </main>`,
  );
};

const rowOf = (
  { id, department, functionName, count, demands, state, referral }: RoomConversation,
  at: RoomPage,
): Html => {
  const words = roomWordsFor(at.locale);
  const time = shortTime(state.at, at.now, at);
  const unit = at.functions.length > 1 && html`<bdi class="room__meta">${functionName}</bdi>`;
  return html`<li>
    <a class="room__row room__row--${state.kind}" href="/c/${id}">
      <bdi class="room__who">${department}</bdi>
      <span class="room__state">
        <span class="room__word">${words.states[state.kind]}</span>
        <time datetime="${state.at}" title="${fullTime(state.at, at)}"
          >${words.stateAt[state.kind](time)}</time
        >
      </span>
      ${referral !== null && referralLine(referral, department, at)}
      <span class="room__meta">
        ${words.messages(count)}${!meets(at.loa, demands) && html`, ${words.demands(demands)}`}
      </span>
      ${unit}
    </a>
  </li>`;
};
