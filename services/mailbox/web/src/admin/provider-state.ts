import { adviceOf, type JudgedProvider } from '@kuvert/shared/providers/advice';
import type { ProviderKind } from '@kuvert/shared/providers/provider';
import type { ProviderState } from '@kuvert/shared/providers/verdict';

import type { Locale } from '../../../src/http/api.ts';
import { html, type Html } from '../html.ts';
import { providersEn, type ProvidersWords } from '../words/providers-en.ts';
import { providersSv } from '../words/providers-sv.ts';
import { timeOf, type Shown } from './department-parts.ts';

export const providersWords = (locale: Locale): ProvidersWords =>
  locale === 'sv' ? providersSv : providersEn;

/** A shape each, so that none is told by its colour alone. */
const shapes: Readonly<Record<ProviderState, Html>> = {
  failing: html`<path d="M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8z" />
    <path d="m9 9 6 6" />
    <path d="m15 9-6 6" />`,
  silent: html`<circle cx="12" cy="12" r="9.5" stroke-dasharray="4 3.5" />
    <path d="M9.4 9.2a2.7 2.7 0 0 1 5.2.9c0 1.8-2.6 2.2-2.6 4" />
    <path d="M12 17h.01" />`,
  troubled: html`<path
      d="m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3"
    />
    <path d="M12 9v4" />
    <path d="M12 17h.01" />`,
  works: html`<circle cx="12" cy="12" r="9.5" /> <path d="m8 12.5 2.8 2.8L16 9.6" />`,
  off: html`<circle cx="12" cy="12" r="9.5" /> <path d="M8 12h8" />`,
};

export const stateIcon = (state: ProviderState, size: 'small' | 'large' = 'small'): Html =>
  html`<svg
    class="icon ${size === 'small' ? 'icon--small' : ''}"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${shapes[state]}
  </svg>`;

/** Icon, word and colour, since when, the code, and what to do. */
export const stateOf = (provider: JudgedProvider, shown: Shown, words: ProvidersWords): Html => {
  const { state, since, code } = provider.verdict;
  const advice = adviceOf(provider.facts, provider.verdict);
  return html`<div class="provider__state">
    <p class="provider__word provider__word--${state}">
      ${stateIcon(state)}
      <span
        >${words.states[state]}${since && html` <span class="provider__since">${words.since} ${timeOf(since, shown)}</span>`}</span
      >
    </p>
    ${
      advice &&
      html`<p class="provider__advice">
        ${words.advice[advice]}
        <span class="provider__code">${words.code} <code>${code}</code></span>
      </p>`
    }
  </div>`;
};

/** Those of which there is one: the name would say the kind again. */
const single: readonly ProviderKind[] = [
  ...(['sdk', 'mail', 'openid', 'saml', 'cards', 'keys', 'text', 'checkpoints', 'clock'] as const),
];

/** "Carrier telnyx", "Database PostgreSQL", "Mail server". */
export const nameOf = ({ facts }: JudgedProvider, words: ProvidersWords): string =>
  single.includes(facts.kind)
    ? words.kinds[facts.kind]
    : `${words.kinds[facts.kind]} ${words.names[facts.name] ?? facts.name}`;
