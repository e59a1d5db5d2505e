import type { MachineEvent } from '../../../src/http/api.ts';
import { fullTime } from '../time/format-time.ts';
import { useSession } from '../session.ts';
import { codesOf } from './codes-of.ts';
import { useSentWords } from './sent-words.ts';

/** Everything that was told, word by word, what came late or twice as well: for whoever has to prove it. */
export const Evidence = ({ events }: { events: readonly MachineEvent[] }) => {
  const { me } = useSession();
  const sent = useSentWords();
  return (
    <details className="evidence">
      <summary>{sent.evidence(events.length)}</summary>
      <ol className="evidence__events">
        {events.map((event, index) => (
          // Facts are only ever added: the place of one stays.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <time dateTime={event.at}>{fullTime(event.at, me)}</time>
            <span>
              {sent.sources[event.source]}: {sent.machine[event.kind]}
              {event.changed ? '' : ` (${sent.late})`}
            </span>
            {codesOf(event) && <code>{codesOf(event)}</code>}
          </li>
        ))}
      </ol>
    </details>
  );
};
