import type { ProviderHour } from '@kuvert/shared/providers/provider';

import { html, type Html } from '../html.ts';
import { shortTime, type TimeZoneAndLocale } from '../time/format-time.ts';
import type { ProvidersWords } from '../words/providers-en.ts';

interface Shown extends TimeZoneAndLocale {
  readonly now: Date;
}

const hourMs = 3_600_000;
const shownHours = 24;
/** Of the drawing, in its own units: a slot an hour, and as high as the busiest hour, with room for a mark above. */
const slot = 10;
const bar = 7;
const high = 26;
const middle = 36;

const lengthOf = (n: number, most: number): number =>
  n === 0 ? 0 : Math.max(1.5, (n / Math.max(most, 1)) * high);

/** Each of the last 24 hours, the oldest first; those in which nothing was count none. */
const lastDay = (hours: readonly ProviderHour[], now: Date): readonly ProviderHour[] => {
  const latest = Math.floor(now.getTime() / hourMs) * hourMs;
  return Array.from({ length: shownHours }, (_, index) => {
    const hour = new Date(latest - (shownHours - 1 - index) * hourMs);
    const known = hours.find((each) => each.hour.getTime() === hour.getTime());
    return known ?? { carrier: '', hour, in: 0, out: 0, failed: 0 };
  });
};

/** What came above the line, what went below it, and a diamond over hours in which something failed; the same as a table. */
export const hoursOf = (
  hours: readonly ProviderHour[],
  shown: Shown,
  { hours: words }: ProvidersWords,
): Html => {
  const day = lastDay(hours, shown.now);
  const sum = (of: (each: ProviderHour) => number): number =>
    day.reduce((total, each) => total + of(each), 0);
  const totals = [sum((each) => each.in), sum((each) => each.out), sum((each) => each.failed)];
  if (totals.every((total) => total === 0))
    return html`<p class="provider__quiet">${words.nothing}</p>`;
  const [ins = 0, outs = 0, failed = 0] = totals;
  return html`<figure class="hours">
      <svg
        class="hours__picture"
        viewBox="0 0 ${shownHours * slot} ${heightOf(day)}"
        role="img"
        aria-label="${words.figure(ins, outs, failed)}"
      >
        ${barsOf(day)}
      </svg>
      <figcaption class="hours__legend">
        <span>${words.from}</span>
        <span class="hours__keys">
          <span class="hours__key hours__key--in">${words.legendIn}</span>
          <span class="hours__key hours__key--out">${words.legendOut}</span>
          <span class="hours__key hours__key--failed">${words.legendFailed}</span>
        </span>
        <span>${words.to}</span>
      </figcaption>
    </figure>
    <details class="hours__more">
      <summary>${words.table}</summary>
      ${tableOf(day, shown, words)}
    </details>`;
};

const mostOf = (day: readonly ProviderHour[], way: 'in' | 'out'): number =>
  Math.max(...day.map((each) => each[way]));

const busiestOf = (day: readonly ProviderHour[]): number =>
  Math.max(mostOf(day, 'in'), mostOf(day, 'out'));

const heightOf = (day: readonly ProviderHour[]): number =>
  Math.ceil(middle + lengthOf(mostOf(day, 'out'), busiestOf(day)) + 2);

const barsOf = (day: readonly ProviderHour[]): Html => {
  const busiest = busiestOf(day);
  const length = (n: number): number => lengthOf(n, busiest);
  return html`${day.map((each, index) => {
      const x = index * slot + (slot - bar) / 2;
      const up = length(each.in);
      return html`<rect
          class="hours__in"
          x="${x}"
          y="${middle - up}"
          width="${bar}"
          height="${up}"
        />
        <rect
          class="hours__out"
          x="${x}"
          y="${middle}"
          width="${bar}"
          height="${length(each.out)}"
        />
        ${each.failed > 0 && diamond(x + bar / 2, middle - up - 5)}`;
    })} <path class="hours__line" d="M0 ${middle}H${shownHours * slot}" />`;
};

const diamond = (x: number, y: number): Html =>
  html`<path class="hours__failed" d="M${x} ${y - 4}l4 4l-4 4l-4-4z" />`;

const tableOf = (
  day: readonly ProviderHour[],
  shown: Shown,
  { columns }: ProvidersWords['hours'],
): Html =>
  html`<table class="hours__table">
    <thead>
      <tr>
        ${Object.values(columns).map((column) => html`<th scope="col">${column}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${day
        .filter((each) => each.in + each.out + each.failed > 0)
        .map(
          (each) =>
            html`<tr>
              <th scope="row">${shortTime(each.hour.toISOString(), shown.now, shown)}</th>
              <td>${each.in}</td>
              <td>${each.out}</td>
              <td>${each.failed}</td>
            </tr>`,
        )}
    </tbody>
  </table>`;
