import type { TimelineEvent } from '../../../src/http/api.ts';
import { Time } from '../parts/time.tsx';
import { useSession } from '../session.ts';
import { timelineNote } from './timeline-note.ts';

const EventView = ({ event }: { event: TimelineEvent }) => {
  const { words } = useSession();
  const note = timelineNote(event, words);
  return (
    <li className="timeline__event">
      <div className="timeline__what">
        <span>{words.timeline[event.kind]}</span>
        <Time iso={event.at} className="timeline__time" />
      </div>
      {event.by && (
        <div className="timeline__who">
          <bdi>{event.by.name}</bdi>
        </div>
      )}
      {note && (
        <div className="timeline__note">
          <bdi>{note}</bdi>
        </div>
      )}
    </li>
  );
};

/** What happened and who did it, the latest first. */
export const Timeline = ({ events }: { events: readonly TimelineEvent[] }) => {
  const latestFirst = events.toSorted((a, b) => b.at.localeCompare(a.at));
  return (
    <ol className="timeline">
      {latestFirst.map((event) => (
        <EventView key={`${event.at} ${event.kind}`} event={event} />
      ))}
    </ol>
  );
};
