import { useQueryClient } from '@tanstack/react-query';
import { DoorOpen } from 'lucide-react';
import { useEffect } from 'react';
import type { Department } from '../../../src/http/api.ts';
import { keys } from '../api/keys.ts';
import { useSession } from '../session.ts';
import { shortTime } from '../time/format-time.ts';
import { useAnnouncedWords } from './announced-words.ts';

/** As long as somebody looks into a department that isn't theirs: until when, and the way out. */
export const OpenGlass = ({
  department,
  glass: { id, until },
}: {
  department: Department;
  glass: NonNullable<Department['glass']>;
}) => {
  const { me, now } = useSession();
  const words = useAnnouncedWords();
  const queries = useQueryClient();
  const end = Date.parse(until);
  useEffect(() => {
    // then it is theirs no more, and the server says so; its clock may be a little behind
    const timer = setTimeout(
      () => void queries.invalidateQueries({ queryKey: keys.me }),
      Math.max(0, end - Date.now()) + 1000,
    );
    return () => clearTimeout(timer);
  }, [end, queries]);
  const left = Math.max(0, Math.ceil((end - now.getTime()) / 60_000));
  return (
    <li className="announced__item">
      <DoorOpen className="icon" aria-hidden />
      <p className="announced__text">
        <strong>{words.lookingInto(department.name)}</strong>{' '}
        <span>{words.lookingUntil(shortTime(until, now, me), left)}</span>
      </p>
      <form method="post" action="/break-glass/end">
        <input type="hidden" name="csrf" value={me.csrfToken} />
        <input type="hidden" name="id" value={id} />
        <button type="submit" className="button button--small">
          {words.endLooking}
        </button>
      </form>
    </li>
  );
};
