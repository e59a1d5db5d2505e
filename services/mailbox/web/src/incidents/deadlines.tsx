import { Clock, ClockAlert } from 'lucide-react';
import type { Incident } from '../../../src/http/api.ts';
import { Time } from '../parts/time.tsx';
import { useSession } from '../session.ts';
import { useIncidentWords } from './incident-words.ts';
import { timeLeft } from './time-left.ts';

const Deadline = ({ deadline }: { deadline: Incident['deadlines'][number] }) => {
  const { now } = useSession();
  const words = useIncidentWords();
  const { share, isOver, word } = timeLeft(deadline, now, words);
  const Icon = isOver ? ClockAlert : Clock;
  return (
    <li className={isOver ? 'deadline deadline--over' : 'deadline'}>
      <span className="deadline__law">{words.law[deadline.law]}</span>
      <span className="deadline__bar" aria-hidden>
        <span className="deadline__left" style={{ inlineSize: `${share * 100}%` }} />
      </span>
      <span className="deadline__word">
        <Icon className="icon icon--small" aria-hidden />
        {word}
      </span>
      <Time iso={deadline.at} className="deadline__at" />
    </li>
  );
};

/** How much of the time that the law gives is left, as a picture and in words. */
export const Deadlines = ({ incident }: { incident: Incident }) => {
  const words = useIncidentWords();
  return (
    <div className="deadlines">
      <h3 className="panel__title">{words.deadlines}</h3>
      <ul className="deadlines__list">
        {incident.deadlines.map((deadline) => (
          <Deadline key={deadline.law} deadline={deadline} />
        ))}
      </ul>
      <p className="field__hint">{words.assess}</p>
    </div>
  );
};
