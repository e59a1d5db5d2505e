import type { OpenedConversation, RoomMessage } from '../../../src/http/api.ts';
import { html, type Html } from '../html.ts';
import { dayName, fullTime, shortTime } from '../time/format-time.ts';
import { nextStep, referralLine } from './referral-line.ts';
import { roomFrame, type RoomPage } from './room-frame.ts';
import { roomWordsFor } from './room-words.ts';
import { writeForm } from './write-form.ts';

/** A conversation, oldest first, with the answer in one step at its end. */
export const conversationPage = (
  at: RoomPage,
  conversation: OpenedConversation,
  { id }: { readonly id: string },
): string => {
  const words = roomWordsFor(at.locale);
  const { label, department, messages, answers, closedUntil } = conversation;
  const last = messages.length - 1;
  const isOnHold = messages.some(({ referral }) => referral?.state === 'on-hold');
  return roomFrame(
    at,
    words.about(label, department),
    html`<main class="desk__main">
      <p><a href="/">${words.back}</a></p>
      <h1 class="card__title"><bdi>${label}</bdi></h1>
      <ol class="room__messages">
        ${messages.map((message, index) => messageOf(message, at, answers, index === last))}
      </ol>
      <section class="room__answer" aria-labelledby="answer">
        <h2 id="answer">
          ${isOnHold ? words.referral.completing : answers === null ? words.form.more : words.form.answer}
        </h2>
        ${closedUntil !== null && html`<p class="room__closed">${words.form.closed(department, dayName(closedUntil, at))}</p>`}
        ${writeForm(at, id, {
          kind: 'answer',
          functionId: conversation.functionId,
          departmentId: conversation.departmentId,
          conversationId: conversation.id,
          answers,
          label,
        })}
      </section>
      <p class="field__hint">${words.recorded}</p>
    </main>`,
  );
};

/** The pages of a department's, where it is the last, are open from the start. */
const messageOf = (
  message: RoomMessage,
  at: RoomPage,
  answer: string | null,
  isLast: boolean,
): Html => {
  const words = roomWordsFor(at.locale);
  const { id, isOurs, department, writer, text, pages, files, referral } = message;
  return html`<li id="m-${id}" class="room__message ${isOurs && 'room__message--ours'}">
    <h2 class="room__from">
      <bdi>${isOurs ? words.ours(writer) : words.theirs(department, writer)}</bdi>
    </h2>
    ${referral !== null && referralLine(referral, department, at, nextStep(referral, answer, at))}
    ${statesOf(message, at)} ${text !== '' && html`<p class="room__text">${text}</p>`}
    ${
      files.length > 0 &&
      html`<ul class="room__states">
        ${files.map(({ name, pages: own }) => html`<li><bdi>${name}</bdi>, ${words.pages(own)}</li>`)}
      </ul>`
    }
    <details class="room__pages" ${isLast && !isOurs && html`open`}>
      <summary>${words.showPages(pages)}</summary>
      ${Array.from({ length: pages }, (_, index) => index + 1).map(
        (page) =>
          html`<img
            class="room__page"
            src="/m/${id}/pages/${page}"
            width="900"
            height="1273"
            loading="lazy"
            alt="${words.pageAlt(page, pages)}"
          />`,
      )}
    </details>
    <p><a class="button button--small" href="/m/${id}/document">${words.save}</a></p>
  </li>`;
};

const statesOf = ({ isOurs, at: sentAt, takenAt, answeredAt }: RoomMessage, at: RoomPage): Html => {
  const words = roomWordsFor(at.locale);
  const said = (iso: string, say: (time: string) => string): Html =>
    html`<li>
      <time datetime="${iso}" title="${fullTime(iso, at)}">${say(shortTime(iso, at.now, at))}</time>
    </li>`;
  if (!isOurs)
    return html`<ul class="room__states">
      ${said(sentAt, words.came)}
    </ul>`;
  return html`<ul class="room__states">
    ${said(sentAt, words.sent)}
    ${takenAt === null ? answeredAt === null && html`<li>${words.notTaken}</li>` : said(takenAt, words.taken)}
    ${answeredAt !== null && said(answeredAt, words.answered)}
  </ul>`;
};
