import '../styles/announced.css';
import { ShieldAlert } from 'lucide-react';
import { useRef } from 'react';
import { Button } from 'react-aria-components';
import type { Announcement, Department } from '../../../src/http/api.ts';
import { Time } from '../parts/time.tsx';
import { useSession } from '../session.ts';
import { shortTime } from '../time/format-time.ts';
import { OpenGlass } from './open-glass.tsx';
import { useAnnouncedWords } from './announced-words.ts';
import { useAnnouncements } from './use-announcements.ts';

/** Stays until each of them was seen: none goes by itself, and none is in the way of the work below. */
export const AnnouncedBanner = ({ glass }: { glass: Department | undefined }) => {
  const words = useAnnouncedWords();
  const { announcements, see } = useAnnouncements();
  const banner = useRef<HTMLElement>(null);
  if (announcements.length === 0 && !glass) return null;

  /** The next one, or the list where there is none: whoever works by keyboard isn't left at the top of the page. */
  const seen = (id: string) => {
    const buttons = [...(banner.current?.querySelectorAll('button') ?? [])];
    const next = buttons.find((button) => button !== document.activeElement);
    (next ?? document.getElementById('list'))?.focus();
    see(id);
  };
  return (
    <section ref={banner} className="announced" role="status" aria-label={words.label}>
      <ul className="announced__list">
        {glass?.glass && <OpenGlass department={glass} glass={glass.glass} />}
        {announcements.map((announcement) => (
          <li key={announcement.id} className="announced__item">
            <ShieldAlert className="icon" aria-hidden />
            <p className="announced__text">
              <Told announcement={announcement} />
            </p>
            <Button
              className="button button--small"
              aria-label={words.seenOf(announcement.about.name, announcement.department.name)}
              onPress={() => seen(announcement.id)}
            >
              {words.seen}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Told = ({ announcement }: { announcement: Announcement }) => {
  const { kind, about, department, at, until } = announcement;
  const { me, now } = useSession();
  const words = useAnnouncedWords();
  const [what, todo] =
    kind !== 'break-glass'
      ? [
          kind === 'member-by-group'
            ? words.memberByGroup(about.name, department.name)
            : words.memberByHand(about.name, department.name),
          words.memberByGroupTodo,
        ]
      : [
          words.breakGlass(about.name, department.name, shortTime(until ?? at, now, me)),
          words.breakGlassTodo,
        ];
  return (
    <>
      <strong>{what}</strong> <span>{todo}</span>{' '}
      {kind === 'break-glass' && <a href="/break-glass">{words.whyGlass}</a>}{' '}
      <span className="announced__at">
        <Time iso={at} />
      </span>
    </>
  );
};
