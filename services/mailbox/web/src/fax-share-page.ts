import { csvOf } from '@kuvert/shared/csv';
import { showNumber } from '@kuvert/shared/phone';
import { shareOf, type FaxShare, type RecipientShare } from '@kuvert/shared/routing/share';
import type { Locale } from '../../src/http/api.ts';
import { deskPage, type DeskPage } from './desk-page.ts';
import { html, type Html } from './html.ts';
import { faxShareEn, type FaxShareWords } from './words/fax-share-en.ts';
import { faxShareSv } from './words/fax-share-sv.ts';

export type Period = 'month' | 'year';
const periods: readonly Period[] = ['month', 'year'];

type Country = 'SE' | 'DK';

export interface FaxSharePage extends DeskPage {
  readonly country: Country;
  readonly department: { readonly id: string; readonly name: string };
  readonly period: Period;
  readonly share: FaxShare;
}

const wordsOf = (locale: Locale): FaxShareWords => (locale === 'sv' ? faxShareSv : faxShareEn);

/** How much of what a department sends still goes by fax, by recipient, without a script. */
export const faxSharePage = (at: FaxSharePage): string => {
  const { locale, department, period, share } = at;
  const words = wordsOf(locale);
  const href = (path: string, of: Period): string =>
    `${path}?${new URLSearchParams({ department: department.id, period: of }).toString()}`;
  return deskPage(
    at,
    words.title,
    html`<main class="desk__main share">
      <h1 class="card__title">${words.title}</h1>
      <p><bdi>${words.lead(department.name)}</bdi></p>
      <nav class="share__nav" aria-label="${words.period}">
        ${periods.map(
          (each) =>
            html`<a
              class="button button--small"
              href="${href('/fax-share', each)}"
              ${each === period && html` aria-current="page"`}
              >${words.periods[each]}</a
            >`,
        )}
        <a class="button button--small button--quiet" href="${href('/fax-share.csv', period)}"
          >${words.export}</a
        >
      </nav>
      ${share.recipients.length === 0 ? html`<p>${words.none}</p>` : found(share, at, words)}
    </main>`,
  );
};

const found = (share: FaxShare, at: FaxSharePage, words: FaxShareWords): Html => {
  const { recipients, faxed, secure, avoidable } = share;
  const all = recipients.reduce((sum, each) => sum + each.faxed + each.secure, 0);
  return html`<section class="share__sum">
      <p class="share__percent">${words.percent(shareOf(share))}</p>
      ${bar(faxed, faxed + secure, words.percent(shareOf(share)))}
      <p>${words.sum(faxed, secure)} ${avoidable > 0 && words.avoidable(avoidable)}</p>
    </section>
    <table class="share__table" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">${words.recipient}</th>
          <th scope="col" role="columnheader" class="share__number">${words.faxed}</th>
          <th scope="col" role="columnheader" class="share__number">${words.secure}</th>
          <th scope="col" role="columnheader">${words.share}</th>
          <th scope="col" role="columnheader">${words.address}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${recipients.map((each) => row(each, at, words))}
      </tbody>
    </table>
    ${all < faxed + secure && html`<p>${words.isMore}</p>`}`;
};

/** On a phone it is laid out as a card: the roles keep it a row of a table. */
const row = (recipient: RecipientShare, at: FaxSharePage, words: FaxShareWords): Html => {
  const { faxed, secure, inHouse, contact } = recipient;
  const number = showNumber(recipient.number, at.country).national;
  const name = contact ?? inHouse;
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      <bdi>${name ?? number}</bdi>${
        name !== null && html`<span class="share__hint"><bdi>${number}</bdi></span>`
      }
    </th>
    <td role="cell" class="share__number" data-label="${words.faxed}">${faxed}</td>
    <td role="cell" class="share__number" data-label="${words.secure}">${secure}</td>
    <td role="cell" class="share__part">
      ${bar(faxed, faxed + secure, words.percent(shareOf(recipient)))}
    </td>
    <td role="cell" class="share__address">
      ${inHouse !== null && html`<bdi class="share__has">${words.inHouse(inHouse)}</bdi>`}
    </td>
  </tr>`;
};

/** The fax's part of a bar, drawn without a style: the page's policy takes none. */
const bar = (part: number, whole: number, word: string): Html =>
  html`<svg
    class="share__bar"
    viewBox="0 0 100 8"
    preserveAspectRatio="none"
    role="img"
    aria-label="${word}"
  >
    <rect class="share__secure" width="100" height="8"></rect>
    <rect class="share__fax" width="${((100 * part) / whole).toFixed(1)}" height="8"></rect>
  </svg>`;

/** The same for a spreadsheet, which knows by the mark at the beginning that it is UTF-8. */
export const faxShareCsv = (share: FaxShare, locale: Locale, country: Country): string => {
  const words = wordsOf(locale);
  const heading = [
    words.recipient,
    '',
    words.faxed,
    words.secure,
    `${words.share} %`,
    words.address,
  ];
  const rows = share.recipients.map((each) => [
    each.contact ?? each.inHouse ?? '',
    showNumber(each.number, country).national,
    each.faxed,
    each.secure,
    shareOf(each),
    each.inHouse ?? '',
  ]);
  return `\uFEFF${csvOf([heading, ...rows])}`;
};
