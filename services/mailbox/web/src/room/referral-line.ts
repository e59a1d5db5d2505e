import type { RoomReferral } from '../../../src/http/api.ts';
import { html, type Html } from '../html.ts';
import { dayName, fullTime, shortTime } from '../time/format-time.ts';
import type { RoomPage } from './room-frame.ts';
import { roomWordsFor } from './room-words.ts';

/**
 * Where a referral is, since when, and until when it wants an answer.
 * @param next what its sender may do now, where there is something and they are not to be led into another link
 */
export const referralLine = (
  { state, at: since, answerBy, isOverdue }: RoomReferral,
  department: string,
  at: RoomPage,
  next: Html | false = false,
): Html => {
  const { referral } = roomWordsFor(at.locale);
  return html`<p class="room__referral room__referral--${state}">
    <span
      ><span class="room__referral-name">${referral.name}:</span>
      <span class="room__word"
        >${state === 'forwarded' ? referral.forwarded(department) : referral.states[state]}</span
      >
      <time datetime="${since}" title="${fullTime(since, at)}"
        >${shortTime(since, at.now, at)}</time
      ></span
    >
    ${next}
    ${
      answerBy !== null &&
      html`<span class="${isOverdue && 'room__overdue'}"
        >${(isOverdue ? referral.overdue : referral.answerBy)(dayName(answerBy, at))}</span
      >`
    }
  </p>`;
};

/** Where the partner writes what is missing, or reads what was answered. */
export const nextStep = (
  { state }: RoomReferral,
  answer: string | null,
  at: RoomPage,
): Html | false => {
  const { referral } = roomWordsFor(at.locale);
  switch (state) {
    case 'on-hold':
      return html`<a href="#answer">${referral.complete}</a>`;
    case 'rejected':
    case 'answered':
      return answer !== null && html`<a href="#m-${answer}">${referral.read}</a>`;
    case 'received':
    case 'accepted':
    case 'forwarded':
      return false;
  }
};
