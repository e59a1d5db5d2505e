import { blameOf, type Blame, type JudgedProvider } from '@kuvert/shared/providers/advice';
import type { ProviderHour, ProviderKind } from '@kuvert/shared/providers/provider';
import type { ProviderState } from '@kuvert/shared/providers/verdict';

import { html, type Html } from '../html.ts';
import type { ProvidersWords } from '../words/providers-en.ts';
import { adminPage, type AdminDesk } from './admin-page.ts';
import { timeOf, type Shown } from './department-parts.ts';
import { failureOf, percentOf, providerCard, timeOr, waitingOf } from './provider-card.ts';
import { nameOf, providersWords, stateIcon, stateOf } from './provider-state.ts';

export interface ProvidersPage extends AdminDesk, Shown {
  /** What to look at first before. */
  readonly providers: readonly JudgedProvider[];
  readonly hours: readonly ProviderHour[];
  /** Whether the page comes again by itself. */
  readonly again: boolean;
}

const everySeconds = 60;
const here = '/admin/providers';
/** Comes from the page itself, and not from somebody who does something: it keeps no session going. */
const byItself = `${here}?again=1`;

const ways: readonly ProviderKind[] = ['carrier', 'sdk'];
const ours: readonly ProviderKind[] = [
  ...(['service', 'database', 'objects', 'bell', 'keys', 'text', 'checkpoints', 'clock'] as const),
];

/** How everything goes that the house leans on: carriers as cards with their hours, all else in rows. */
export const providersPage = (at: ProvidersPage): string => {
  const words = providersWords(at.locale);
  const { providers, again } = at;
  const of = (is: (kind: ProviderKind) => boolean): readonly JudgedProvider[] =>
    providers.filter(({ facts }) => is(facts.kind));
  const carriers = of((kind) => ways.includes(kind));
  return adminPage(
    again ? { ...at, refreshes: { seconds: everySeconds, to: byItself } } : at,
    'providers',
    words.title,
    html`<h1 class="card__title">${words.title}</h1>
      <p class="admin__lead">${words.lead}</p>
      ${providers.length === 0 ? html`<p>${words.nothing}</p>` : blameLine(blameOf(providers), words)}
      <p class="admin__hint">
        ${words.updated} ${timeOf(at.now, at)}. ${again && words.refreshes}
        <a href="${again ? here : byItself}">${again ? words.stop : words.start}</a>
        ${!again && html` · <a href="${here}">${words.now}</a>`}
      </p>
      <section class="admin__part" aria-labelledby="carriers">
        <h2 id="carriers">${words.groups.carriers}</h2>
        ${carriers.length === 0 && html`<p>${words.noCarrier}</p>`}
        <ul class="providers">
          ${carriers.map((each) =>
            providerCard(
              each,
              at.hours.filter(({ carrier }) => carrier === each.facts.name),
              at,
              words,
            ),
          )}
        </ul>
        ${carriers.length > 0 && html`<p class="admin__hint">${words.failedHint}</p>`}
      </section>
      ${tableOf(
        'others',
        of((kind) => ![...ways, ...ours].includes(kind)),
        at,
        words,
      )}
      ${tableOf(
        'ours',
        of((kind) => ours.includes(kind)),
        at,
        words,
      )}`,
  );
};

const looks: Readonly<Record<Blame, ProviderState>> = {
  well: 'works',
  watch: 'troubled',
  us: 'failing',
  network: 'failing',
  them: 'failing',
};

const blameLine = (blame: Blame, words: ProvidersWords): Html =>
  html`<p class="providers__blame providers__blame--${looks[blame]}">
    ${stateIcon(looks[blame], 'large')} <span>${words.blame[blame]}</span>
  </p>`;

const tableOf = (
  group: 'others' | 'ours',
  rows: readonly JudgedProvider[],
  at: ProvidersPage,
  words: ProvidersWords,
): Html => {
  const { columns } = words;
  if (rows.length === 0) return html``;
  return html`<section class="admin__part" aria-labelledby="${group}">
    <h2 id="${group}">${words.groups[group]}</h2>
    <table class="admin__table providers__table" role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${Object.values(columns).map((column) => html`<th scope="col" role="columnheader">${column}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map((row) => rowOf(row, at, words))}
      </tbody>
    </table>
  </section>`;
};

const rowOf = (provider: JudgedProvider, at: ProvidersPage, words: ProvidersWords): Html => {
  const { columns } = words;
  const { lastSuccessAt } = provider.facts;
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      <bdi>${nameOf(provider, words)}</bdi>${more(provider, at, words)}
    </th>
    <td role="cell" class="providers__state" data-label="${columns.state}">
      ${stateOf(provider, at, words)}
    </td>
    <td role="cell" data-label="${columns.success}">${timeOr(lastSuccessAt, at, words)}</td>
    <td role="cell" data-label="${columns.failure}">${failureOf(provider, at, words)}</td>
  </tr>`;
};

/** What is known besides: the end of a list, mail of the day, work that waits. */
const more = (provider: JudgedProvider, at: ProvidersPage, words: ProvidersWords): Html => {
  const { goodUntil, waiting, day } = provider.facts;
  const failed = day?.failed ?? 0;
  return html`${goodUntil && html`<span class="admin__hint">${words.facts.goodUntil} ${timeOf(goodUntil, at)}</span>`}
  ${day && html`<span class="admin__hint">${words.facts.day}: ${words.sent(day.out)}${failed > 0 && html` · ${words.failed(failed, percentOf(failed, day.out + failed, at))}`}</span>`}
  ${waiting > 0 && html`<span class="admin__hint">${words.facts.waits}: ${waitingOf(provider, at, words)}</span>`}`;
};
