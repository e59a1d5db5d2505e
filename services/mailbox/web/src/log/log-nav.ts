import { html, type Html } from '../html.ts';
import type { LogWords } from '../words/log-en.ts';

const places = { search: '/log', reviews: '/log/reviews', glass: '/log/break-glass' } as const;

/** The parts of the log, above each. */
export const logNav = (here: keyof typeof places, words: LogWords): Html =>
  html`<nav class="share__nav" aria-label="${words.nav}">
    ${(['search', 'reviews', 'glass'] as const).map(
      (place) =>
        html`<a
          class="button button--small"
          href="${places[place]}"
          ${place === here && html` aria-current="page"`}
          >${words[place]}</a
        >`,
    )}
  </nav>`;
