import type { MachineEvent, PersonEvent, Sending } from '../../../src/http/api.ts';
import { Time } from '../parts/time.tsx';
import { eventNotes } from './event-notes.ts';
import { Evidence } from './evidence.tsx';
import { useSentWords } from './sent-words.ts';

const MachineEventView = ({
  event,
  hasAttempts,
}: {
  event: MachineEvent;
  hasAttempts: boolean;
}) => {
  const sent = useSentWords();
  const source = sent.sources[event.source];
  return (
    <li className="timeline__event">
      <div className="timeline__what">
        <span>{sent.machine[event.kind]}</span>
        <Time iso={event.at} className="timeline__time" />
      </div>
      {eventNotes(event, sent).map((note) => (
        <div key={note} className="timeline__note">
          {note}
        </div>
      ))}
      <div className="timeline__who">
        {hasAttempts ? `${sent.attempt(event.attempt)} · ${source}` : source}
      </div>
    </li>
  );
};

const PersonEventView = ({ event }: { event: PersonEvent }) => {
  const sent = useSentWords();
  return (
    <li className="timeline__event">
      <div className="timeline__what">
        <span>{sent.act[event.kind]}</span>
        <Time iso={event.at} className="timeline__time" />
      </div>
      <div className="timeline__who">
        <bdi>{event.by.name}</bdi>
      </div>
      {event.reason && (
        <div className="timeline__note">
          <bdi>{event.reason}</bdi>
        </div>
      )}
    </li>
  );
};

/** What machines say and what people did, beside each other and never mixed; the latest first. */
export const TwoTimelines = ({ sending }: { sending: Sending }) => {
  const sent = useSentWords();
  const { machines, people, deliveries } = sending;
  const hasAttempts = deliveries.length > 1;
  return (
    <>
      <section className="panel__part">
        <h3 className="panel__title">{sent.machines}</h3>
        <ol className="timeline">
          {machines
            .filter(({ changed }) => changed)
            .toReversed()
            .map((event, index, { length }) => (
              <MachineEventView key={length - index} event={event} hasAttempts={hasAttempts} />
            ))}
        </ol>
        <Evidence events={machines} />
      </section>
      <section className="panel__part">
        <h3 className="panel__title">{sent.people}</h3>
        <ol className="timeline">
          {people.toReversed().map((event, index) => (
            <PersonEventView key={people.length - index} event={event} />
          ))}
        </ol>
      </section>
    </>
  );
};
