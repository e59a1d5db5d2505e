import type { TimelineEvent } from '../../../src/http/api.ts';
import { Time } from '../parts/time.tsx';
import { useSession } from '../session.ts';

/** What happened and who did it, the latest first. */
export const Timeline = ({ events }: { events: readonly TimelineEvent[] }) => {
  const { words } = useSession();
  const latestFirst = events.toSorted((a, b) => b.at.localeCompare(a.at));
  return (
    <ol className="timeline">
      {latestFirst.map((event) => (
        <li key={`${event.at} ${event.kind}`} className="timeline__event">
          <div className="timeline__what">
            <span>{words.timeline[event.kind]}</span>
            <Time iso={event.at} className="timeline__time" />
          </div>
          {event.by && (
            <div className="timeline__who">
              <bdi>{event.by.name}</bdi>
            </div>
          )}
          {event.note && (
            <div className="timeline__note">
              <bdi>{event.note}</bdi>
            </div>
          )}
        </li>
      ))}
    </ol>
  );
};
