import { showNumber } from '@kuvert/shared/phone';

import type { AdministeredDepartment } from './administered.ts';
import { html, type Html } from '../html.ts';
import { fullTime, shortTime, type TimeZoneAndLocale } from '../time/format-time.ts';
import type { AdminWords } from '../words/admin-en.ts';

export interface Shown extends TimeZoneAndLocale {
  readonly now: Date;
  readonly country: 'SE' | 'DK';
}

/** "+46 225-11 11 11" as one says it in the country. */
export const numbersOf = (
  { numbers }: Pick<AdministeredDepartment, 'numbers'>,
  { country }: Pick<Shown, 'country'>,
  words: AdminWords,
): Html =>
  numbers.length === 0
    ? html`<span class="admin__soft">${words.departments.noNumber}</span>`
    : html`<ul class="admin__numbers">
        ${numbers.map((number) => html`<li title="${number}">${showNumber(number, country).national}</li>`)}
      </ul>`;

export const timeOf = (at: Date, shown: Shown): Html =>
  html`<time datetime="${at.toISOString()}" title="${fullTime(at.toISOString(), shown)}"
    >${shortTime(at.toISOString(), shown.now, shown)}</time
  >`;

export const lastFax = (
  { lastReceivedAt, untaken }: AdministeredDepartment,
  shown: Shown,
  { departments: words }: AdminWords,
): Html =>
  html`${lastReceivedAt ? timeOf(lastReceivedAt, shown) : html`<span class="admin__soft">${words.never}</span>`}
  ${untaken > 0 && html`<span class="admin__hint">${words.untaken(untaken)}</span>`}`;

/** What a login must be, and that an exception lets it be less. */
export const demandsOf = (
  { demands, leastDemands }: AdministeredDepartment,
  { departments: words }: AdminWords,
): Html =>
  html`${words.demandsAt(demands)}
  ${
    leastDemands !== demands &&
    html`<span class="admin__hint"
      >${leastDemands === null ? words.demandsAny : words.demandsLess(leastDemands)}</span
    >`
  }`;

/** What there is to see to, the worst first. */
export const warningsOf = (
  department: AdministeredDepartment,
  { warnings }: AdminWords,
): readonly string[] => {
  const { handlers, members, openedBy, seen, administrators, leastDemands, demands } = department;
  // what is there is read by somebody, and nothing comes any more
  if (department.closedDownAt) return members === 0 ? [warnings.noReader] : [];
  if (handlers === 0) return [warnings.noMember];
  return [
    ...(seen > 0 && openedBy === 0 ? [warnings.nobodyOpens(leastDemands ?? demands)] : []),
    ...(administrators === 0 ? [warnings.noAdministrator] : []),
  ];
};

/** What one may want to know, and need not see to: nobody was here, as in a house that is new, or after a holiday. */
export const noteOf = (
  { handlers, seen, closedDownAt }: AdministeredDepartment,
  { warnings }: AdminWords,
): Html | undefined =>
  handlers > 0 && seen === 0 && closedDownAt === null
    ? html`<p class="admin__hint">${warnings.nobodySeen}</p>`
    : undefined;

/** Where numbers can lead. */
export const openOf = (
  departments: readonly AdministeredDepartment[],
): readonly AdministeredDepartment[] =>
  departments.filter(({ closedDownAt }) => closedDownAt === null);
