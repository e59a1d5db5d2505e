import { shortTime } from '../time/format-time.js';
import { wordsFor } from '../words/words.js';
/** The number beside a view; none where it would only grow. */
export const counterOf = (counters, view) => {
  switch (view) {
    case 'new':
    case 'mine':
    case 'taken':
    case 'attention':
      return counters[view] || null;
    case 'done':
    case 'all':
      return null;
  }
};
export const agedOf = (counters, view, words) => {
  const aged = [];
  if (view === 'new' && counters.newOverADay > 0)
    aged.push({ tone: 'overdue', word: words.aged.overADay(counters.newOverADay) });
  const overAnHour = counters.newOverAnHour - counters.newOverADay;
  if (view === 'new' && overAnHour > 0)
    aged.push({ tone: 'waiting', word: words.aged.overAnHour(overAnHour) });
  if (view === 'taken' && counters.takenOverADay > 0)
    aged.push({ tone: 'overdue', word: words.aged.overADay(counters.takenOverADay) });
  return aged;
};
/** "Nothing new. Last fax 07:41; lines checked 09:10" */
export const emptySentence = (me, department, view, now) => {
  const words = wordsFor(me.locale);
  const facts = [
    department.lastReceivedAt
      ? words.empty.lastFax(shortTime(department.lastReceivedAt, now, me))
      : words.empty.noFaxYet,
    me.linesCheckedAt ? words.empty.linesChecked(shortTime(me.linesCheckedAt, now, me)) : null,
  ];
  return `${words.empty[view]} ${facts.filter(Boolean).join('; ')}`;
};
//# sourceMappingURL=frame-view.js.map
