import { showNumber } from '@kuvert/shared/phone';

import { html, type Html } from '../html.ts';
import type { AdminWords } from '../words/admin-en.ts';
import type { AdministeredDepartment } from './administered.ts';
import { adminPage, adminWarning, adminWords, type AdminDesk } from './admin-page.ts';
import { openOf, type Shown } from './department-parts.ts';
import { adminForm, choiceField } from './form-parts.ts';

export interface CloseDepartmentPage extends AdminDesk, Pick<Shown, 'country'> {
  readonly department: AdministeredDepartment;
  /** Of the house: where its numbers can lead. */
  readonly departments: readonly AdministeredDepartment[];
}

/** Before a department is closed down: what happens then, or what has to be seen to first. */
export const closeDepartmentPage = (at: CloseDepartmentPage): string => {
  const words = adminWords(at.locale);
  const { closing } = words;
  const { department } = at;
  const to = `/admin/departments/${department.id}`;
  const obstacles = obstaclesTo(at, words);
  const title = closing.titleOf(department.name);
  return adminPage(
    at,
    'departments',
    title,
    html`<p class="admin__back"><a href="${to}">${closing.back(department.name)}</a></p>
      <h1 class="card__title"><bdi>${title}</bdi></h1>
      ${
        obstacles.length > 0
          ? html`<p class="admin__lead">${closing.first}</p>
              ${obstacles.map(adminWarning)}
              <p><a class="button" href="${to}">${closing.back(department.name)}</a></p>`
          : html`<ul class="admin__points">
                ${pointsOf(at, words).map((point) => html`<li>${point}</li>`)}
              </ul>
              ${adminForm(
                at,
                { to, does: 'close' },
                html`${department.numbers.length > 0 && numbersField(at, words)}
                  <div class="admin__choice">
                    <button class="button button--primary" type="submit">${closing.button}</button>
                    <a class="button" href="${to}">${words.forms.cancel}</a>
                  </div>`,
              )}`
      }`,
  );
};

/** What has to be seen to first; the database asks the same. */
const obstaclesTo = (
  { department, departments }: CloseDepartmentPage,
  { said, closing }: AdminWords,
): readonly string[] => {
  const { name, numbers, members, untaken, addresses, unassigned, closedDownAt } = department;
  if (closedDownAt) return [said.same];
  if (unassigned) return [said['close-unassigned'](name)];
  const isNowhere = numbers.length > 0 && openOf(departments).length < 2;
  return [
    ...(untaken > 0 ? [closing.untaken(untaken)] : []),
    ...(addresses.length > 0 ? [closing.addresses(addresses.join(', '))] : []),
    ...(members === 0 ? [said['close-nobody'](name)] : []),
    ...(isNowhere ? [said['close-nowhere'](name)] : []),
  ];
};

const pointsOf = (
  { department, country }: CloseDepartmentPage,
  { closing }: AdminWords,
): readonly string[] => {
  const numbers = department.numbers.map((number) => showNumber(number, country).national);
  return [
    numbers.length > 0 ? closing.numbers(numbers.join(', ')) : closing.noNumbers,
    closing.noForwarding,
    closing.members(department.members),
    closing.sending,
    closing.wayBack,
  ];
};

const numbersField = (
  { department, departments }: CloseDepartmentPage,
  { closing }: AdminWords,
): Html => {
  const open = openOf(departments).filter(({ id }) => id !== department.id);
  const unassigned = open.find((each) => each.unassigned);
  return choiceField({
    id: 'numbers-to',
    name: 'numbersTo',
    label: closing.numbersTo,
    chosen: 'unassigned',
    choices: [
      ...(unassigned ? [['unassigned', unassigned.name] as const] : []),
      ...open.filter((each) => !each.unassigned).map(({ id, name }) => [id, name] as const),
    ],
  });
};
