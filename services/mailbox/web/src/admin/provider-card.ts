import { showNumber } from '@kuvert/shared/phone';
import type { JudgedProvider } from '@kuvert/shared/providers/advice';
import type { ProviderCounts, ProviderHour } from '@kuvert/shared/providers/provider';

import { html, type Html } from '../html.ts';
import type { ProvidersWords } from '../words/providers-en.ts';
import { languageTags } from '../words/words.ts';
import { timeOf, type Shown } from './department-parts.ts';
import { hoursOf } from './provider-hours.ts';
import { nameOf, stateOf } from './provider-state.ts';

/** More numbers than these are a list of their own: /admin/numbers. */
const mostNumbers = 6;

/** A way for faxes or messages: how it goes, what came and went, and by the hour. */
export const providerCard = (
  provider: JudgedProvider,
  hours: readonly ProviderHour[],
  shown: Shown,
  words: ProvidersWords,
): Html => {
  const { verdict } = provider;
  return html`<li class="provider provider--${verdict.state}">
    <h3 class="provider__name">${nameOf(provider, words)}</h3>
    ${stateOf(provider, shown, words)}
    ${verdict.state !== 'off' && factsOf(provider, hours, shown, words)}
  </li>`;
};

const factsOf = (
  provider: JudgedProvider,
  hours: readonly ProviderHour[],
  shown: Shown,
  words: ProvidersWords,
): Html => {
  const { facts } = provider;
  const names = words.facts;
  return html`${hoursOf(hours, shown, words)}
    <dl class="provider__facts">
      ${fact(names.day, countsOf(facts.day, shown, words))}
      ${fact(names.week, countsOf(facts.week, shown, words))}
      ${fact(names.lastIn, timeOr(facts.lastInAt, shown, words))}
      ${fact(names.lastOut, timeOr(facts.lastOutAt, shown, words))}
      ${fact(names.lastFailure, failureOf(provider, shown, words))}
      ${fact(names.waiting, waitingOf(provider, shown, words))}
      ${fact(names.underWay, html`${facts.underWay ?? 0}`)}
      ${facts.numbers.length > 0 && fact(names.numbers, numbersOf(facts.numbers, shown, words))}
    </dl>`;
};

const fact = (name: string, value: Html): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

export const timeOr = (at: Date | null, shown: Shown, words: ProvidersWords): Html =>
  at ? timeOf(at, shown) : html`<span class="admin__soft">${words.never}</span>`;

/** When, with the stable code. */
export const failureOf = (
  { facts: { lastFailureAt, failureCode } }: JudgedProvider,
  shown: Shown,
  words: ProvidersWords,
): Html =>
  lastFailureAt
    ? html`${timeOf(lastFailureAt, shown)} <code>${failureCode ?? ''}</code>`
    : html`<span class="admin__soft">${words.never}</span>`;

/** How many, and since when the first. */
export const waitingOf = (
  { facts: { waiting, waitingSince } }: JudgedProvider,
  shown: Shown,
  words: ProvidersWords,
): Html =>
  waiting === 0 || waitingSince === null
    ? html`<span class="admin__soft">${words.none}</span>`
    : html`${words.waitingSince(waiting)} ${timeOf(waitingSince, shown)}`;

const countsOf = (counts: ProviderCounts | null, shown: Shown, words: ProvidersWords): Html => {
  if (!counts) return html`<span class="admin__soft">${words.never}</span>`;
  const all = counts.in + counts.out;
  return html`${words.in(counts.in)} · ${words.out(counts.out)}
  ${counts.failed > 0 && html`<span class="provider__failed">${words.failed(counts.failed, percentOf(counts.failed, all, shown))}</span>`}
  ${(counts.notArrived ?? 0) > 0 && html`<span class="admin__hint">${words.notArrived(counts.notArrived ?? 0)}</span>`}`;
};

/** Of what came and went: at most all of it. */
export const percentOf = (part: number, all: number, { locale }: Shown): string =>
  new Intl.NumberFormat(languageTags[locale], {
    style: 'percent',
    maximumFractionDigits: 1,
  }).format(all === 0 ? 1 : Math.min(1, part / all));

const numbersOf = (numbers: readonly string[], { country }: Shown, words: ProvidersWords): Html =>
  html`<ul class="admin__numbers">
    ${numbers.slice(0, mostNumbers).map((number) => html`<li title="${number}">${showNumber(number, country).national}</li>`)}
    ${numbers.length > mostNumbers && html`<li><a href="/admin/numbers">${words.numbersMore(numbers.length - mostNumbers)}</a></li>`}
  </ul>`;
