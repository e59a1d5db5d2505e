import { GridListItem } from 'react-aria-components';
import type { IncidentSummary } from '../../../src/http/api.ts';
import { useSession } from '../session.ts';
import { fullTime, shortTime } from '../time/format-time.ts';
import { IncidentMarkView } from './incident-mark.tsx';
import { useIncidentWords } from './incident-words.ts';
import { timeLeft } from './time-left.ts';

/** What went wrong and when; with which number, and how long is left to tell. */
export const IncidentRow = ({
  incident,
  isOpen,
}: {
  incident: IncidentSummary;
  isOpen: boolean;
}) => {
  const { me, now, words: all } = useSession();
  const words = useIncidentWords();
  const { direction, noticedAt, deadlines } = incident;
  const what = words.direction[direction];
  const shown = incident.number.national || all.list.unknownSender;
  const number = words.number[direction](shown);
  const time = shortTime(noticedAt, now, me);
  const next = deadlines
    .map((deadline) => timeLeft(deadline, now, words))
    .find(({ isOver }) => !isOver);
  const left = incident.isOpen
    ? (next ?? deadlines.map((each) => timeLeft(each, now, words)).at(-1))
    : undefined;
  return (
    <GridListItem
      id={incident.id}
      textValue={[what, number, time, incident.isOpen ? words.open : words.closed, left?.word]
        .filter(Boolean)
        .join(', ')}
      className={`row${isOpen ? ' row--open' : ''}`}
    >
      <span className="row__dot" />
      <span className="row__line">
        <span className="row__from">{what}</span>
        <span className="row__to" />
        <time className="row__time" dateTime={noticedAt} title={fullTime(noticedAt, me)}>
          {time}
        </time>
      </span>
      <span className="row__line row__line--meta">
        <bdi className="row__tsi" title={incident.number.full}>
          {number}
        </bdi>
        <span className="row__pages">{left?.word}</span>
        <span className="row__marks">
          <IncidentMarkView isOpen={incident.isOpen} />
        </span>
      </span>
    </GridListItem>
  );
};
