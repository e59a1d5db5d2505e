import { fullTime, shortTime } from '../time/format-time.js';
import { wordsFor } from '../words/words.js';
import { marksOf } from './marks.js';
export const rowView = (message, me, now) => {
  const words = wordsFor(me.locale);
  const marks = marksOf(message, me.person.id, words);
  const from = message.from.national || words.list.unknownSender;
  const time = {
    iso: message.receivedAt,
    short: shortTime(message.receivedAt, now, me),
    full: fullTime(message.receivedAt, me),
  };
  const pagesLong =
    message.pages === null ? words.list.noDocument : words.list.pagesLong(message.pages);
  const tsi = message.tsi?.trim() || null;
  return {
    id: message.id,
    isNew: message.handling.state === 'new',
    from,
    fromFull: message.from.full,
    to: words.list.to(message.to.national),
    toFull: message.to.full,
    tsi,
    pages: message.pages === null ? words.list.noDocument : words.list.pages(message.pages),
    time,
    marks,
    label: [from, tsi, time.short, pagesLong, ...marks.map((mark) => mark.word)]
      .filter(Boolean)
      .join(', '),
  };
};
//# sourceMappingURL=row-view.js.map
