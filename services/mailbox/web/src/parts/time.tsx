import { fullTime, shortTime } from '../time/format-time.ts';
import { useSession } from '../session.ts';

/** A short time with the full one on hover and for screen readers. */
export const Time = ({ iso, className }: { iso: string; className?: string }) => {
  const { me, now } = useSession();
  const full = fullTime(iso, me);
  return (
    <time dateTime={iso} title={full} className={className}>
      <span aria-hidden>{shortTime(iso, now, me)}</span>
      <span className="unseen">{full}</span>
    </time>
  );
};
