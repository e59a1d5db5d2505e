import type { Boot, Department, Me, View } from '../../src/http/api.ts';
import { frameClass } from './frame/frame-class.ts';
import { agedOf, counterOf, emptySentence, viewsFor } from './frame/frame-view.ts';
import { outgoingViews } from './frame/outgoing-views.ts';
import { html, type Html } from './html.ts';
import type { Mark } from './list/marks.ts';
import { rowView, type RowView } from './list/row-view.ts';
import { hrefOf, type Outgoing } from './route/route.ts';
import { wordmarkInside } from './wordmark-html.ts';
import { plainWordsFor } from './words/plain-words.ts';
import { wordsFor } from './words/words.ts';

/** What the first paint needs beside the boot data: the time it is, and which message the address names. */
export interface FirstPaintAt {
  readonly now: Date;
  readonly messageId?: string | null;
  readonly outgoing?: Outgoing | null;
}

const mark = ({ kind, word }: Mark): Html =>
  html`<span class="mark mark--${kind}"
    ><span class="icon icon--small"></span><span class="mark__word">${word}</span></span
  >`;

const row = (view: RowView, href: string, isOpen: boolean): Html =>
  html` <a class="row${view.isNew ? ' row--new' : ''}${isOpen ? ' row--open' : ''}" href="${href}">
    <span class="row__dot"></span>
    <span class="row__line"
      ><bdi class="row__from" title="${view.fromFull}">${view.from}</bdi
      ><span class="row__to"><bdi title="${view.toFull}">${view.to}</bdi></span
      ><time class="row__time" datetime="${view.time.iso}" title="${view.time.full}"
        >${view.time.short}</time
      ></span
    >
    <span class="row__line row__line--meta"
      >${view.tsi && html`<bdi class="row__tsi">${view.tsi}</bdi>`}<span class="row__pages"
        >${view.pages}</span
      ><span class="row__marks">${view.marks.map(mark)}</span></span
    >
  </a>`;

const outgoingLinks = (
  me: Me,
  department: Department,
  view: View,
  current: Outgoing | null,
): Html =>
  html`<div class="rail__outgoing">
    ${outgoingViews(department, view, wordsFor(me.locale)).map(
      ({ kind, word, count, route }) =>
        html`<a
          class="rail__view rail__view--${kind}"
          href="${hrefOf(route)}"
          ${current?.kind === kind && html` aria-current="page"`}
          ><span class="icon"></span><span class="rail__word">${word}</span>${
            count &&
            html`<span class="rail__count rail__count--${count.tone}" title="${count.word}"
              >${count.n}</span
            >`
          }</a
        >`,
    )}
  </div>`;

const rail = (me: Me, department: Department, current: View, outgoing: Outgoing | null): Html => {
  const words = wordsFor(me.locale);
  const link = (view: View) => {
    const counter = counterOf(department.counters, view);
    const href = hrefOf({ messageId: null, view, departmentId: department.id });
    return html`<a
      class="rail__view rail__view--${view}"
      href="${href}"
      ${!outgoing && view === current && html` aria-current="page"`}
      ><span class="icon"></span
      ><span class="rail__word">${words.views[view]}</span
      >${counter !== null && html`<span class="rail__count">${counter}</span>`}</a
    >`;
  };
  return html`<nav class="rail" aria-label="${words.frame.views}">
    <div class="rail__department">
      <span class="icon"></span><bdi class="rail__word">${department.name}</bdi>
    </div>
    ${
      department.sending.canSend &&
      html`<div class="button rail__write">
        <span class="icon"></span><span class="rail__word">${words.sending.write}</span>
      </div>`
    }
    ${viewsFor(department).map(link)} ${outgoingLinks(me, department, current, outgoing)}
  </nav>`;
};

const listOf = (boot: Boot, department: Department, at: FirstPaintAt): Html => {
  const { me, view, list } = boot;
  const words = wordsFor(me.locale);
  const aged = agedOf(department.counters, view, words);
  const rows = (list?.messages ?? []).map((message) =>
    row(
      rowView(message, me, at.now),
      hrefOf({ messageId: message.id, view, departmentId: department.id }),
      message.id === at.messageId,
    ),
  );
  return html`<section class="list">
    <div class="list__head">
      <h2 class="list__title">${words.views[view]}</h2>
      ${aged.map(({ tone, word }) => html`<span class="aged aged--${tone}"><span class="icon icon--small"></span>${word}</span>`)}
    </div>
    ${
      rows.length > 0
        ? html`<div class="list__rows">${rows}</div>`
        : list && html`<p class="list__empty">${emptySentence(me, department, view, at.now)}</p>`
    }
  </section>`;
};

/**
 * The inside of `<div id="root">`: frame and first rows with the class names of the application, which
 * replaces them when it has loaded. Icons are empty boxes of the right size until then. Nothing without
 * a department: the server answers with `noDepartmentPage` then.
 */
export const firstPaint = (boot: Boot, at: FirstPaintAt): string => {
  const { me } = boot;
  const department = me.departments.find(({ id }) => id === boot.departmentId) ?? me.departments[0];
  if (!department) return '';
  const outgoing = at.outgoing ?? null;
  return html`<div class="${frameClass(at.messageId, outgoing)}">
    <header class="topbar">
      <h1 class="wordmark">${wordmarkInside}</h1>
      <span class="topbar__space"></span>
      <bdi class="topbar__person">${me.person.name}</bdi>
    </header>
    ${rail(me, department, boot.view, outgoing)}
    <main class="frame__main">
      ${outgoing ? html`<section class="list"></section>` : listOf(boot, department, at)}
      <section class="reader" aria-busy="${at.messageId ? 'true' : 'false'}"></section>
    </main>
    <noscript
      ><p class="notice notice--attention">${plainWordsFor(me.locale).needsScript}</p></noscript
    >
  </div>`.text;
};
