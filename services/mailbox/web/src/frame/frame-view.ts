import type { Counters, Department, Me, View } from '../../../src/http/api.ts';
import { views } from '../route/route.ts';
import { shortTime } from '../time/format-time.ts';
import { wordsFor, type Words } from '../words/words.ts';

/** Views of what came in that are of use to a person in the department: who takes nothing has none of their own. */
export const viewsFor = ({ role }: Pick<Department, 'role'>): readonly View[] =>
  role === 'reader' ? views.filter((view) => view !== 'mine') : views;

/** The number beside a view; none where it would only grow. */
export const counterOf = (counters: Counters, view: View): number | null => {
  switch (view) {
    case 'new':
    case 'mine':
    case 'taken':
    case 'attention':
    case 'referrals':
      return counters[view] || null;
    case 'quarantine':
      return counters.quarantineUnseen || null;
    case 'done':
    case 'all':
      return null;
  }
};

/** How long things have waited, the worse first; one sees it before one counts. */
export interface Aged {
  readonly tone: 'waiting' | 'overdue';
  readonly word: string;
}

export const agedOf = (counters: Counters, view: View, words: Words): Aged[] => {
  const aged: Aged[] = [];
  if (view === 'new' && counters.newOverADay > 0)
    aged.push({ tone: 'overdue', word: words.aged.overADay(counters.newOverADay) });
  const overAnHour = counters.newOverAnHour - counters.newOverADay;
  if (view === 'new' && overAnHour > 0)
    aged.push({ tone: 'waiting', word: words.aged.overAnHour(overAnHour) });
  if (view === 'taken' && counters.takenOverADay > 0)
    aged.push({ tone: 'overdue', word: words.aged.overADay(counters.takenOverADay) });
  if (view === 'referrals' && counters.referralsOverdue > 0)
    aged.push({ tone: 'overdue', word: words.aged.referrals(counters.referralsOverdue) });
  if (view === 'quarantine' && counters.quarantineUnseenOverAWeek > 0)
    aged.push({ tone: 'overdue', word: words.aged.overAWeek });
  return aged;
};

/** "Nothing new. The last one came 07:41; lines checked 09:10" */
export const emptySentence = (me: Me, department: Department, view: View, now: Date): string => {
  const words = wordsFor(me.locale);
  const facts = [
    department.lastReceivedAt
      ? words.empty.lastCame(shortTime(department.lastReceivedAt, now, me))
      : words.empty.nothingYet,
    me.linesCheckedAt ? words.empty.linesChecked(shortTime(me.linesCheckedAt, now, me)) : null,
  ];
  return `${words.empty[view]} ${facts.filter(Boolean).join('; ')}`;
};
