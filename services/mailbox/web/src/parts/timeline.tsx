import { AppWindow, Cog, UserRound } from 'lucide-react';

import { useSession } from '../session.ts';
import { oldestFirst } from './oldest-first.ts';
import { Time } from './time.tsx';

/** Who is speaking: what machines say, what people do and what business systems do in their place are never mixed. */
export type Axis = 'machine' | 'person' | 'system';

/** One fact, in words that can be read out over the telephone. */
export interface TimelineEntry {
  readonly key: string;
  readonly axis: Axis;
  readonly iso: string;
  readonly what: string;
  /** The person, or which machine said so. */
  readonly who: string | null;
  readonly notes: readonly string[];
  /** The carrier's own codes, for whoever has to prove it. */
  readonly evidence?: string | undefined;
}

const icons = { machine: Cog, person: UserRound, system: AppWindow } as const;

/** That of systems is named where one did something. */
const axesOf = (entries: readonly TimelineEntry[]): readonly Axis[] =>
  entries.some(({ axis }) => axis === 'system')
    ? ['machine', 'person', 'system']
    : ['machine', 'person'];

const AxisMark = ({ axis }: { axis: Axis }) => {
  const Icon = icons[axis];
  return <Icon className={`timeline__mark timeline__mark--${axis}`} aria-hidden />;
};

const Entry = ({ entry }: { entry: TimelineEntry }) => {
  const { words } = useSession();
  const { axis, iso, what, who, notes, evidence } = entry;
  return (
    <li className={`timeline__event timeline__event--${axis}`}>
      <AxisMark axis={axis} />
      <div className="timeline__what">
        <span>
          <span className="unseen">{words.axes.of[axis]}: </span>
          {what}
        </span>
        <Time iso={iso} className="timeline__time" />
      </div>
      {notes.map((note) => (
        <div key={note} className="timeline__note">
          <bdi>{note}</bdi>
        </div>
      ))}
      <div className="timeline__foot">
        {who && (
          <span className="timeline__who">
            <bdi>{who}</bdi>
          </span>
        )}
        {evidence && (
          <details className="timeline__evidence">
            <summary>{words.axes.evidence}</summary>
            <code>{evidence}</code>
          </details>
        )}
      </div>
    </li>
  );
};

/** Everything that happened, the latest first, on two axes: what machines say, and what people did, or business systems in their place. */
export const Timeline = ({ entries }: { entries: readonly TimelineEntry[] }) => {
  const { words } = useSession();
  const latestFirst = oldestFirst(entries).toReversed();
  return (
    <>
      <p className="timeline__axes" aria-hidden>
        {axesOf(entries).map((axis) => (
          <span key={axis}>
            <AxisMark axis={axis} /> {words.axes.title[axis]}
          </span>
        ))}
      </p>
      <ol className="timeline">
        {latestFirst.map((entry) => (
          <Entry key={entry.key} entry={entry} />
        ))}
      </ol>
    </>
  );
};
